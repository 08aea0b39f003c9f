/** A line is told when it is crossed, and left only well below it; targets when they move by points. */
import { expect, it } from "vitest";
import { book, bookView, line } from "../../../../tests/scenarios/book.ts";
import type { Violation } from "../../domain/balancer.ts";
import { violationsOf } from "./constraints.ts";
import { haveMoved, isSameSet, overBelow, standingViolations } from "./news.ts";

const view = (share: number) =>
  bookView({ book: book([line("A", { notional: share * 10_000, risk: 1 })]), limits: {} });
const told = (share: number, before: readonly Violation[]) =>
  standingViolations(violationsOf(view(share)), violationsOf(view(share), overBelow), before);
const symbolOf = (violations: readonly Violation[]) =>
  violations.filter(({ constraint }) => constraint === "SYMBOL").map(({ severity }) => severity);

it("a price that swings about a line is told once, and over only below 0.95 of it", () => {
  let standing: Violation[] = [];
  const seen = [0.149, 0.151, 0.149, 0.151, 0.1426, 0.1424].map((share) => {
    standing = told(share, standing);
    return symbolOf(standing);
  });
  expect(seen).toEqual([[], ["WARNING"], ["WARNING"], ["WARNING"], ["WARNING"], []]);
});

it("worse is told at once, better only well below the line that was broken", () => {
  let standing: Violation[] = [];
  const seen = [0.2, 0.31, 0.29, 0.284, 0.2].map((share) => {
    standing = told(share, standing);
    return symbolOf(standing);
  });
  expect(seen).toEqual([["WARNING"], ["CRITICAL"], ["CRITICAL"], ["WARNING"], ["WARNING"]]);
});

it("the same violations in another order, or with other values, are no news", () => {
  const one: Violation = { constraint: "SYMBOL", subject: "A", severity: "WARNING", value: 0.2, limit: 0.15 };
  const other: Violation = { ...one, subject: "B" };
  expect(isSameSet([one, other], [{ ...other, value: 0.3 }, one])).toBe(true);
  expect(isSameSet([one], [{ ...one, severity: "CRITICAL" }])).toBe(false);
  expect(isSameSet([one], [])).toBe(false);
});

it("targets are told when symbols change, when one moves by more than five points, and when it is no number", () => {
  const at = (target: number, symbol = "A") => [{ symbol, current: 0, target }];
  expect([0.3, 0.35, 0.351, 0.249].map((target) => haveMoved(at(target), at(0.3)))).toEqual([false, false, true, true]);
  expect(haveMoved(at(0.3, "B"), at(0.3))).toBe(true);
  expect(haveMoved([], at(0.3))).toBe(true);
  expect(haveMoved(at(Number.NaN), at(0.3))).toBe(true);
});
