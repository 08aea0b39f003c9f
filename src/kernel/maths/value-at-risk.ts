/**
 * Historical value at risk and expected shortfall. Losses are positive fractions; a negative loss is a gain.
 *
 * Source: methods B1. VaR is the type-7 quantile of the losses; ES is the coherent estimator of Acerbi and Tasche
 * (2002): the mean of the worst `n * tail` cases, the last one counted in part.
 */

/** Largest first, as both estimators expect. Sorts the given array in place. */
export const worstFirst = (losses: Float64Array): Float64Array => losses.sort().reverse();

/**
 * Loss that is not passed with probability `1 - tail`.
 * @param losses worst first, at least one
 * @param tail 0 to 1, for example 0.05
 * @param size how many losses there are, where the array holds only the worst of them
 */
export function historicalValueAtRisk(losses: Float64Array, tail: number, size: number = losses.length): number {
  const position = tail * (size - 1);
  const below = Math.floor(position);
  const worse = losses[below] ?? Number.NaN;
  const better = losses[Math.min(below + 1, size - 1)] ?? Number.NaN;
  return worse + (position - below) * (better - worse);
}

/** Mean loss in the worst `tail` of cases. Same arguments as `historicalValueAtRisk`. */
export function historicalExpectedShortfall(losses: Float64Array, tail: number, size: number = losses.length): number {
  const cases = tail * size;
  const whole = Math.floor(cases);
  let sum = 0;
  for (let index = 0; index < whole; index++) sum += losses[index] ?? Number.NaN;
  const rest = cases - whole;
  if (rest > 0) sum += rest * (losses[whole] ?? Number.NaN);
  return sum / cases;
}
