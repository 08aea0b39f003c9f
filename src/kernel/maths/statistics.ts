/** Plain sample statistics. An empty sample has no mean: callers check the length first and NaN never permits. */

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

/** Annualised mean over standard deviation; 0 when nothing varies. `perYear` is observations a year (365 for days). */
export function sharpeRatio(returns: ArrayLike<number>, perYear: number): number {
  const spread = standardDeviation(returns);
  return spread > 0 ? (mean(returns) / spread) * Math.sqrt(perYear) : 0;
}

/** Annualised mean over downside deviation; 0 when there is no downside. */
export function sortinoRatio(returns: ArrayLike<number>, perYear: number): number {
  const downside = downsideDeviation(returns);
  return downside > 0 ? (mean(returns) / downside) * Math.sqrt(perYear) : 0;
}
