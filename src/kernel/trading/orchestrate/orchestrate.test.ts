/** From signals to wishes: enter what is not held, leave what has turned, wait out the cool-down. */
import { describe, expect, it } from "vitest";
import { at, bar, config, hour } from "../../../../tests/scenarios/given.ts";
import type { Direction, Signal } from "../../domain/signal.ts";
import { openFeatures, updateFeatures } from "../../features/market-features.ts";
import { bps, fraction, ratio } from "../../units/units.ts";
import { type Holding, intentFrom, stopDistanceFor } from "./orchestrate.ts";

const signal = (direction: Direction): Signal => ({
  symbol: "BTC",
  direction,
  confidence: fraction(0.6),
  expectedEdge: bps(20),
  forecasts: [],
});
const nothing: Holding = { isHeld: false, hasOpenOrders: false, cooldownUntil: 0 };
const wish = (direction: Direction, holding: Partial<Holding> = {}, now = at(0)) =>
  intentFrom(signal(direction), { ...nothing, ...holding }, fraction(0.02), now)?.kind;

describe("what is not held", () => {
  it.each([
    ["LONG", "ENTER"],
    ["OUT", undefined],
    ["NONE", undefined],
  ] as const)("a signal %s wishes %s", (direction, kind) => expect(wish(direction)).toBe(kind));

  it("is not wished for twice while an order is open", () =>
    expect(wish("LONG", { hasOpenOrders: true })).toBeUndefined());
  it("cools down to the millisecond", () => {
    expect(wish("LONG", { cooldownUntil: at(hour) }, at(hour - 1))).toBeUndefined();
    expect(wish("LONG", { cooldownUntil: at(hour) }, at(hour))).toBe("ENTER");
  });
});

describe("what is held", () => {
  it.each([
    ["OUT", "EXIT"],
    ["LONG", undefined],
    ["NONE", undefined],
  ] as const)("a signal %s wishes %s", (direction, kind) => expect(wish(direction, { isHeld: true })).toBe(kind));

  it("leaves whatever cools down or is open", () =>
    expect(wish("OUT", { isHeld: true, hasOpenOrders: true, cooldownUntil: at(9 * hour) })).toBe("EXIT"));
});

it("says the odds, and for an entry what it is worth", () => {
  const entry = intentFrom(signal("LONG"), nothing, fraction(0.02), at(0));
  expect(entry).toMatchObject({
    proposedAt: at(0),
    notional: 0,
    stopDistance: 0.02,
    reason: "odds of a rise are 60.0 %, worth 20 bps after costs",
  });
  expect(intentFrom(signal("OUT"), { ...nothing, isHeld: true }, fraction(0.02), at(0))?.reason).toBe(
    "odds of a fall are 60.0 %",
  );
});

describe("the stop distance", () => {
  const distanceAt = (range: number, multiplier = 1): number => {
    const features = openFeatures(1, { trend: 8, reversion: 4, outcome: 4 });
    updateFeatures(features, 0, bar("BTC", 100, { high: 100 * (1 + range), low: 100 }), at(0));
    return stopDistanceFor(features, 0, config, ratio(multiplier));
  };
  it("is some average true ranges, widened by the CRO", () => {
    expect(distanceAt(0.008)).toBeCloseTo(0.024, 9);
    expect(distanceAt(0.008, 1.5)).toBeCloseTo(0.036, 9);
  });
  it("is never nearer than the minimum nor farther than the hard limit", () => {
    expect(distanceAt(0.0001)).toBe(0.01);
    expect(distanceAt(0.5)).toBe(0.04);
    expect(distanceAt(0.03, 9)).toBe(0.04);
  });
  it("is as far as allowed when nothing is known", () => {
    const empty = { ...openFeatures(1, { trend: 8, reversion: 4, outcome: 4 }), atr: new Float64Array(0) };
    expect(stopDistanceFor(empty, 0, config, ratio(1))).toBe(0.04);
  });
});
