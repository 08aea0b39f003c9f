/** Columns grow and keep what they hold. */
import { expect, it } from "vitest";
import { filled, lastOf, openColumn, push } from "./column.ts";

it("keeps every value in order, beyond its first size", () => {
  const column = openColumn();
  const values = Array.from({ length: 5_000 }, (_, index) => index * 1.5);
  for (const value of values) push(column, value);
  expect([...filled(column)]).toEqual(values);
  expect(lastOf(column, -1)).toBe(values.at(-1));
});

it("has a last value only when it has one", () => {
  const column = openColumn();
  expect(lastOf(column, -1)).toBe(-1);
  push(column, 0);
  expect(lastOf(column, -1)).toBe(0);
});
