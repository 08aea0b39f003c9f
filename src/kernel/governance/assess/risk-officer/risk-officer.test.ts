/** Risk officer: historical tail of current weights, a conservative prior while young, and a score of the worst part. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultHardLimits } from "../../../domain/hard-limits.ts";
import { historicalExpectedShortfall, historicalValueAtRisk, worstFirst } from "../../../maths/value-at-risk.ts";
import { ratio } from "../../../units/units.ts";
import {
  openRiskOfficer,
  recordDayClose,
  type RiskOfficerState,
  scoreOf,
  type TailRisk,
  tailRiskOf,
} from "./risk-officer.ts";

/** An officer that has seen these daily returns of instrument `id`. */
function seen(state: RiskOfficerState, id: number, returns: readonly number[]): RiskOfficerState {
  let close = 100;
  recordDayClose(state, id, close);
  for (const each of returns) recordDayClose(state, id, (close *= 1 + each));
  return state;
}
const wave = (days: number, phase = 0) => Array.from({ length: days }, (_, day) => 0.03 * Math.sin(day * 1.7 + phase));

describe("the tail", () => {
  it("of an empty book is nothing", () => {
    expect(tailRiskOf(openRiskOfficer(2), Float64Array.of(0, 0))).toMatchObject({
      valueAtRisk95: 0,
      expectedShortfall975: 0,
      fromPrior: false,
    });
  });

  it("of a young history is the prior, per unit of exposure, until 60 days are known", () => {
    const young = tailRiskOf(seen(openRiskOfficer(1), 0, wave(59)), Float64Array.of(0.5));
    expect(young).toMatchObject({ sampleDays: 59, fromPrior: true });
    expect([young.valueAtRisk95, young.expectedShortfall975]).toEqual([0.04, 0.07]);
    expect(tailRiskOf(seen(openRiskOfficer(1), 0, wave(60)), Float64Array.of(0.5))).toMatchObject({
      sampleDays: 60,
      fromPrior: false,
    });
  });

  it("is as young as the youngest symbol that is held, and no younger", () => {
    const state = seen(seen(openRiskOfficer(2), 0, wave(100)), 1, wave(10));
    expect(tailRiskOf(state, Float64Array.of(0.5, 0.1)).sampleDays).toBe(10);
    expect(tailRiskOf(state, Float64Array.of(0.5, 0)).sampleDays).toBe(100);
  });

  it("equals the estimators on the weighted losses of the last 250 days", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 400 }),
        fc.integer({ min: 1, max: 90 }),
        fc.nat(50),
        (days, first, second) => {
          const [a, b] = [wave(days), wave(days, 2)];
          const weights = Float64Array.of(first / 100, second / 100);
          const losses = worstFirst(
            Float64Array.from(a, (each, day) => -(weights[0]! * each + weights[1]! * b[day]!)).slice(-250),
          );
          const tail = tailRiskOf(seen(seen(openRiskOfficer(2), 0, a), 1, b), weights);
          expect(tail.valueAtRisk95).toBeCloseTo(historicalValueAtRisk(losses, 0.05), 9);
          expect(tail.expectedShortfall975).toBeCloseTo(historicalExpectedShortfall(losses, 0.025), 9);
          expect(tail.sampleDays).toBe(Math.min(days, 250));
        },
      ),
      { numRuns: 40 },
    );
  });

  it("opposed positions offset each other's losses", () => {
    const state = seen(seen(openRiskOfficer(2), 0, wave(100)), 1, wave(100, Math.PI));
    expect(tailRiskOf(state, Float64Array.of(0.5, 0.5)).valueAtRisk95).toBeCloseTo(0, 9);
  });
});

describe("the score", () => {
  const tail = (expectedShortfall: number): TailRisk => ({
    valueAtRisk95: ratio(0),
    expectedShortfall975: ratio(expectedShortfall),
    sampleDays: 250,
    fromPrior: false,
  });
  const score = (use: Partial<Record<"drawdown" | "dailyLoss" | "exposure", number>>, shortfall = 0) =>
    scoreOf(tail(shortfall), { drawdown: 0, dailyLoss: 0, exposure: 0, ...use }, defaultHardLimits, 0.08);

  it("is 0 while at most half of every loss limit is used and no budget is", () => {
    expect(score({ drawdown: 0.05, dailyLoss: 0.025 })).toEqual({ score: 0, worstComponent: "none" });
  });
  it.each([
    ["drawdown", { drawdown: 0.1 }, 0],
    ["daily loss", { dailyLoss: 0.05 }, 0],
    ["exposure", { exposure: 1.8 }, 0],
    ["expected shortfall", {}, 0.16],
  ] as const)("is 100 at the limit of %s: a loss limit, or twice a budget", (worstComponent, use, shortfall) => {
    expect(score(use, shortfall)).toEqual({ score: 100, worstComponent });
  });
  it.each([
    ["exposure", { exposure: 0.9 }, 0],
    ["expected shortfall", {}, 0.08],
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
});

it("closes that are no prices teach nothing until two good ones follow", () => {
  const state = openRiskOfficer(1);
  for (const close of [0, 100, 110]) recordDayClose(state, 0, close);
  expect([state.daysSeen[0], state.returns[0]]).toEqual([1, expect.closeTo(0.1, 12)]);
});
