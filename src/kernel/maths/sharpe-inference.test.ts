/** Worked examples of Bailey and López de Prado as their own and pypbo's tests give them (numbers only). */
import { expect, it } from "vitest";
import {
  deflatedSharpe,
  expectedMaximum,
  minimumBacktestYears,
  minimumTrackRecord,
  probabilisticSharpe,
  sharpeByLuck,
} from "./sharpe-inference.ts";

const normal = { skewness: 0, kurtosis: 3 };

it.each([
  { moments: normal, wanted: 0.982 },
  { moments: { skewness: -2.448, kurtosis: 10.164 }, wanted: 0.913 },
])("is $wanted likely after 24 months of 0.458", ({ moments, wanted }) => {
  expect(Math.abs(probabilisticSharpe({ ...moments, sharpe: 0.458, observations: 24 }) - wanted)).toBeLessThan(0.00051);
});

it("is even against itself, and less the higher the benchmark", () => {
  const sample = { ...normal, sharpe: 0.1, observations: 100 };
  expect(probabilisticSharpe(sample, 0.1)).toBe(0.5);
  expect(probabilisticSharpe(sample, 0.2)).toBeLessThan(0.5);
});

it("expects the best of a hundred at 2.53", () => {
  expect(expectedMaximum(100)).toBeCloseTo(2.5306028932016846, 9);
  expect(expectedMaximum(1)).toBe(0);
  expect(expectedMaximum(0)).toBeNaN();
});

it("deflates 2.5 a year after a hundred trials", () => {
  const sample = { sharpe: 2.5 / Math.sqrt(250), observations: 1_250, skewness: -3, kurtosis: 10 };
  expect(sharpeByLuck(100, 0.5 / 250)).toBeCloseTo(0.113172, 6);
  expect(deflatedSharpe(sample, 100, 0.5 / 250)).toBeCloseTo(0.9003968344493903, 8);
});

it("needs 0.7152 years of months for 0.7079, and 2.83 years of weeks for 2 against 1", () => {
  const monthly = { sharpe: 0.7079, skewness: -0.225, kurtosis: 2.957 };
  expect(minimumTrackRecord(monthly) / 12).toBeCloseTo(0.7152, 4);
  const weekly = { ...normal, sharpe: 2 / Math.sqrt(52) };
  expect(minimumTrackRecord(weekly, { benchmark: 1 / Math.sqrt(52) }) / 52).toBeCloseTo(2.828833586945237, 6);
});

it("is never long enough for a ratio that is not above the benchmark", () => {
  expect(minimumTrackRecord({ ...normal, sharpe: 0.1 }, { benchmark: 0.1 })).toBe(Number.POSITIVE_INFINITY);
  expect(minimumTrackRecord({ ...normal, sharpe: 0.1001 }, { benchmark: 0.1 })).toBeLessThan(Number.POSITIVE_INFINITY);
  expect(minimumTrackRecord({ ...normal, sharpe: Number.NaN })).toBeNaN();
});

it("needs five years of backtest for the best of 45", () => {
  expect(minimumBacktestYears(45, 1)).toBeCloseTo(4.998087004443404, 6);
});

it("says nothing from one observation, or none that varies", () => {
  expect(probabilisticSharpe({ ...normal, sharpe: 1, observations: 1 })).toBeNaN();
  expect(probabilisticSharpe({ ...normal, sharpe: Number.NaN, observations: 50 })).toBeNaN();
});
