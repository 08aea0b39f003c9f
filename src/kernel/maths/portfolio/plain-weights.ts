/** Weights that need no optimiser: alike, and by how little each asset varies alone. The yardsticks of all others. */
import { diagonalOf, sizeOf } from "./square-matrix.ts";

export const equalWeights = (covariance: Float64Array): Float64Array =>
  new Float64Array(sizeOf(covariance)).fill(1 / sizeOf(covariance));

export const inverseVolatility = (covariance: Float64Array): Float64Array =>
  normalised(diagonalOf(covariance).map((variance) => 1 / Math.sqrt(variance)));

export const inverseVariance = (covariance: Float64Array): Float64Array =>
  normalised(diagonalOf(covariance).map((variance) => 1 / variance));

export function normalised(weights: Float64Array): Float64Array {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
