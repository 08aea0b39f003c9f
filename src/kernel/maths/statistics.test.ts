/** Sample statistics against published cases: NIST StRD (public domain) and empyrical-reloaded (Apache-2.0). */
import { describe, expect, it } from "vitest";
import {
  annualVolatility,
  downsideDeviation,
  mean,
  quantileOf,
  sharpeRatio,
  sortinoRatio,
  standardDeviation,
} from "./statistics.ts";

/** Relative error allowed. */
const near = (actual: number, expected: number, digits: number) =>
  expect(Math.abs(actual / expected - 1)).toBeLessThan(10 ** -digits);

describe("NIST StRD univariate", () => {
  const alternating = (base: number) => [
    base + 0.2,
    ...Array.from({ length: 1_000 }, (_, index) => base + (index % 2 === 0 ? 0.1 : 0.3)),
  ];
  it("NumAcc1", () => {
    const values = [10_000_001, 10_000_003, 10_000_002];
    expect([mean(values), standardDeviation(values)]).toEqual([10_000_002, 1]);
  });
  it.each([
    ["NumAcc2", 1, 14],
    ["NumAcc3", 1e6, 9],
    ["NumAcc4", 1e7, 8],
  ] as const)("%s", (_, base, digits) => {
    const values = alternating(base);
    near(mean(values), base + 0.2, 14);
    near(standardDeviation(values), 0.1, digits);
  });
});

/** empyrical-reloaded@efe60664f0ab tests/test_stats.py, `mixed_returns`. */
const mixed = [0.01, 0.1, -0.04, 0.02, 0.03, 0.02, 0.01, -0.1];
describe("empyrical, daily returns, 252 a year", () => {
  it("Sharpe ratio", () => expect(sharpeRatio(mixed, 252)).toBeCloseTo(1.7238613961706866, 12));
  it("volatility", () => expect(annualVolatility(mixed, 252)).toBeCloseTo(0.9136465399704637, 12));
  it("downside risk", () => expect(downsideDeviation(mixed) * Math.sqrt(252)).toBeCloseTo(0.60448325038829653, 12));
  it("Sortino ratio", () => expect(sortinoRatio(mixed, 252)).toBeCloseTo(2.605531251673693, 12));
});

describe("samples without spread", () => {
  it("have no ratio", () =>
    expect([sharpeRatio([1, 1, 1], 365), sharpeRatio([1], 365), sortinoRatio([1, 2, 3], 365)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]));
  it("nothing has no mean", () => expect(mean([])).toBeNaN());
});

describe("quantiles of type 7", () => {
  it.each([
    [0, 10],
    [0.5, 25],
    [0.9, 37],
    [1, 40],
  ])("has %d at %d", (probability, wanted) =>
    expect(quantileOf([10, 20, 30, 40], probability)).toBeCloseTo(wanted, 12),
  );
  it("has none of nothing", () => expect(quantileOf([], 0.5)).toBeNaN());
});
