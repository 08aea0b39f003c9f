/** What volume says of the price: flows in and out, and the effort a move took. */
import {
  above,
  ago,
  larger,
  plus,
  smaller,
  change,
  close,
  exponential,
  type Formula,
  high,
  low,
  mean,
  minus,
  over,
  sum,
  times,
  total,
  volume,
} from "../formula.ts";
import { direction, middlePrice, range } from "./prices.ts";
import { rateOfChange } from "./momentum.ts";

/** Granville's: volume added after a rise and taken off after a fall. */
export const onBalance: Formula = total(times(direction(close), volume));

/** Where the close stands in the bar's range, -1 at the low to 1 at the high; 0 without a range. */
export const closeLocation = over(minus(minus(close, low), minus(high, close)), range);

/** Chaikin's: volume times the place of the close. */
export const accumulation: Formula = total(times(closeLocation, volume));
/** Its means, span 3 less span 10. */
export const chaikinOscillator = (fast: number, slow: number): Formula =>
  minus(exponential(accumulation, fast), exponential(accumulation, slow));
/** Share of the volume that went in, less that which went out, -1 to 1. */
export const chaikinFlow = (bars: number): Formula => over(sum(times(closeLocation, volume), bars), sum(volume, bars));

/** Elder's: move times volume, the raw value of one bar. */
export const force: Formula = times(change(close), volume);
/** Arms's: how far the middle went for the volume it took; the raw value of one bar. */
export const easeOfMovement: Formula = over(times(change(middlePrice), range), volume);
/** Volume times the share the price moved by, added up. */
export const priceVolumeTrend: Formula = total(times(rateOfChange(close, 1), volume));

/** Volume against what is usual; 1 where none is usual. */
export const relativeVolume = (bars: number): Formula => over(volume, mean(volume, bars), 1);
/** Difference of two means of volume as a share of the slower. */
export const volumeGap = (fast: number, slow: number): Formula =>
  over(minus(mean(volume, fast), mean(volume, slow)), mean(volume, slow));

/** Williams's accumulation: how far the close rose from, or fell to, the true range's other side, added up. Without volume. */
export function williamsAccumulation(): Formula {
  const before = ago(close, 1);
  const risen = times(above(close, before), minus(close, smaller(low, before)));
  const fallen = times(above(before, close), minus(close, larger(high, before)));
  return total(plus(risen, fallen));
}
