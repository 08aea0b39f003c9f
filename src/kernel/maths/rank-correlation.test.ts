/** Rank correlation: orders alone count, ties share, and a constant has none. */
import { expect, it } from "vitest";
import { rankCorrelation, ranksOf } from "./rank-correlation.ts";

it("ties share the mean of their ranks", () => expect(ranksOf([3, 1, 3, 7])).toEqual([2.5, 1, 2.5, 4]));
it("is 1 in order, -1 against it, whatever the distances", () => {
  expect(rankCorrelation([1, 2, 3, 4], [1, 10, 11, 1_000])).toBe(1);
  expect(rankCorrelation([1, 2, 3, 4], [9, 8, -1, -2])).toBe(-1);
});
it("agrees with 1 - 6 Σd² / n(n² - 1) where there are no ties", () => {
  const [a, b] = [
    [106, 100, 86, 101, 99, 103, 97, 113, 112, 110],
    [7, 27, 2, 50, 28, 29, 20, 12, 6, 17],
  ];
  expect(rankCorrelation(a, b)).toBeCloseTo(-29 / 165, 12);
});
it("of a constant is not a number", () => expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNaN());
