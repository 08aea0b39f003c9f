/**
 * Variance of a bar from its open, high, low and close: what the range tells beyond the close.
 *
 * Sources: Parkinson (1980), Garman and Klass (1980), Rogers and Satchell (1991), as in methods B2. Of log prices, for a
 * market that never closes; Rogers and Satchell's holds under a drift too.
 */

export type PriceRange = {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
};

/** Prices above 0, with the low and the high around open and close. */
const isWhole = ({ open, high, low, close }: PriceRange): boolean =>
  low > 0 && low <= Math.min(open, close) && high >= Math.max(open, close) && Number.isFinite(high);

/** ln(H/L)² / (4·ln 2); undefined for a bar that cannot be. */
export const parkinsonVariance = (bar: PriceRange): number | undefined =>
  isWhole(bar) ? Math.log(bar.high / bar.low) ** 2 / (4 * Math.LN2) : undefined;

/** ½·ln(H/L)² - (2·ln 2 - 1)·ln(C/O)²; undefined for a bar that cannot be. */
export const garmanKlassVariance = (bar: PriceRange): number | undefined =>
  isWhole(bar)
    ? 0.5 * Math.log(bar.high / bar.low) ** 2 - (2 * Math.LN2 - 1) * Math.log(bar.close / bar.open) ** 2
    : undefined;

/** ln(H/C)·ln(H/O) + ln(L/C)·ln(L/O); undefined for a bar that cannot be. */
export function rogersSatchellVariance(bar: PriceRange): number | undefined {
  if (!isWhole(bar)) return undefined;
  const { open, high, low, close } = bar;
  return Math.log(high / close) * Math.log(high / open) + Math.log(low / close) * Math.log(low / open);
}
