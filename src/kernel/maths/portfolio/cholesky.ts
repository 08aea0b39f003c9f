/** Solves Σ·x = b for a positive definite Σ by Cholesky's factor. What is not positive definite gives NaN. */
import { sizeOf } from "./square-matrix.ts";

/** L with L·Lᵀ = matrix, lower triangle; NaN where the matrix is not positive definite. */
export function choleskyFactor(matrix: Float64Array): Float64Array {
  const size = sizeOf(matrix);
  const factor = new Float64Array(size * size);
  const at = (row: number, column: number): number => factor[row * size + column] ?? Number.NaN;
  for (let column = 0; column < size; column++)
    for (let row = column; row < size; row++) {
      let left = matrix[row * size + column] ?? Number.NaN;
      for (let inner = 0; inner < column; inner++) left -= at(row, inner) * at(column, inner);
      factor[row * size + column] =
        row === column ? Math.sqrt(left > 0 ? left : Number.NaN) : left / at(column, column);
    }
  return factor;
}

export function solvePositive(matrix: Float64Array, b: ArrayLike<number>): Float64Array {
  const size = sizeOf(matrix);
  const factor = choleskyFactor(matrix);
  const at = (row: number, column: number): number => factor[row * size + column] ?? Number.NaN;
  const x = Float64Array.from(b);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++) x[row] = (x[row] ?? 0) - at(row, column) * (x[column] ?? 0);
    x[row] = (x[row] ?? Number.NaN) / at(row, row);
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let below = row + 1; below < size; below++) x[row] = (x[row] ?? 0) - at(below, row) * (x[below] ?? 0);
    x[row] = (x[row] ?? Number.NaN) / at(row, row);
  }
  return x;
}
