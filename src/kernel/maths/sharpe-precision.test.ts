/** Ratios and their precision against empyrical-reloaded and Bailey and López de Prado (methods C1, cases 1 and 9). */
import { expect, it } from "vitest";
import { autocorrelatedSharpe, autocorrelation, momentsOf, sharpeStandardError } from "./sharpe-precision.ts";
import { downsideDeviation, sharpeRatio, sortinoRatio, standardDeviation } from "./statistics.ts";

const mixed = [0.01, 0.1, -0.04, 0.02, 0.03, 0.02, 0.01, -0.1];

it("gives empyrical's Sharpe, volatility, downside risk and Sortino", () => {
  expect(sharpeRatio(mixed, 252)).toBeCloseTo(1.7238613961706866, 12);
  expect(standardDeviation(mixed) * Math.sqrt(252)).toBeCloseTo(0.9136465399704637, 12);
  expect(downsideDeviation(mixed) * Math.sqrt(252)).toBeCloseTo(0.6044832503882965, 12);
  expect(sortinoRatio(mixed, 252)).toBeCloseTo(2.605531251673693, 12);
});

it.each([
  { sharpe: 0.7079, skewness: -0.225, kurtosis: 2.957, error: 0.1028 },
  { sharpe: 0.8183, skewness: -1.4455, kurtosis: 7.0497, error: 0.155 },
])("knows a Sharpe ratio of $sharpe to ± $error over 134 months", ({ sharpe, skewness, kurtosis, error }) => {
  expect(sharpeStandardError(sharpe, 134, { skewness, kurtosis })).toBeCloseTo(error, 4);
});

it("has the moments of the population", () => {
  const moments = momentsOf([1, 2, 3, 4, 10]);
  expect(moments.skewness).toBeCloseTo(36 / 10 ** 1.5, 12);
  expect(moments.kurtosis).toBeCloseTo((81 + 16 + 1 + 0 + 1296) / 5 / 100, 12);
});

it("adjusts little without autocorrelation and lowers the ratio where returns follow each other", () => {
  const alternating = Array.from({ length: 400 }, (_, day) => (day % 2 === 0 ? 0.011 : -0.009));
  const runs = Array.from({ length: 400 }, (_, day) => (Math.floor(day / 8) % 2 === 0 ? 0.011 : -0.009));
  expect(autocorrelation(runs, 1)).toBeGreaterThan(0.7);
  expect(autocorrelation(alternating, 1)).toBeLessThan(-0.9);
  expect(autocorrelatedSharpe(runs, 365)).toBeLessThan(sharpeRatio(runs, 365));
});

it("is nothing where nothing varies", () => {
  expect(momentsOf([1, 1, 1])).toEqual({ skewness: 0, kurtosis: 3 });
  expect(autocorrelatedSharpe([0, 0, 0], 365)).toBeNaN();
  expect(autocorrelatedSharpe([], 365)).toBeNaN();
  expect(autocorrelation([2, 2], 1)).toBe(0);
  expect(sharpeStandardError(1, 1, { skewness: 0, kurtosis: 3 })).toBe(0);
});
