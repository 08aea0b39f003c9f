/** Every value is in exactly one bin, and bins meet. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { binsOf } from "./bars.ts";

it("counts every value once, in bins that meet, and says where more than they show is in them", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.integer({ min: -1e7, max: 1e7 }).map((eighths) => eighths / 8),
        { minLength: 1 },
      ),
      (values) => {
        const bins = binsOf(values);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        expect(bins.length).toBeLessThanOrEqual(30);
        for (const [index, { from, to, count, gathers }] of bins.entries()) {
          if (index > 0) expect(from).toBe(bins[index - 1]?.to);
          const inside = values.filter((value) => value >= from && value < to).length;
          expect(gathers).toBe(inside < count);
        }
      },
    ),
  );
});

it("puts a value between the ends of its bin, zero and what follows among the gains", () => {
  expect(binsOf([-0.5, -0.2, 0, 0.3])).toMatchObject([
    { from: -0.5, to: -0.25, count: 1 },
    { from: -0.25, to: 0, count: 1 },
    { from: 0, to: 0.25, count: 1 },
    { from: 0.25, to: 0.5, count: 1 },
  ]);
  expect(binsOf([])).toEqual([]);
});

it("is not squeezed by one far value", () => {
  const bins = binsOf([...Array.from({ length: 99 }, (_, index) => index / 30 - 1), 190]);
  expect(bins.at(-1)).toMatchObject({ gathers: true });
  expect(bins.length).toBeGreaterThan(10);
  expect(bins.at(-1)?.to).toBeLessThan(3);
});
