/** Which way the market goes, and whether it goes at all: directional movement, Aroon, vortex, Ichimoku. */
import {
  above,
  always,
  ago,
  change,
  type Formula,
  high,
  highest,
  low,
  lowest,
  minus,
  over,
  plus,
  raised,
  scaled,
  sinceHighest,
  sinceLowest,
  size,
  sum,
  times,
  trueRange,
  wilder,
} from "../formula.ts";
import { gain } from "./prices.ts";

/** Wilder's smoothing, which another one may stand in for. */
type Smooth = (a: Formula) => Formula;

const upMove = change(high);
const downMove = scaled(change(low), -1);
/** The larger of a bar's two moves beyond the last bar's range counts, if it is one. */
export const plusMove = times(above(upMove, downMove), gain(upMove));
export const minusMove = times(above(downMove, upMove), gain(downMove));

/** Wilder's +DI and -DI (1978): directional moves as a share of the true range, 0 to 100. */
export const plusIndicator = (smooth: Smooth): Formula => scaled(over(smooth(plusMove), smooth(laterRange)), 100);
export const minusIndicator = (smooth: Smooth): Formula => scaled(over(smooth(minusMove), smooth(laterRange)), 100);
/** The true range from the second bar on: the first has no move to go with it. */
const laterRange = plus(trueRange, always(0, change(high)));

/** DX: how one-sided the moves are, 0 to 100. */
export function directionalIndex(smooth: Smooth): Formula {
  const [up, down] = [smooth(plusMove), smooth(minusMove)];
  return scaled(over(size(minus(up, down)), plus(up, down)), 100);
}

export const averageIndex = (bars: number, smooth: Smooth = (a) => wilder(a, bars)): Formula =>
  wilder(directionalIndex(smooth), bars);

/** Chande's Aroon (1995): how new the highest high of so many bars and this one is, 0 to 100. */
export const aroonUp = (bars: number): Formula => freshness(sinceHighest(high, bars + 1), bars);
export const aroonDown = (bars: number): Formula => freshness(sinceLowest(low, bars + 1), bars);
const freshness = (age: Formula, bars: number): Formula => raised(scaled(age, -100 / bars), 100);

/** Botes and Siepman's vortex (2010): moves from the last low to this high, and from the last high to this low. */
export const vortexUp = (bars: number): Formula =>
  over(sum(size(minus(high, ago(low, 1))), bars), sum(trueRange, bars));
export const vortexDown = (bars: number): Formula =>
  over(sum(size(minus(low, ago(high, 1))), bars), sum(trueRange, bars));

/** Middle of the range of so many bars. */
export const midRange = (bars: number): Formula => scaled(plus(highest(high, bars), lowest(low, bars)), 1 / 2);

/** White's filter of trends: range of the closes over the path between them. */
export const trendFilter = (a: Formula, bars: number): Formula =>
  over(minus(highest(a, bars), lowest(a, bars)), sum(size(change(a)), bars));
