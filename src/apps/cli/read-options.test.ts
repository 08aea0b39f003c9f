/** Options as values. */
import { expect, it } from "vitest";
import { readAmount, readList, readTime, readWhole } from "./read-options.ts";

it.each([
  ["2020", Date.UTC(2020)],
  ["2020-09", Date.UTC(2020, 8)],
  ["2020-09-01", Date.UTC(2020, 8, 1)],
  ["2020-09-01T12:30", Date.UTC(2020, 8, 1, 12, 30)],
  ["2020-09-01T12:30:15Z", Date.UTC(2020, 8, 1, 12, 30, 15)],
  ["1598918400000", 1_598_918_400_000],
  [undefined, undefined],
])("reads %s as a time in UTC", (text, at) => expect(readTime("--from", text)).toBe(at));

it.each([
  "",
  "soon",
  "2020-13-01",
  "2021-02-29",
  "2020-09-01T25:00",
  "-5",
  "1e12",
  "99999999999999999",
  "2020-09-01 12:00",
  "2020-09-01T12:00+02:00",
])("refuses %j as a time", (text) => expect(() => readTime("--from", text)).toThrow(/^--from: expected a date/));

it("reads whole numbers, amounts and lists, and refuses the rest by name", () => {
  expect([readWhole("--seed", "7", 0), readWhole("--seed", undefined, 0)]).toEqual([7, undefined]);
  for (const text of ["", " ", "-1", "1.5", "x", "1e30"])
    expect(() => readWhole("--seed", text, 0)).toThrow(/^--seed: /);
  expect(readAmount("--equity", "2500.5")).toBe(2_500.5);
  for (const text of ["", "0", "-1", "Infinity", "NaN"])
    expect(() => readAmount("--equity", text)).toThrow(/^--equity: /);
  expect([readList(" A, B"), readList(undefined)]).toEqual([["A", "B"], undefined]);
  expect(() => readList("A,,B")).toThrow(/^--symbols: /);
});
