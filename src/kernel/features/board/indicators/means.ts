/** Moving means beyond the plain, the exponential and Wilder's. */
import {
  adapted,
  ago,
  always,
  change,
  close,
  exponential,
  type Formula,
  mean,
  minus,
  over,
  overElse,
  plus,
  raised,
  scaled,
  size,
  sum,
  times,
  volume,
  weightedMean,
} from "../formula.ts";

/** Mulloy's (1994): twice the exponential mean less the exponential mean of it. */
export function doubleExponential(a: Formula, bars: number): Formula {
  const once = exponential(a, bars);
  return minus(scaled(once, 2), exponential(once, bars));
}

export function tripleExponential(a: Formula, bars: number): Formula {
  const once = exponential(a, bars);
  const twice = exponential(once, bars);
  return plus(scaled(minus(once, twice), 3), exponential(twice, bars));
}

/** A mean of means, whose weights rise to the middle of the window and fall again. */
export const triangular = (a: Formula, bars: number): Formula =>
  mean(mean(a, Math.ceil((bars + 1) / 2)), Math.floor((bars + 1) / 2));

/** Hull's (2005): quick, as it doubles the shorter mean, and smooth. */
export const hull = (a: Formula, bars: number): Formula =>
  weightedMean(
    minus(scaled(weightedMean(a, Math.floor(bars / 2)), 2), weightedMean(a, bars)),
    Math.floor(Math.sqrt(bars)),
  );

/** Net move over the path it took, 0 (noise) to 1 (a straight line). */
export const efficiency = (a: Formula, bars: number): Formula =>
  over(size(change(a, bars)), sum(size(change(a)), bars));

/** Kaufman's (1995): as quick as a mean of `fast` bars in a straight line, as slow as one of `slow` in noise. */
export function kaufman(a: Formula, bars: number, fast = 2, slow = 30): Formula {
  const [quick, sluggish] = [2 / (fast + 1), 2 / (slow + 1)];
  const share = raised(scaled(efficiency(a, bars), quick - sluggish), sluggish);
  return adapted(a, times(share, share), ago(a, 1));
}

/** Ehlers and Way (2010): an exponential mean of prices put ahead by what the mean lags, beginning from the price itself. */
export const zeroLag = (a: Formula, bars: number): Formula => {
  const ahead = plus(a, change(a, Math.floor((bars - 1) / 2)));
  return adapted(ahead, always(2 / (bars + 1), ahead), ago(a, 1));
};

/** Mean of the close weighted by volume; of bars without any volume the close. */
export const volumeWeighted = (price: Formula, bars: number): Formula =>
  overElse(sum(times(price, volume), bars), sum(volume, bars), close);

/** Slope of the straight line of least squares, per bar. The weighted mean leans to the newest by the slope times (n - 1) / 6. */
export const slope = (a: Formula, bars: number): Formula =>
  scaled(minus(weightedMean(a, bars), mean(a, bars)), 6 / (bars - 1));

/** Where the line stands at the newest bar. */
export const lineEnd = (a: Formula, bars: number): Formula =>
  plus(mean(a, bars), scaled(slope(a, bars), (bars - 1) / 2));

/** Where it will stand at the next. */
export const lineNext = (a: Formula, bars: number): Formula => plus(lineEnd(a, bars), slope(a, bars));
