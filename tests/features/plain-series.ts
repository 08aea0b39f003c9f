/**
 * The building blocks of indicators in their plainest form: each value computed from scratch out of a whole series.
 *
 * What the streaming kernels are compared with. Slow on purpose, and shares no code with them. NaN where there is no value
 * yet.
 */
export type Series = readonly number[];

const isNone = (value: number | undefined): boolean => value === undefined || Number.isNaN(value);

/** Value by value of one or two series. */
export const each = (a: Series, of: (value: number) => number): Series => a.map((value) => of(value));
export const both = (a: Series, b: Series, of: (a: number, b: number) => number): Series =>
  a.map((value, index) => of(value, b[index]!));

/** What `of` makes of the last `bars` values at each place. */
export const last = (a: Series, bars: number, of: (window: Series) => number): Series =>
  a.map((_, index) => {
    const window = a.slice(Math.max(0, index - bars + 1), index + 1);
    return window.length < bars || window.some(isNone) ? Number.NaN : of(window);
  });

export const total = (window: Series): number => window.reduce((sum, value) => sum + value, 0);
export const average = (window: Series): number => total(window) / window.length;
export const spread = (window: Series): number => {
  const middle = average(window);
  return Math.sqrt(average(window.map((value) => (value - middle) ** 2)));
};

export const before = (a: Series, bars: number): Series => a.map((_, index) => a[index - bars] ?? Number.NaN);

/** An exponential mean that begins with the first value and is shown after `bars`. */
export function ema(a: Series, bars: number, weight = 2 / (bars + 1)): Series {
  const first = a.findIndex((value) => !isNone(value));
  let value = a[first] ?? Number.NaN;
  return a.map((next, index) => {
    if (index > first) value += weight * (next - value);
    return first >= 0 && index >= first + bars - 1 ? value : Number.NaN;
  });
}

/** Wilder's: the mean of the first `bars`, then a `bars`-th of each new value. */
export function wilder(a: Series, bars: number): Series {
  const first = a.findIndex((value) => !isNone(value));
  let value = average(a.slice(first, first + bars));
  return a.map((next, index) => {
    if (first < 0 || index < first + bars - 1) return Number.NaN;
    if (index > first + bars - 1) value = (value * (bars - 1) + next) / bars;
    return value;
  });
}
