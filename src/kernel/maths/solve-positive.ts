/** Solves A x = b for a symmetric, positive definite A by Cholesky's factors: for small systems that are never singular. */

/** @param matrix row by row, as many rows as `right` is long. Throws where it is not positive definite. */
export function solvePositive(matrix: Float64Array, right: Float64Array): Float64Array {
  const count = right.length;
  const lower = factor(matrix, count);
  const x = Float64Array.from(right);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < row; column++) x[row] = at(x, row) - at(lower, row * count + column) * at(x, column);
    x[row] = at(x, row) / at(lower, row * count + row);
  }
  for (let row = count - 1; row >= 0; row--) {
    for (let below = row + 1; below < count; below++)
      x[row] = at(x, row) - at(lower, below * count + row) * at(x, below);
    x[row] = at(x, row) / at(lower, row * count + row);
  }
  return x;
}

const at = (values: Float64Array, index: number): number => values[index] ?? Number.NaN;

function factor(matrix: Float64Array, count: number): Float64Array {
  const lower = new Float64Array(count * count);
  for (let row = 0; row < count; row++)
    for (let column = 0; column <= row; column++) {
      let left = at(matrix, row * count + column);
      for (let before = 0; before < column; before++)
        left -= at(lower, row * count + before) * at(lower, column * count + before);
      if (row !== column) lower[row * count + column] = left / at(lower, column * count + column);
      else if (left > 0) lower[row * count + row] = Math.sqrt(left);
      else throw new RangeError(`expected a positive definite matrix, was ${left} at pivot ${row}`);
    }
  return lower;
}
