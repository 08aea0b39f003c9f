/** Growth against empyrical-reloaded's numbers (methods C1, cases 2 and 3). */
import { expect, it } from "vitest";
import { calmarRatio, compoundAnnualGrowth, compounded, msPerYear, returnsOf } from "./growth.ts";

const mixed = [0.01, 0.1, -0.04, 0.02, 0.03, 0.02, 0.01, -0.1];

it("annualises over the periods that were there: 8, not 9", () => {
  const growth = 1 + compounded(mixed);
  expect(compoundAnnualGrowth(growth, 8 / 252)).toBeCloseTo(2.330292797, 9);
  expect(compoundAnnualGrowth(growth, 9 / 252)).toBeCloseTo(1.9135925373194231, 10);
});

it("compounds a run of losses", () => {
  expect(compounded([0, -0.06, -0.07, -0.01, -0.09, -0.02, -0.06, -0.08, -0.05])).toBeCloseTo(-0.3659073, 7);
});

it("doubles in one year of 365.25 days", () => {
  expect(compoundAnnualGrowth(2, msPerYear / (365.25 * 86_400_000))).toBe(1);
  expect(compoundAnnualGrowth(4, 2)).toBeCloseTo(1, 12);
});

it("has no growth a year without time or value, and stays finite otherwise", () => {
  expect(compoundAnnualGrowth(1.5, 0)).toBeNaN();
  expect(compoundAnnualGrowth(Number.NaN, 1)).toBeNaN();
  expect(compoundAnnualGrowth(0, 1)).toBe(-1);
  expect(compoundAnnualGrowth(2, 1e-6)).toBe(Number.MAX_VALUE);
});

it("takes the first return from the start", () => {
  expect([...returnsOf([110, 99], 100)]).toEqual([110 / 100 - 1, 99 / 110 - 1]);
  expect([...returnsOf([], 100)]).toEqual([]);
});

/** empyrical-reloaded@efe60664f0ab tests/test_stats.py: nine periods, a drawdown of one tenth. */
it("gives growth over drawdown, and nothing without one", () => {
  expect(calmarRatio(compoundAnnualGrowth(1 + compounded(mixed), 9 / 252), 0.1)).toBeCloseTo(19.135925373194233, 8);
  expect(calmarRatio(0.2, 0)).toBeNaN();
});
