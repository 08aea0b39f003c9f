/**
 * Plain sample statistics and the two ratios everybody asks for: one definition each, used wherever the fund counts.
 *
 * What is not defined (the mean of nothing, a ratio to no spread) is NaN: it never permits, and who shows it says so.
 * Sources: Sharpe (1994), Sortino and van der Meer (1991) with empyrical's divisor; quantiles Hyndman and Fan (1996).
 */

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] ?? Number.NaN;
  return sum / values.length;
}

/** Sample standard deviation (divides by n - 1), two passes. */
export function standardDeviation(values: ArrayLike<number>): number {
  const centre = mean(values);
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += ((values[index] ?? Number.NaN) - centre) ** 2;
  return Math.sqrt(sum / (values.length - 1));
}

/** Root mean square of the negative values over all observations (empyrical's downside risk). */
export function downsideDeviation(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += Math.min(0, values[index] ?? Number.NaN) ** 2;
  return Math.sqrt(sum / values.length);
}

/** Standard deviation of the returns, a year of them. `perYear` is observations a year (365 for days). */
export function annualVolatility(returns: ArrayLike<number>, perYear: number): number {
  return standardDeviation(returns) * Math.sqrt(perYear);
}

/** Annualised mean over standard deviation; NaN when nothing varies. With `perYear` 1 it is per observation. */
export function sharpeRatio(returns: ArrayLike<number>, perYear: number): number {
  const spread = standardDeviation(returns);
  return spread > 0 ? (mean(returns) / spread) * Math.sqrt(perYear) : Number.NaN;
}

/** Annualised mean over downside deviation; NaN when there is no downside. */
export function sortinoRatio(returns: ArrayLike<number>, perYear: number): number {
  const downside = downsideDeviation(returns);
  return downside > 0 ? (mean(returns) / downside) * Math.sqrt(perYear) : Number.NaN;
}

/** Type-7 quantile: linear between neighbours. @param ascending sorted @param probability in [0, 1] */
export function quantileOf(ascending: ArrayLike<number>, probability: number): number {
  const position = probability * (ascending.length - 1);
  const below = Math.floor(position);
  const low = ascending[below] ?? Number.NaN;
  const high = ascending[Math.min(below + 1, ascending.length - 1)] ?? Number.NaN;
  return low + (position - below) * (high - low);
}
