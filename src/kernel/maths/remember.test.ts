/** Remembered answers are the function's own, asked for once, however many there are. */
import { expect, it } from "vitest";
import { remember } from "./remember.ts";

it("asks once for the same two numbers, and anew for others", () => {
  let asked = 0;
  const sum = remember((a, b) => {
    asked += 1;
    return [a + b];
  });
  expect(sum(1, 2)).toEqual([3]);
  expect(sum(1, 2)).toBe(sum(1, 2));
  expect(asked).toBe(1);
  expect(sum(2, 1)).toEqual([3]);
  expect(sum(1, 3)).toEqual([4]);
  expect(asked).toBe(3);
});

it("goes on answering, and remembering, after it was full", () => {
  let asked = 0;
  const product = remember((a, b) => {
    asked += 1;
    return a * b;
  });
  for (let a = 0; a < 2_500; a += 1) expect(product(a, 2)).toBe(2 * a);
  expect(asked).toBe(2_500);
  expect(product(2_499, 2)).toBe(4_998);
  expect(asked).toBe(2_500);
  expect(product(0, 2)).toBe(0);
  expect(asked).toBe(2_501);
});
