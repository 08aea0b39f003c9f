/** Cholesky's solution: what goes in comes out again, and what has no root is refused. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solvePositive } from "./solve-positive.ts";

const anySystem = fc.integer({ min: 1, max: 6 }).chain((count) => {
  const number = fc.double({ min: -3, max: 3, noNaN: true });
  const list = (length: number) => fc.array(number, { minLength: length, maxLength: length });
  return fc.record({ root: list(count * count), x: list(count) });
});

describe("a positive definite system", () => {
  it("gives back the x that made its right side", () => {
    fc.assert(
      fc.property(anySystem, ({ root, x }) => {
        const count = x.length;
        const of = (row: number, column: number) => root[row * count + column] ?? 0;
        const indices = Array.from({ length: count }, (_, index) => index);
        const matrix = Float64Array.from(
          indices.flatMap((row) =>
            indices.map(
              (column) => indices.reduce((sum, k) => sum + of(row, k) * of(column, k), 0) + (row === column ? 1 : 0),
            ),
          ),
        );
        const right = Float64Array.from(
          indices.map((row) => indices.reduce((sum, k) => sum + (matrix[row * count + k] ?? 0) * (x[k] ?? 0), 0)),
        );
        solvePositive(matrix, right).forEach((value, index) => expect(value).toBeCloseTo(x[index] ?? 0, 7));
      }),
    );
  });

  it("is refused where it is not positive definite", () =>
    expect(() => solvePositive(Float64Array.from([1, 2, 2, 1]), Float64Array.from([1, 1]))).toThrow(
      "expected a positive definite matrix",
    ));
});
