/** Begun hours count, to the hour and just past it. */
import { expect, it } from "vitest";
import { borrowInterest } from "./borrow-interest.ts";

it.each([
  ["PER_DAY_BY_HOURS", 1, 60 * 0.0005 * (1 / 24)],
  ["PER_DAY_BY_HOURS", 1.01, 60 * 0.0005 * (2 / 24)],
  ["PER_FOUR_HOURS", 4, 60 * 0.0005 * 2],
  ["PER_FOUR_HOURS", 4.01, 60 * 0.0005 * 3],
] as const)("%s for %s hours", (rule, hours, due) =>
  expect(borrowInterest(rule, 60, 0.0005, hours)).toBeCloseTo(due, 12),
);
