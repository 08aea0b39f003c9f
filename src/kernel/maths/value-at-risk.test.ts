/** Historical VaR (type-7 quantile) and expected shortfall (Acerbi and Tasche) against worked cases and properties. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { historicalExpectedShortfall, historicalValueAtRisk, worstFirst } from "./value-at-risk.ts";

const losses = (values: readonly number[]) => worstFirst(Float64Array.from(values));
const hundred = losses(Array.from({ length: 100 }, (_, index) => index + 1));

describe("value at risk", () => {
  it("is the type-7 quantile of the losses (Hyndman and Fan): 95.05 of 1 to 100", () => {
    expect(historicalValueAtRisk(hundred, 0.05)).toBeCloseTo(95.05, 9);
  });
  it("is an observation where the quantile falls on one", () =>
    expect(historicalValueAtRisk(losses([5, 4, 3, 2, 1]), 0.25)).toBe(4));
  it("of one loss is that loss", () => expect(historicalValueAtRisk(losses([0.3]), 0.05)).toBe(0.3));
  it("of nothing is not a number, and so permits nothing", () =>
    expect(historicalValueAtRisk(losses([]), 0.05)).toBeNaN());
});

describe("expected shortfall", () => {
  it("counts the last case in part: the worst 2.5 of 100", () => {
    expect(historicalExpectedShortfall(hundred, 0.025)).toBeCloseTo((100 + 99 + 0.5 * 98) / 2.5, 9);
  });
  it("of a tail smaller than one case is the worst loss", () =>
    expect(historicalExpectedShortfall(hundred, 0.001)).toBe(100));
  it("of everything is the mean", () => expect(historicalExpectedShortfall(hundred, 1)).toBeCloseTo(50.5, 9));
});

it("over any losses: VaR lies among them, ES is at least VaR, both move with the losses", () => {
  const anyLosses = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(anyLosses, fc.double({ min: 0.001, max: 0.5, noNaN: true }), (values, tail) => {
      const sorted = losses(values);
      const [risk, shortfall] = [historicalValueAtRisk(sorted, tail), historicalExpectedShortfall(sorted, tail)];
      expect(risk).toBeGreaterThanOrEqual(Math.min(...values));
      expect(risk).toBeLessThanOrEqual(Math.max(...values));
      expect(shortfall).toBeLessThanOrEqual(Math.max(...values) + 1e-12);
      expect(shortfall, "a mean of the worst is at least the mean of all").toBeGreaterThanOrEqual(
        values.reduce((sum, each) => sum + each, 0) / values.length - 1e-9,
      );
      const shifted = losses(values.map((each) => 2 * each + 1));
      expect(historicalValueAtRisk(shifted, tail)).toBeCloseTo(2 * risk + 1, 9);
      expect(historicalExpectedShortfall(shifted, tail)).toBeCloseTo(2 * shortfall + 1, 9);
    }),
  );
});

it("sorts worst first, in place", () => {
  const values = Float64Array.of(1, 3, -2);
  expect([...worstFirst(values)]).toEqual([3, 1, -2]);
  expect([...values]).toEqual([3, 1, -2]);
});
