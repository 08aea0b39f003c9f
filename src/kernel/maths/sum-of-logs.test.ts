/** Logarithms of products: the sum of the logarithms, far beyond what a product can hold. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { sumOfLogs } from "./sum-of-logs.ts";

it("is the sum of the logarithms, whatever their number and size", () => {
  const value = fc.double({ min: 0, max: 1e60, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(value, { maxLength: 200 }),
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      (values, rate) => {
        const plain = values.reduce((sum, each) => sum + Math.log1p(rate * each), 0);
        expect(Math.abs(sumOfLogs(Float64Array.from(values), rate) - plain)).toBeLessThan(1e-12 * (1 + plain));
      },
    ),
  );
});

it("is minus infinity where a factor is 0, and NaN where one is below 0 or no number, an even number of them too", () => {
  expect(sumOfLogs(Float64Array.of(1, 2), -0.5)).toBe(Number.NEGATIVE_INFINITY);
  expect(sumOfLogs(Float64Array.of(3, 3), -0.5)).toBeNaN();
  expect(sumOfLogs(Float64Array.of(1, Number.NaN), 1)).toBeNaN();
  expect(sumOfLogs(Float64Array.of(), 1)).toBe(0);
});
