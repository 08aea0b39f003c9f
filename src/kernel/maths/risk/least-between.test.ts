/** Brent's search finds the bottom of one valley, in the middle or at an edge, with few questions. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { leastBetween } from "./least-between.ts";

it("finds the bottom of any parabola and of a steep valley", () => {
  fc.assert(
    fc.property(fc.double({ min: -9, max: 9, noNaN: true }), (bottom) => {
      expect(leastBetween((x) => (x - bottom) ** 2, -10, 10)).toBeCloseTo(bottom, 6);
      expect(leastBetween((x) => Math.abs(x - bottom) + (x - bottom) ** 4, -10, 10)).toBeCloseTo(bottom, 6);
    }),
  );
});

it("goes to the edge where the function falls towards it, and past infinities", () => {
  expect(leastBetween((x) => x, 1, 2)).toBeCloseTo(1, 7);
  expect(leastBetween((x) => -x, 1, 2)).toBeCloseTo(2, 7);
  expect(leastBetween((x) => (x < 0.7 ? (x - 0.3) ** 2 : Number.POSITIVE_INFINITY), 0, 1)).toBeCloseTo(0.3, 6);
});

it("asks less often than the golden section, whose 46 questions reach the same precision", () => {
  let asked = 0;
  const at = leastBetween(
    (x) => {
      asked += 1;
      return x - Math.log(x);
    },
    0.1,
    5,
  );
  expect(at).toBeCloseTo(1, 6);
  expect(asked).toBeLessThan(23);
});
