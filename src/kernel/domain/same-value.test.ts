/** Values that say the same, in any order of properties, and all the ways in which they do not. */
import { expect, it } from "vitest";
import { sameValue } from "./same-value.ts";

it.each([
  [1, 1],
  [Number.NaN, Number.NaN],
  [null, null],
  [undefined, undefined],
  [
    ["a", "b"],
    ["a", "b"],
  ],
  [
    { a: 1, b: { c: [2] } },
    { b: { c: [2] }, a: 1 },
  ],
])("%j says the same as %j", (a, b) => expect(sameValue(a, b)).toBe(true));

it.each([
  [1, 2],
  [0, -0],
  [null, {}],
  [undefined, null],
  [["a"], ["a", "b"]],
  [
    ["a", "b"],
    ["b", "a"],
  ],
  [{ a: undefined }, { b: undefined }],
  [{ a: 1 }, { a: 1, b: undefined }],
  [{ a: { b: 1 } }, { a: { b: 2 } }],
])("%j does not say the same as %j", (a, b) => {
  expect(sameValue(a, b)).toBe(false);
  expect(sameValue(b, a)).toBe(false);
});
