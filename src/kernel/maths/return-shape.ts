/**
 * How returns are shaped beyond mean and spread: what is won against what is lost, and the ends against each other.
 *
 * Sources: omega, Keating and Shadwick (2002); tail ratio as in pyfolio and empyrical.
 */
import { quantileOf } from "./statistics.ts";

/** Sum of what lies above `threshold` (per observation) over the sum of what lies below; NaN when nothing lies below. */
export function omegaRatio(returns: ArrayLike<number>, threshold = 0): number {
  let above = 0;
  let below = 0;
  for (let index = 0; index < returns.length; index++) {
    const away = (returns[index] ?? Number.NaN) - threshold;
    if (away < 0) below -= away;
    else above += away;
  }
  return below > 0 ? above / below : Number.NaN;
}

/** Size of the 95th percentile over the size of the 5th: above 1 good days are further out. NaN if the latter is 0. */
export function tailRatio(returns: ArrayLike<number>): number {
  const ascending = Float64Array.from(returns).sort();
  const low = Math.abs(quantileOf(ascending, 0.05));
  return low > 0 ? Math.abs(quantileOf(ascending, 0.95)) / low : Number.NaN;
}
