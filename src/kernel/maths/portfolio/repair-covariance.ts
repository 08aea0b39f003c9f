/**
 * The covariance a matrix would be if it were one: eigenvalues below zero raised to a floor, variances kept (Rebonato and
 * Jäckel 1999).
 *
 * Covariances of days that each pair has in common, or rounded ones, can promise a portfolio a negative variance, and an
 * optimiser finds it. Eigenvalues by Jacobi's rotations, which are exact to the last digits for the few symbols a fund holds.
 */
import { diagonalOf, sizeOf } from "./square-matrix.ts";

/** Smallest eigenvalue left of a correlation matrix (chosen): keeps it solvable. */
const floor = 1e-8;
const mostSweeps = 60;

export type Eigen = {
  readonly values: Float64Array;
  /** Eigenvectors in columns. */
  readonly vectors: Float64Array;
};

/** Of a symmetric matrix, in no order. */
export function eigenOf(symmetric: Float64Array): Eigen {
  const size = sizeOf(symmetric);
  const matrix = Float64Array.from(symmetric);
  const vectors = matrix.map((_, cell) => (cell % (size + 1) === 0 ? 1 : 0));
  for (let sweep = 0; sweep < mostSweeps && offDiagonal(matrix, size) > 0; sweep++)
    for (let row = 0; row < size; row++)
      for (let column = row + 1; column < size; column++) rotate(matrix, vectors, row, column);
  return { values: diagonalOf(matrix), vectors };
}

function offDiagonal(matrix: Float64Array, size: number): number {
  return matrix.reduce((total, value, cell) => total + (cell % (size + 1) === 0 ? 0 : value * value), 0);
}

/** Turns the plane of two axes so that nothing is left between them. */
function rotate(matrix: Float64Array, vectors: Float64Array, p: number, q: number): void {
  const size = sizeOf(matrix);
  const at = (row: number, column: number): number => matrix[row * size + column] ?? Number.NaN;
  const between = at(p, q);
  if (between === 0) return;
  const slope = (at(q, q) - at(p, p)) / (2 * between);
  const tangent = (slope >= 0 ? 1 : -1) / (Math.abs(slope) + Math.hypot(slope, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const turn = { cosine, sine: tangent * cosine };
  for (let other = 0; other < size; other++) turnPair(matrix, other * size + p, other * size + q, turn);
  for (let other = 0; other < size; other++) turnPair(matrix, p * size + other, q * size + other, turn);
  for (let other = 0; other < size; other++) turnPair(vectors, other * size + p, other * size + q, turn);
  matrix[p * size + q] = 0;
  matrix[q * size + p] = 0;
}

type Turn = { readonly cosine: number; readonly sine: number };

function turnPair(values: Float64Array, first: number, second: number, { cosine, sine }: Turn): void {
  const [a, b] = [values[first] ?? Number.NaN, values[second] ?? Number.NaN];
  values[first] = cosine * a - sine * b;
  values[second] = sine * a + cosine * b;
}

/** @returns the same matrix where it is a covariance already */
export function repairCovariance(covariance: Float64Array): Float64Array {
  const size = sizeOf(covariance);
  const spread = diagonalOf(covariance).map((value) => Math.sqrt(Math.max(0, value)));
  const scale = (cell: number): number => (spread[Math.floor(cell / size)] ?? 0) * (spread[cell % size] ?? 0);
  const correlation = covariance.map((value, cell) =>
    cell % (size + 1) === 0 ? 1 : scale(cell) > 0 ? value / scale(cell) : 0,
  );
  const { values, vectors } = eigenOf(correlation);
  if (values.every((value) => value >= floor)) return covariance;
  const repaired = correlation.map((_, cell) => {
    const [row, column] = [Math.floor(cell / size), cell % size];
    let total = 0;
    for (const [index, value] of values.entries())
      total += Math.max(floor, value) * (vectors[row * size + index] ?? 0) * (vectors[column * size + index] ?? 0);
    return total;
  });
  const unit = diagonalOf(repaired).map(Math.sqrt);
  return repaired.map(
    (value, cell) => (value * scale(cell)) / ((unit[Math.floor(cell / size)] ?? 1) * (unit[cell % size] ?? 1)),
  );
}
