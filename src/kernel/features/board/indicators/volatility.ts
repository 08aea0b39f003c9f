/** How much the price moves: bands, channels and estimators of volatility. */
import {
  change,
  close,
  deviation,
  exponential,
  type Formula,
  high,
  highest,
  logarithm,
  low,
  lowest,
  mean,
  minus,
  open,
  over,
  plus,
  root,
  scaled,
  sum,
  times,
  trueRange,
  wilder,
} from "../formula.ts";
import { placeIn, range } from "./prices.ts";

export type Band = { readonly upper: Formula; readonly middle: Formula; readonly lower: Formula };

export const averageTrueRange = (bars: number): Formula => wilder(trueRange, bars);

const bandAround = (middle: Formula, half: Formula): Band => ({
  upper: plus(middle, half),
  middle,
  lower: minus(middle, half),
});
/** Bollinger's (1983): so many deviations of the population around the mean. */
export const bollinger = (a: Formula, bars: number, deviations: number): Band =>
  bandAround(mean(a, bars), scaled(deviation(a, bars), deviations));
/** Keltner's in Raschke's form: mean true ranges around an exponential mean. */
export const keltner = (bars: number, rangeBars: number, ranges: number): Band =>
  bandAround(exponential(close, bars), scaled(averageTrueRange(rangeBars), ranges));
/** Donchian's: the highest and lowest of so many bars, the newest included. */
export function donchian(bars: number): Band {
  const [upper, lower] = [highest(high, bars), lowest(low, bars)];
  return { upper, middle: scaled(plus(upper, lower), 1 / 2), lower };
}

export const placeInBand = (a: Formula, { upper, lower }: Band): Formula => placeIn(a, lower, upper);
export const widthOf = ({ upper, middle, lower }: Band): Formula => over(minus(upper, lower), middle);

export const logReturn = change(logarithm(close));
const logRange = logarithm(over(high, low));
const logBody = logarithm(over(close, open));
const square = (a: Formula): Formula => times(a, a);

/** From returns, per bar. */
export const returnVolatility = (bars: number): Formula => deviation(logReturn, bars);
/** Parkinson (1980): from ranges, per bar. */
export const parkinson = (bars: number): Formula => root(scaled(mean(square(logRange), bars), 1 / (4 * Math.LN2)));
/** Garman and Klass (1980): from ranges and bodies, per bar. */
export const garmanKlass = (bars: number): Formula =>
  root(mean(minus(scaled(square(logRange), 1 / 2), scaled(square(logBody), 2 * Math.LN2 - 1)), bars));
/** Rogers and Satchell (1991): as Garman and Klass, but a trend does not disturb it. Per bar. */
export function rogersSatchell(bars: number): Formula {
  const from = (a: Formula, b: Formula) => logarithm(over(a, b));
  const top = times(from(high, close), from(high, open));
  const bottom = times(from(low, close), from(low, open));
  return root(mean(plus(top, bottom), bars));
}

/** Martin's ulcer index: root of the mean square of how far closes stand below the highest close of the window, as a share. */
export function ulcer(bars: number): Formula {
  const peak = highest(close, bars);
  return root(mean(square(over(minus(close, peak), peak)), bars));
}

/** Dorsey's mass index (1992): ranges that widen against their own mean, summed. */
export function mass(bars: number): Formula {
  const once = exponential(range, 9);
  return sum(over(once, exponential(once, 9), 1), bars);
}

/** Dreiss's choppiness: 100 where the market went to and fro or nowhere, near 0 where it went straight. */
export function choppiness(bars: number): Formula {
  const net = minus(highest(high, bars), lowest(low, bars));
  return scaled(logarithm(over(sum(trueRange, bars), net, bars)), 100 / Math.log(bars));
}
