/** EWMA, range estimators, HAR and QLIKE: reference numbers, worked cases and properties. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generatorOf } from "../../../../scripts/reference/golden-generator.ts";
import { goldenGarchPath } from "../../../../scripts/reference/golden-path.ts";
import { dailyDecay, decayOfHalfLife, filterByEwma, nextEwmaVariance } from "./ewma-volatility.ts";
import { fitHar, forecastHar } from "./har-volatility.ts";
import { qlike } from "./qlike.ts";
import { garmanKlassVariance, parkinsonVariance, rogersSatchellVariance } from "./range-volatility.ts";

const { returns } = goldenGarchPath();

describe("EWMA", () => {
  it("has the reference variances on the golden path (methods C1 case 25)", () => {
    const { variances, next } = filterByEwma(returns, dailyDecay);
    expect(variances[1_999]).toBeCloseTo(1.8808548106969174, 9);
    expect(next).toBeCloseTo(1.9335341297720452, 9);
  });
  it("forgets half in a half-life", () => {
    const decay = decayOfHalfLife(10);
    let variance = 1;
    for (let step = 0; step < 10; step++) variance = nextEwmaVariance(variance, 0, decay);
    expect(variance).toBeCloseTo(0.5, 12);
  });
});

describe("range estimators", () => {
  const bar = { open: 100, high: 110, low: 95, close: 105 };
  it("follow their formulas (worked by hand)", () => {
    expect(parkinsonVariance(bar)).toBeCloseTo(Math.log(110 / 95) ** 2 / 2.772588722239781, 12);
    expect(garmanKlassVariance(bar)).toBeCloseTo(0.5 * 0.1466034742 ** 2 - 0.3862943611 * 0.0487901642 ** 2, 8);
    expect(rogersSatchellVariance(bar)).toBeCloseTo(0.0465200156 * 0.0953101798 + -0.1000834586 * -0.0512932944, 8);
  });
  it("are 0 for a bar that did not move", () => {
    const still = { open: 7, high: 7, low: 7, close: 7 };
    for (const of of [parkinsonVariance, garmanKlassVariance, rogersSatchellVariance]) expect(of(still)).toBe(0);
  });
  it.each([
    { open: 100, high: 99, low: 95, close: 98 },
    { open: 100, high: 110, low: 101, close: 105 },
    { open: 100, high: 110, low: 0, close: 105 },
    { open: 100, high: Number.NaN, low: 95, close: 105 },
  ])("refuse the bar %o", (broken) => {
    for (const of of [parkinsonVariance, garmanKlassVariance, rogersSatchellVariance])
      expect(of(broken)).toBeUndefined();
  });
  it("on average find the variance of a random walk", () => {
    const normal = generatorOf(99).normal;
    const sums = [0, 0, 0];
    for (let day = 0; day < 400; day++) {
      const path = [0];
      for (let step = 0; step < 400; step++) path.push((path.at(-1) ?? 0) + 0.001 * normal());
      const [high, low] = [Math.exp(Math.max(...path)), Math.exp(Math.min(...path))];
      const walked = { open: 1, high, low, close: Math.exp(path.at(-1) ?? 0) };
      for (const [index, of] of [parkinsonVariance, garmanKlassVariance, rogersSatchellVariance].entries())
        sums[index] = (sums[index] ?? 0) + (of(walked) ?? 0) / 400;
    }
    for (const sum of sums) expect(sum / 0.0004).toBeGreaterThan(0.85);
    for (const sum of sums) expect(sum / 0.0004).toBeLessThan(1.1);
  });
});

describe("HAR", () => {
  const truth = [0.05, 0.3, 0.3, 0.2] as const;
  /** A series that follows the model, with errors of `noise`. */
  function series(noise: number): number[] {
    const normal = generatorOf(7).normal;
    const values = Array.from({ length: 30 }, (_, index) => 0.2 + 0.05 * Math.sin(index * index));
    for (let day = 30; day < 6_000; day++) {
      const forecast = forecastHar(truth, values) ?? 0;
      values.push(Math.max(0.01, forecast + noise * normal()));
    }
    return values;
  }
  it("finds the coefficients that made the series", () => {
    const model = fitHar(series(0.05)) ?? [];
    for (const [index, each] of truth.entries()) expect(Math.abs((model[index] ?? 9) - each)).toBeLessThan(0.12);
    expect(model[1]).toBeCloseTo(0.3, 1);
  });
  it("forecasts the mean of day, week and month", () => {
    const values = Array.from({ length: 30 }, (_, index) => index);
    expect(forecastHar([1, 2, 3, 4], values)).toBeCloseTo(1 + 2 * 29 + 3 * 26 + 4 * 14.5, 12);
    expect(forecastHar([1, 2, 3, 4], values.slice(1))).toBeUndefined();
    expect(forecastHar([-1, 0, 0, 0], values)).toBe(0);
  });
  it("refuses 69 days, days all alike and days that are not numbers", () => {
    const values = series(0.05);
    expect(fitHar(values.slice(0, 69))).toBeUndefined();
    expect(fitHar(values.slice(0, 70))).toBeDefined();
    expect(fitHar(new Float64Array(200).fill(0.2))).toBeUndefined();
    expect(fitHar([...values, Number.NaN])).toBeUndefined();
  });
});

it("QLIKE is least at the true variance", () => {
  const variance = fc.double({ min: 1e-6, max: 10, noNaN: true });
  fc.assert(
    fc.property(variance, variance, (truth, other) => {
      expect(qlike(other, truth)).toBeGreaterThanOrEqual(qlike(truth, truth) - 1e-12);
    }),
  );
  expect(qlike(0, 1)).toBeNaN();
});
