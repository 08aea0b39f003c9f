/** Wampler's polynomials (1970; NIST StRD Wampler1: all coefficients are 1, without error), and identities. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { leastSquares } from "./least-squares.ts";
import { linearFit } from "./linear-fit.ts";

const columnsOf = (powers: number) =>
  Array.from({ length: powers + 1 }, (_, power) => Float64Array.from({ length: 21 }, (__, x) => x ** power));

it("finds the six ones of Wampler's first polynomial", () => {
  const columns = columnsOf(5);
  const y = Float64Array.from({ length: 21 }, (_, x) => columns.reduce((sum, column) => sum + (column[x] ?? 0), 0));
  for (const coefficient of leastSquares(columns, y).coefficients) expect(coefficient).toBeCloseTo(1, 6);
});

it("is the straight line's fit, errors too", () => {
  const values = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 21, maxLength: 21 });
  fc.assert(
    fc.property(values, (drawn) => {
      const [ones = new Float64Array(), x = new Float64Array()] = columnsOf(1);
      const y = Float64Array.from(drawn);
      const { coefficients, errors } = leastSquares([ones, x], y);
      const line = linearFit(x, y);
      expect(coefficients[0]).toBeCloseTo(line.intercept, 9);
      expect(coefficients[1]).toBeCloseTo(line.slope, 9);
      expect(errors[0]).toBeCloseTo(line.interceptError, 9);
      expect(errors[1]).toBeCloseTo(line.slopeError, 9);
    }),
  );
});

it("knows nothing where one column follows from another, or a value is missing", () => {
  const [ones = new Float64Array(), x = new Float64Array()] = columnsOf(1);
  const twice = x.map((value) => 2 * value + 1);
  expect(leastSquares([ones, x, twice], x).coefficients).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  const hole = Float64Array.from(x);
  hole[3] = Number.NaN;
  expect(leastSquares([ones, hole], x).coefficients).toEqual([Number.NaN, Number.NaN]);
});
