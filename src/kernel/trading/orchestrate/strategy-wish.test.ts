/** A strategy's advice as a wish: its floor, its stop, its edge after costs, each at its line. */
import { describe, expect, it } from "vitest";
import { at, btc, config, justBelow } from "../../../../tests/scenarios/given.ts";
import type { Advice } from "../../domain/strategy-choice.ts";
import { ratio } from "../../units/units.ts";
import { leastStrategyConfidence, strategyEntry, strategyExit } from "./strategy-wish.ts";

type Entry = Extract<Advice, { kind: "LONG" }>;
const said: Entry = { kind: "LONG", confidence: 0.7, stopDistance: 0.02, reason: "a new high" };
const wish = (change: Partial<Entry> = {}, multiplier = 1) =>
  strategyEntry(
    "turtle",
    { ...said, ...change },
    { config, instrument: btc, stopLossMultiplier: ratio(multiplier), at: at(0) },
  );
/** Fee 5, half spread 1, slippage 3 bps, twice. */
const costs = 18;

it("carries the strategy's name, word and plan", () =>
  expect(wish({ targetDistance: 0.05, maxBars: 9 })).toMatchObject({
    kind: "ENTER",
    symbol: "BTC",
    strategy: "turtle",
    proposedAt: at(0),
    signal: { direction: "LONG", confidence: 0.7, forecasts: [] },
    stopDistance: 0.02,
    plan: { targetDistance: 0.05, maxBars: 9 },
    reason: "a new high",
  }));

it("is heard from a confidence of 0.60 on", () => {
  expect(leastStrategyConfidence).toBe(0.6);
  expect(wish({ confidence: justBelow(0.6), stopDistance: 0.04 })).toBeUndefined();
  expect(wish({ confidence: 0.6, stopDistance: 0.04 })).toBeDefined();
  expect(wish({ confidence: Number.NaN })).toBeUndefined();
});

describe("the edge", () => {
  it("weighs target and stop by the confidence and takes the costs off", () =>
    expect(wish({ targetDistance: 0.05 })?.signal.expectedEdge).toBeCloseTo(0.7 * 500 - 0.3 * 200 - costs, 9));
  it("of an entry without a target takes a gain as far as the stop", () =>
    expect(wish()?.signal.expectedEdge).toBeCloseTo(0.4 * 200 - costs, 9));
  it("has to be above what an entry must promise, as the models' has", () => {
    const target = (edge: number) => (edge + costs + 60) / 7_000;
    expect(wish({ targetDistance: target(9.999) })).toBeUndefined();
    expect(wish({ targetDistance: target(10.001) })).toBeDefined();
  });
});

describe("the stop", () => {
  it("is the strategy's, widened by the CRO", () => expect(wish({}, 1.5)?.stopDistance).toBeCloseTo(0.03, 12));
  it("is never nearer than the minimum nor farther than the hard limit", () => {
    expect(wish({ stopDistance: 0.001, targetDistance: 0.1 })?.stopDistance).toBe(0.01);
    expect(wish({ stopDistance: 0.03 }, 2)?.stopDistance).toBe(0.04);
  });
});

it("an exit says why", () =>
  expect(strategyExit("turtle", "BTC", "a new low", at(0))).toMatchObject({
    kind: "EXIT",
    strategy: "turtle",
    symbol: "BTC",
    reason: "a new low",
    signal: { direction: "OUT" },
  }));
