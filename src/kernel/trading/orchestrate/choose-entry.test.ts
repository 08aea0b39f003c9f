/** Who enters a symbol, who may speak, and how many wishes a close takes. */
import { describe, expect, it } from "vitest";
import { start } from "../../../../tests/scenarios/given.ts";
import type { Forecast, Intent } from "../../domain/signal.ts";
import { bps, fraction, ratio } from "../../units/units.ts";
import {
  chooseEntry,
  isStrongConsensus,
  maySpeak,
  mostWishesPerClose,
  strongConsensus,
  throttle,
} from "./choose-entry.ts";

const wish = (strategy: string, edge: number, symbol = "BTC"): Intent => ({
  kind: "ENTER",
  symbol,
  strategy,
  proposedAt: start,
  signal: { symbol, direction: "LONG", confidence: fraction(0.6), expectedEdge: bps(edge), forecasts: [] },
  notional: 0,
  stopDistance: fraction(0.02),
  reason: "test",
});
const forecast = (model: string, up: number): Forecast => ({
  model,
  symbol: "BTC",
  upProbability: fraction(up),
  sampleSize: 10,
  evidence: ratio(0),
});
const voices = (...ups: number[]) => ups.map((up, index) => forecast(`m${index}`, up));

describe("a strong consensus", () => {
  const isStrong = (forecasts: Forecast[], weights?: Record<string, number>, direction: "LONG" | "NONE" = "LONG") =>
    isStrongConsensus({ direction, forecasts }, weights);
  it("takes three models that see a rise", () => {
    expect(strongConsensus).toBe(3);
    expect([voices(0.6, 0.6), voices(0.6, 0.6, 0.6), voices(0.6, 0.6, 0.6, 0.6)].map((each) => isStrong(each))).toEqual(
      [false, true, true],
    );
  });
  it("even odds are no rise", () => expect(isStrong(voices(0.6, 0.6, 0.5))).toBe(false));
  it("a model without a weight has no voice", () => {
    expect(isStrong(voices(0.6, 0.6, 0.6), { m0: 0.5, m1: 0.5, m2: 0 })).toBe(false);
    expect(isStrong(voices(0.6, 0.6, 0.6), { m0: 0.5, m1: 0.5 })).toBe(false);
    expect(isStrong(voices(0.6, 0.6, 0.6), { m0: 0.4, m1: 0.3, m2: 0.3 })).toBe(true);
  });
  it("needs a signal to enter", () => expect(isStrong(voices(0.6, 0.6, 0.6), undefined, "NONE")).toBe(false));
});

describe("of several wishes for a symbol", () => {
  it("the one that promises most wins, whoever wishes it", () => {
    expect(chooseEntry([wish("ensemble", 20), wish("turtle", 30)], false)?.strategy).toBe("turtle");
    expect(chooseEntry([wish("ensemble", 40), wish("turtle", 30)], false)?.strategy).toBe("ensemble");
  });
  it("ties go by name", () => {
    expect(chooseEntry([wish("b", 20), wish("a", 20)], false)?.strategy).toBe("a");
    expect(chooseEntry([wish("ensemble", 20), wish("dip", 20)], false)?.strategy).toBe("dip");
  });
  it("a strong consensus of the models goes before any strategy", () =>
    expect(chooseEntry([wish("turtle", 99), wish("ensemble", 20)], true)?.strategy).toBe("ensemble"));
  it("but only where the models wish at all", () =>
    expect(chooseEntry([wish("turtle", 99)], true)?.strategy).toBe("turtle"));
  it("none of none", () => expect(chooseEntry([], true)).toBeUndefined());
});

it("who is blocked does not speak; who is on no list does", () => {
  expect(maySpeak("turtle", { allowed: [], blocked: ["turtle"] })).toBe(false);
  expect(maySpeak("turtle", { allowed: ["turtle"], blocked: [] })).toBe(true);
  expect(maySpeak("turtle", { allowed: ["other"], blocked: [] })).toBe(true);
});

describe("the throttle", () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ intent: wish("ensemble", index % 4, `S${index}`) }));
  it.each([
    [mostWishesPerClose - 1, 0],
    [mostWishesPerClose, 0],
    [mostWishesPerClose + 1, 1],
  ])("of %d wishes turns %d away", (count, away) => {
    const { kept, turnedAway } = throttle(many(count));
    expect([kept.length, turnedAway.length]).toEqual([count - away, away]);
  });
  it("keeps the most promising, in the order they came", () => {
    const { kept, turnedAway } = throttle(many(14));
    expect(kept.map(({ intent }) => intent.symbol)).toEqual(
      "1 2 3 5 6 7 9 10 11 13".split(" ").map((each) => `S${each}`),
    );
    expect(turnedAway.map(({ intent }) => intent.symbol)).toEqual(["S0", "S4", "S8", "S12"]);
  });
  it("is ten, as in the earlier system", () => expect(mostWishesPerClose).toBe(10));
});
