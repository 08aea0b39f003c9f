/** Drawdown against empyrical-reloaded's numbers (methods C1, case 3) and paths made by hand. */
import { expect, it } from "vitest";
import { deepestDrawdown, drawdownPath } from "./drawdown.ts";

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
