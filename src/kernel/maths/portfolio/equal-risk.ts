/**
 * Equal risk contribution (Maillard, Roncalli and Teiletche 2010): every asset adds as much to the variance of the whole.
 *
 * By cyclical coordinate descent (Griveau-Billion, Richard and Roncalli 2013): each weight in turn solves its quadratic, the
 * rest held. The problem is convex, so there is one answer and the order does not matter.
 */
import { normalised, inverseVolatility } from "./plain-weights.ts";
import { sizeOf } from "./square-matrix.ts";

const mostRounds = 10_000;
/** Change of any weight below which it is done, relative. */
const tolerance = 1e-13;

/** Sums to 1, above 0; NaN where the covariance is not positive definite enough to converge. */
export function equalRisk(covariance: Float64Array): Float64Array {
  const size = sizeOf(covariance);
  const weights = inverseVolatility(covariance).map((weight) => weight / Math.sqrt(size));
  for (let round = 0; round < mostRounds; round++) if (descend(covariance, weights) <= tolerance) break;
  return normalised(weights);
}

/** One round over all weights, in place. Returns the largest relative change. */
function descend(covariance: Float64Array, weights: Float64Array): number {
  const size = weights.length;
  const budget = varianceScale(covariance) / size;
  let largest = 0;
  for (let asset = 0; asset < size; asset++) {
    const variance = covariance[asset * size + asset] ?? Number.NaN;
    const before = weights[asset] ?? Number.NaN;
    let others = 0;
    for (let other = 0; other < size; other++)
      if (other !== asset) others += (covariance[asset * size + other] ?? Number.NaN) * (weights[other] ?? Number.NaN);
    const after = (-others + Math.sqrt(others * others + 4 * variance * budget)) / (2 * variance);
    weights[asset] = after;
    largest = Math.max(largest, Math.abs(after / before - 1));
  }
  return largest;
}

/** Of the size of a variance, so that weights stay near one whatever the unit of the returns. */
const varianceScale = (covariance: Float64Array): number => covariance[0] ?? Number.NaN;

/** Share of each asset in the variance of the whole. */
export function riskShares(weights: Float64Array, covariance: Float64Array): Float64Array {
  const size = weights.length;
  const parts = weights.map((weight, asset) => {
    let sum = 0;
    for (let other = 0; other < size; other++)
      sum += (covariance[asset * size + other] ?? Number.NaN) * (weights[other] ?? Number.NaN);
    return weight * sum;
  });
  return normalised(parts);
}
