/** Drawdown against empyrical-reloaded's numbers (methods C1, case 3) and paths made by hand. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { deepestDrawdown, deepestDrawdowns, drawdownPath } from "./drawdown.ts";

const pathOf = (returns: readonly number[]): number[] => {
  const path = [1];
  for (const each of returns) path.push((path.at(-1) ?? 1) * (1 + each));
  return path;
};
const losing = [-0.06, -0.07, -0.01, -0.09, -0.02, -0.06, -0.08, -0.05];

it("is the whole way down of a path that only falls", () => {
  expect(deepestDrawdown(pathOf([0, ...losing])).depth).toBeCloseTo(0.3659073, 7);
});

it("counts a loss in the first bar, from the initial capital", () => {
  expect(deepestDrawdown(pathOf([-0.02, ...losing])).depth).toBeCloseTo(0.378589157, 9);
});

it("is one tenth for up ten, down ten, up ten", () => {
  expect(deepestDrawdown(pathOf([0.1, -0.1, 0.1])).depth).toBeCloseTo(0.1, 12);
});

it("names peak, trough and recovery of the deepest fall", () => {
  expect(deepestDrawdown([100, 90, 120, 60, 90, 120, 100])).toEqual({ depth: 0.5, peak: 2, trough: 3, recovery: 5 });
});

it("has no recovery while the path is below its peak", () => {
  expect(deepestDrawdown([100, 50, 99]).recovery).toBeUndefined();
});

it("counts from the last of equal peaks", () => {
  expect(deepestDrawdown([100, 100, 50]).peak).toBe(1);
});

it("is nothing for a path that never falls, or has one value or none", () => {
  const none = { depth: 0, peak: 0, trough: 0, recovery: undefined };
  for (const path of [[1, 1, 2], [5], []]) expect(deepestDrawdown(path)).toEqual(none);
});

it("runs along the path as a positive share", () => {
  expect([...drawdownPath([100, 90, 120, 60])]).toEqual([0, 1 - 90 / 100, 0, 0.5]);
});

/** pyfolio tests/test_timeseries.py: 20 to 10 and back, 100 to 60 and still there. */
it("tables the deepest falls, deepest first", () => {
  const prices = [10, 11, 12, 15, 18, 20, 10, 12, 16, 18, 20, 30, 40, 50, 60, 80, 90, 100, 65, 60];
  const first = { depth: 0.5, peak: 5, trough: 6, recovery: 10 };
  expect(deepestDrawdowns(prices, 2)).toEqual([first, { depth: 0.4, peak: 17, trough: 19, recovery: undefined }]);
  expect(deepestDrawdowns(prices, 1)).toEqual([first]);
});

it("counts a smaller fall within a larger one as part of it, and the earlier of equals first", () => {
  expect(deepestDrawdowns([100, 60, 80, 50, 100, 50, 100], 5)).toEqual([
    { depth: 0.5, peak: 0, trough: 3, recovery: 4 },
    { depth: 0.5, peak: 4, trough: 5, recovery: 6 },
  ]);
});

it("never overlaps, and reaches as deep as the path does", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 40 }), (values) => {
      const falls = deepestDrawdowns(values, 40);
      expect(falls[0]?.depth ?? 0).toBe(Math.max(0, ...drawdownPath(values)));
      const inOrder = falls.toSorted((a, b) => a.peak - b.peak);
      for (const [index, { peak, trough, recovery }] of inOrder.entries()) {
        expect(peak < trough && trough < (recovery ?? values.length)).toBe(true);
        expect(recovery ?? values.length).toBeLessThanOrEqual(inOrder[index + 1]?.peak ?? values.length);
      }
    }),
  );
});
