/** How far the price has moved and where it stands in its range. */
import {
  above,
  always,
  ago,
  change,
  close,
  deviation,
  exponential,
  type Formula,
  high,
  highest,
  low,
  lowest,
  mean,
  meanDistance,
  minus,
  over,
  plus,
  raised,
  relativeStrength,
  scaled,
  size,
  smaller,
  sum,
  times,
  trueRange,
  volume,
} from "../formula.ts";
import { middlePrice, placeIn, typicalPrice, where } from "./prices.ts";

/** Move over so many bars, as a share of the price it began at. */
export const rateOfChange = (a: Formula, bars: number): Formula => over(change(a, bars), ago(a, bars));
/** Difference of two means as a share of the slower. */
export const meanGap = (fast: Formula, slow: Formula): Formula => over(minus(fast, slow), slow);
export const macd = (a: Formula, fast: number, slow: number): Formula =>
  minus(exponential(a, fast), exponential(a, slow));

/** Lane's %K: the close's place in the range of so many bars, 0 to 100. */
export const stochastic = (bars: number): Formula =>
  scaled(placeIn(close, lowest(low, bars), highest(high, bars)), 100);
/** The same counted from the top, -100 to 0. */
export const williams = (bars: number): Formula => raised(stochastic(bars), -100);
/** Place of `a` in its own range. */
export const ownPlace = (a: Formula, bars: number): Formula => placeIn(a, lowest(a, bars), highest(a, bars));
/** Chande and Kroll (1994): the RSI's place in its own range. */
export const stochasticRsi = (bars: number): Formula => ownPlace(relativeStrength(close, bars), bars);

/** Lambert's (1980): distance of the typical price from its mean, in mean distances times 0.015. */
export const commodityChannel = (bars: number): Formula =>
  over(minus(typicalPrice, mean(typicalPrice, bars)), scaled(meanDistance(typicalPrice, bars), 0.015));

/** Gains less losses as a share of both, -100 to 100 (Chande). */
export function chande(a: Formula, bars: number): Formula {
  const move = change(a);
  return scaled(over(sum(move, bars), sum(size(move), bars)), 100);
}

/** Blau's true strength (1991): the twice smoothed move over the twice smoothed size of it, -100 to 100. */
export function trueStrength(a: Formula, slow: number, fast: number): Formula {
  const twice = (move: Formula) => exponential(exponential(move, slow), fast);
  return scaled(over(twice(change(a)), twice(size(change(a)))), 100);
}

/** Williams's ultimate oscillator (1976): buying pressure over true range in three windows, weighted 4, 2 and 1. */
export function ultimate(short: number, middle: number, long: number): Formula {
  const pressure = minus(close, smaller(low, ago(close, 1)));
  const share = (bars: number) => over(sum(pressure, bars), sum(trueRange, bars), 1 / 2);
  return scaled(plus(plus(scaled(share(short), 4), scaled(share(middle), 2)), share(long)), 100 / 7);
}

/** RSI with volume: flow of typical prices that rose as a share of all flow, 0 to 100; 50 without flow. */
export function moneyFlow(bars: number): Formula {
  const move = change(typicalPrice);
  const flow = times(typicalPrice, volume);
  const nothing = always(0, move);
  const up = sum(where(above(move, nothing), flow), bars);
  const down = sum(where(above(nothing, move), flow), bars);
  return scaled(over(up, plus(up, down), 1 / 2), 100);
}

/** Mean of the middle price over 5 bars less that over 34 (Bill Williams). */
export const awesome = (fast: number, slow: number): Formula => minus(mean(middlePrice, fast), mean(middlePrice, slow));

/** The close so many bars ago and one, half a window back, less the mean of the window: cycles without the trend. */
export const detrended = (bars: number): Formula => minus(ago(close, Math.floor(bars / 2) + 1), mean(close, bars));

/** Pring's "know sure thing": four smoothed rates of change, the longer the heavier. */
export const knowSureThing: Formula = [10, 15, 20, 30]
  .map((bars, index) => scaled(mean(rateOfChange(close, bars), bars === 30 ? 15 : 10), 100 * (index + 1)))
  .reduce(plus);

/** Rate of change of an exponential mean, thrice taken (Hutson). */
export const trix = (bars: number): Formula =>
  rateOfChange(exponential(exponential(exponential(close, bars), bars), bars), 1);

/** Distance from the mean in deviations. */
export const standardScore = (a: Formula, bars: number): Formula => over(minus(a, mean(a, bars)), deviation(a, bars));
