/** The ceiling: bands of the score at, just below and just above each line, leverage by volatility in calm, and its news. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import { defaultHardLimits } from "../../../domain/hard-limits.ts";
import { ceilingFor, isLooser, isNews } from "./ceiling.ts";

const at = (score: number, volatility = 0.02) => ceilingFor(score, volatility, defaultHardLimits);

it.each([
  [
    50,
    { maxLeverage: 10, maxRiskPerTrade: 0.02, maxPositions: 10 },
    { maxLeverage: 7, maxRiskPerTrade: 0.015, maxPositions: 8 },
  ],
  [
    70,
    { maxLeverage: 7, maxRiskPerTrade: 0.015, maxPositions: 8 },
    { maxLeverage: 5, maxRiskPerTrade: 0.01, maxPositions: 5 },
  ],
  [
    85,
    { maxLeverage: 5, maxRiskPerTrade: 0.01, maxPositions: 5 },
    { maxLeverage: 2, maxRiskPerTrade: 0.004, maxPositions: 2 },
  ],
])("tightens strictly above a score of %d", (line, below, above) => {
  expect(at(justBelow(line))).toEqual(below);
  expect(at(line)).toEqual(below);
  expect(at(justAbove(line))).toEqual(above);
});

it("is tightest for a score that is no number", () => expect(at(Number.NaN)).toEqual(at(100)));

it("never allows more for a worse score, whatever the volatility", () => {
  const anyScore = fc.double({ min: 0, max: 100, noNaN: true });
  const anyVolatility = fc.option(fc.double({ min: 0.001, max: 1, noNaN: true }), { nil: undefined });
  fc.assert(
    fc.property(anyScore, anyScore, anyVolatility, (a, b, volatility) => {
      const [better, worse] = [Math.min(a, b), Math.max(a, b)].map((score) =>
        ceilingFor(score, volatility, defaultHardLimits),
      );
      expect(isLooser(worse!, better!)).toBe(true);
    }),
  );
});

describe("in calm", () => {
  it("leverage is the limit times 2 % over a day's volatility, from 1 to the limit", () => {
    expect([0.01, 0.02, 0.04, 0.2, 5].map((volatility) => at(0, volatility).maxLeverage)).toEqual([10, 10, 5, 1, 1]);
  });
  it("is 1 while nothing is known of the market", () =>
    expect(ceilingFor(0, undefined, defaultHardLimits).maxLeverage).toBe(1));
});

describe("news", () => {
  it("is the first word, another number of positions, or leverage that moves by more than a tenth", () => {
    expect(isNews(undefined, at(0))).toBe(true);
    expect(isNews(at(0), at(51))).toBe(true);
    expect(isNews(at(0, 0.04), at(0, 0.04 / 1.099))).toBe(false);
    expect(isNews(at(0, 0.04), at(0, 0.04 / 1.101))).toBe(true);
  });
  it("is looser only where no part of it is tighter", () => {
    expect(isLooser(at(90), at(0))).toBe(true);
    expect(isLooser(at(0), at(90))).toBe(false);
    expect(isLooser(at(60), at(0, 0.2))).toBe(false);
  });
});
