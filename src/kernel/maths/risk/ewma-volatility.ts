/**
 * Exponentially weighted variance: v(t) = λ·v(t-1) + (1-λ)·r(t-1)², one multiplication a step.
 *
 * Source: RiskMetrics technical document (1996), λ = 0.94 for days; methods B2. The variance starts at the mean square of
 * a sample, or wherever the caller says.
 */
import { meanSquare } from "./garch.ts";

/** λ of RiskMetrics for daily returns. */
export const dailyDecay = 0.94;

/** λ at which a return weighs half as much after `halfLife` steps: 2^(-1/halfLife). */
export const decayOfHalfLife = (halfLife: number): number => 2 ** (-1 / halfLife);

/** Variance of the next return, given the last return and its variance. */
export const nextEwmaVariance = (variance: number, last: number, decay: number): number =>
  decay * variance + (1 - decay) * last ** 2;

export type EwmaFiltered = {
  /** Variance of each return, as it was known before the return. */
  readonly variances: Float64Array;
  /** Variance of the return after the last. */
  readonly next: number;
};

/** Runs over `returns`, oldest first, starting from their mean square unless `start` is given. */
export function filterByEwma(
  returns: ArrayLike<number>,
  decay: number,
  start: number = meanSquare(returns, 0),
): EwmaFiltered {
  const variances = new Float64Array(returns.length);
  let variance = start;
  for (let index = 0; index < returns.length; index++) {
    variances[index] = variance;
    variance = nextEwmaVariance(variance, returns[index] ?? Number.NaN, decay);
  }
  return { variances, next: variance };
}
