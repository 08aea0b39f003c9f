/** Square matrices, row by row in one array: what covariances are kept in, and the two things done to them everywhere. */

/** Rows of the matrix. */
export const sizeOf = (matrix: Float64Array): number => Math.round(Math.sqrt(matrix.length));

export const diagonalOf = (matrix: Float64Array): Float64Array =>
  Float64Array.from({ length: sizeOf(matrix) }, (_, row) => matrix[row * sizeOf(matrix) + row] ?? Number.NaN);

/** matrix · vector. */
export function times(matrix: Float64Array, vector: ArrayLike<number>): Float64Array {
  const size = sizeOf(matrix);
  const product = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let column = 0; column < size; column++)
      sum += (matrix[row * size + column] ?? Number.NaN) * (vector[column] ?? Number.NaN);
    product[row] = sum;
  }
  return product;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? Number.NaN) * (b[index] ?? Number.NaN);
  return sum;
}

/** wᵀ·Σ·w. */
export const varianceOf = (weights: ArrayLike<number>, covariance: Float64Array): number =>
  dot(weights, times(covariance, weights));

/** Rows and columns `kept` of the matrix, in that order. */
export function partOf(matrix: Float64Array, kept: readonly number[]): Float64Array {
  const size = sizeOf(matrix);
  const part = new Float64Array(kept.length ** 2);
  for (const [row, from] of kept.entries())
    for (const [column, to] of kept.entries())
      part[row * kept.length + column] = matrix[from * size + to] ?? Number.NaN;
  return part;
}
