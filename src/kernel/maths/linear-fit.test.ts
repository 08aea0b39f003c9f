/** NIST StRD Norris (public domain), and empyrical-reloaded@efe60664f0ab tests/test_stats.py for stability. */
import { expect, it } from "vitest";
import { linearFit, stabilityOfReturns } from "./linear-fit.ts";

const x = [
  0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777, 558.2, 0.4, 0.6, 775.5, 666.9, 338, 447.5, 11.6, 556,
  228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999, 779, 11.1, 118.3, 229.2, 669.1, 448.9, 0.5,
];
const y = [
  0.1, 338.8, 118.1, 888, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3, 448.9, 10.8,
  557.7, 228.3, 998, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2, 0.2,
];

it("fits Norris to the certified digits", () => {
  const fit = linearFit(x, y);
  expect(fit.intercept).toBeCloseTo(-0.262323073774029, 11);
  expect(fit.slope).toBeCloseTo(1.00211681802045, 13);
  expect(fit.interceptError).toBeCloseTo(0.232818234301152, 11);
  expect(fit.slopeError).toBeCloseTo(0.000429796848199937, 14);
  expect(fit.determination).toBeCloseTo(0.999993745883712, 12);
});

it("knows no errors of two points, and no line where x or y does not vary", () => {
  expect(linearFit([0, 1], [1, 3])).toMatchObject({ intercept: 1, slope: 2, interceptError: Number.NaN });
  expect(linearFit([1, 1, 1], [1, 2, 3]).slope).toBeNaN();
  expect(linearFit([1, 2, 3], [5, 5, 5])).toMatchObject({ slope: 0, determination: Number.NaN });
});

it("is stable as far as the way is straight", () => {
  expect(stabilityOfReturns([0.01, 0.1, -0.04, 0.02, 0.03, 0.02, 0.01, -0.1])).toBeCloseTo(0.1529973665111273, 12);
  expect(stabilityOfReturns([0.01, 0.01, 0.01])).toBeCloseTo(1, 12);
  expect(stabilityOfReturns([0.01])).toBeNaN();
});
