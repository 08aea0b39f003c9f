/**
 * The building blocks of indicators in their plainest form: each value computed from scratch out of a whole series.
 *
 * What the streaming kernels are compared with. Slow on purpose, and shares no code with them. NaN where there is no value
 * yet.
 */
import type { Bar } from "../../src/kernel/domain/bar.ts";

export type Series = readonly number[];
export type Columns = Readonly<Record<"open" | "high" | "low" | "close" | "volume", Series>>;

export const columnsOf = (bars: readonly Bar[]): Columns => ({
  open: bars.map(({ open }) => open),
  high: bars.map(({ high }) => high),
  low: bars.map(({ low }) => low),
  close: bars.map(({ close }) => close),
  volume: bars.map(({ volume }) => volume),
});

/** Bar by bar, of as many series as one likes. */
export const each = (of: (...values: number[]) => number, ...series: Series[]): Series =>
  series[0]!.map((_, index) => {
    const values = series.map((a) => a[index]!);
    return values.some(Number.isNaN) ? Number.NaN : of(...values);
  });

/** What `of` makes of the last `bars` values at each place. */
export const last = (a: Series, bars: number, of: (window: Series) => number): Series =>
  a.map((_, index) => {
    const window = a.slice(Math.max(0, index - bars + 1), index + 1);
    return window.length < bars || window.some(Number.isNaN) ? Number.NaN : of(window);
  });

export const total = (window: Series): number => window.reduce((sum, value) => sum + value, 0);
export const average = (window: Series): number => total(window) / window.length;
export const largest = (window: Series): number => Math.max(...window);
export const smallest = (window: Series): number => Math.min(...window);
/** Of the population; of values that are all the same, 0. */
export const spread = (window: Series): number => {
  const middle = average(window);
  return stood(window) ? 0 : Math.sqrt(average(window.map((value) => (value - middle) ** 2)));
};
export const stood = (window: Series): boolean => window.every((value) => value === window[0]);

export const sum = (a: Series, bars: number): Series => last(a, bars, total);
export const sma = (a: Series, bars: number): Series => last(a, bars, average);
export const before = (a: Series, bars = 1): Series => a.map((_, index) => a[index - bars] ?? Number.NaN);
export const moves = (a: Series, bars = 1): Series => each((now, then) => now - then, a, before(a, bars));
export const minus = (a: Series, b: Series): Series => each((x, y) => x - y, a, b);
export const plus = (a: Series, b: Series): Series => each((x, y) => x + y, a, b);
export const times = (a: Series, b: Series): Series => each((x, y) => x * y, a, b);
export const scale = (a: Series, by: number): Series => each((x) => x * by, a);
export const over = (a: Series, b: Series, none = 0): Series => each((x, y) => (y === 0 ? none : x / y), a, b);
/** (a - b) / b */
export const gap = (a: Series, b: Series): Series => over(minus(a, b), b);

/** The sum of all values so far. */
export const running = (a: Series): Series => {
  let value = 0;
  return a.map((next) => {
    if (!Number.isNaN(next)) value += next;
    return Number.isNaN(next) ? Number.NaN : value;
  });
};

const firstOf = (a: Series): number => {
  const first = a.findIndex((value) => !Number.isNaN(value));
  return first < 0 ? Number.POSITIVE_INFINITY : first;
};

/** An exponential mean that begins with the first value and is shown after `bars`. */
export function ema(a: Series, bars: number): Series {
  const first = firstOf(a);
  let value = a[first] ?? Number.NaN;
  return a.map((next, index) => {
    if (index > first) value += (2 / (bars + 1)) * (next - value);
    return index >= first + bars - 1 ? value : Number.NaN;
  });
}

/** Wilder's: the mean of the first `bars`, then a `bars`-th of each new value. */
export function wilder(a: Series, bars: number): Series {
  const first = firstOf(a);
  let value = average(a.slice(first, first + bars));
  return a.map((next, index) => {
    if (index > first + bars - 1) value = (value * (bars - 1) + next) / bars;
    return index < first + bars - 1 ? Number.NaN : value;
  });
}

export const wma = (a: Series, bars: number): Series =>
  last(a, bars, (window) => total(window.map((value, index) => (index + 1) * value)) / ((bars * (bars + 1)) / 2));

/** Slope and end of the straight line of least squares, by its textbook formula. */
export const line = (a: Series, bars: number, tells: "slope" | "end"): Series =>
  last(a, bars, (window) => {
    const middle = (bars - 1) / 2;
    const level = average(window);
    const slope =
      total(window.map((value, x) => (x - middle) * (value - level))) / total(window.map((_, x) => (x - middle) ** 2));
    return tells === "slope" ? slope : level + slope * middle;
  });
