/** The score: each part at its limit, straight lines in between, the worst one speaks. */
import { describe, expect, it } from "vitest";
import { defaultHardLimits } from "../../../domain/hard-limits.ts";
import { scoreOf, scoreOfParts, scoreParts, type UseOfLimits } from "./score.ts";

describe("the score", () => {
  const score = (use: Partial<UseOfLimits>, shortfall = 0) =>
    scoreOf(
      {
        drawdown: 0,
        dailyLoss: 0,
        exposure: 0,
        expectedShortfall: shortfall,
        stressLoss: 0,
        concentration: 0,
        daysToSell: 0,
        ...use,
      },
      defaultHardLimits,
      0.08,
    );

  it("is 0 while at most half of every loss limit is used and no budget is", () => {
    expect(score({ drawdown: 0.05, dailyLoss: 0.025 })).toEqual({ score: 0, worstComponent: "none" });
  });
  it.each([
    ["drawdown", { drawdown: 0.1 }, 0],
    ["daily loss", { dailyLoss: 0.05 }, 0],
    ["exposure", { exposure: 1.8 }, 0],
    ["expected shortfall", {}, 0.16],
    ["stress", { stressLoss: 1 }, 0],
    ["concentration", { concentration: 1 }, 0],
    ["liquidity", { daysToSell: 2 }, 0],
  ] as const)("is 100 at the limit of %s: a loss limit, or twice a budget", (worstComponent, use, shortfall) => {
    expect(score(use, shortfall)).toEqual({ score: 100, worstComponent });
  });
  it.each([
    ["exposure", { exposure: 0.9 }, 0],
    ["expected shortfall", {}, 0.08],
    ["stress", { stressLoss: 0.5 }, 0],
    ["concentration", { concentration: 0.5 }, 0],
    ["liquidity", { daysToSell: 1 }, 0],
  ] as const)("is 50 at the full budget of %s, and rises in a straight line", (worstComponent, use, shortfall) => {
    expect(score(use, shortfall)).toEqual({ score: 50, worstComponent });
    expect(score({ exposure: 0.45 }).score).toBeCloseTo(25, 9);
    expect(score({}, 0.12).score).toBeCloseTo(75, 9);
  });
  it("rises in a straight line between half and all of a loss limit", () =>
    expect(score({ drawdown: 0.075 }).score).toBeCloseTo(50, 9));
  it("is the worst part, which calm parts cannot dilute", () =>
    expect(score({ drawdown: 0.075, dailyLoss: 0.045 }).worstComponent).toBe("daily loss"));
  it("of a number that is none is 100", () => {
    expect(score({ exposure: Number.NaN }).score).toBe(100);
    expect(score({ drawdown: Number.NaN }).score).toBe(100);
  });
  it("of a book of spot within the hard limits stays fit for EXPANSION: 90 % invested, in two positions", () => {
    const invested = { exposure: 0.9, stressLoss: 0.9 * 0.538, concentration: 2 * 0.45 ** 2 };
    expect(score(invested).score).toBeLessThanOrEqual(50);
  });
  it("publishes every part by name", () => {
    const use = {
      drawdown: 0.075,
      dailyLoss: 0,
      exposure: 0.45,
      expectedShortfall: 0.08,
      stressLoss: 0.1,
      concentration: 0,
      daysToSell: Number.NaN,
    };
    const parts = scoreOfParts(use, defaultHardLimits, 0.08);
    expect(Object.keys(parts)).toEqual([...scoreParts]);
    expect(Object.values(parts).map(Math.round)).toEqual([50, 0, 25, 50, 10, 0, 100]);
  });
});
