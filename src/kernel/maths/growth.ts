/** Growth over time. A year is 365.25 days of elapsed calendar time, whatever was traded in it (methods B0). */

export const msPerYear = 365.25 * 86_400_000;

/**
 * Growth per year as a return: 0.1 is ten percent a year.
 * @param growth value at the end over value at the start
 * @param years elapsed; with none there is no growth per year and the answer is NaN
 */
export function compoundAnnualGrowth(growth: number, years: number): number {
  if (!(years > 0)) return Number.NaN;
  if (growth <= 0) return -1;
  return Math.min(growth ** (1 / years) - 1, Number.MAX_VALUE);
}

/** Returns from one value to the next, the first one from `start`. */
export function returnsOf(values: ArrayLike<number>, start: number): Float64Array {
  const returns = new Float64Array(values.length);
  let before = start;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? Number.NaN;
    returns[index] = before > 0 ? value / before - 1 : 0;
    before = value;
  }
  return returns;
}

/** What the returns compound to: 0.1 after a rise of ten percent. */
export function compounded(returns: ArrayLike<number>): number {
  let growth = 1;
  for (let index = 0; index < returns.length; index++) growth *= 1 + (returns[index] ?? Number.NaN);
  return growth - 1;
}

/** Growth per year over the deepest drawdown (Young 1991); NaN without a drawdown. */
export function calmarRatio(annualGrowth: number, depth: number): number {
  return depth > 0 ? annualGrowth / depth : Number.NaN;
}
