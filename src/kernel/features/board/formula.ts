/**
 * What a feature is made of: a formula over a bar's fields, written as a tree of plain data.
 *
 * Formulas are composed of a few dozen kernels (`kernels/`). Equal formulas are one part on a board, so that what several
 * features share is computed once. How many bars a formula needs follows from its parts and is never stated by hand.
 */
import type { KernelName } from "./kernels/kernels.ts";

export const fields = ["open", "high", "low", "close", "volume"] as const;
export type Field = (typeof fields)[number];

export type Formula = {
  readonly kernel: KernelName | Field;
  readonly inputs: readonly Formula[];
  /** Length of the window in bars, 0 where there is none. */
  readonly period: number;
  /** Bars after the first input until there is a value. */
  readonly wait: number;
  /** What the kernel makes of it is told there. */
  readonly constant: number;
};

const field = (kernel: Field): Formula => ({ kernel, inputs: [], period: 0, wait: 0, constant: 0 });
export const open = field("open");
export const high = field("high");
export const low = field("low");
export const close = field("close");
export const volume = field("volume");

/** Of the same bar: a value for each bar that all inputs have one for. */
const pointwise = (kernel: KernelName, inputs: readonly Formula[], constant = 0): Formula => ({
  kernel,
  inputs,
  period: 0,
  wait: 0,
  constant,
});

export const plus = (a: Formula, b: Formula): Formula => pointwise("plus", [a, b]);
export const minus = (a: Formula, b: Formula): Formula => pointwise("minus", [a, b]);
export const times = (a: Formula, b: Formula): Formula => pointwise("times", [a, b]);
/** `a / b`, and `none` where b is 0. */
export const over = (a: Formula, b: Formula, none = 0): Formula => pointwise("over", [a, b], none);
/** `a / b`, and `otherwise` where b is 0. */
export const overElse = (a: Formula, b: Formula, otherwise: Formula): Formula =>
  pointwise("overElse", [a, b, otherwise]);
export const larger = (a: Formula, b: Formula): Formula => pointwise("larger", [a, b]);
export const smaller = (a: Formula, b: Formula): Formula => pointwise("smaller", [a, b]);
/** 1 where a > b, 0 elsewhere. */
export const above = (a: Formula, b: Formula): Formula => pointwise("above", [a, b]);
export const scaled = (a: Formula, by: number): Formula => pointwise("scaled", [a], by);
export const raised = (a: Formula, by: number): Formula => pointwise("raised", [a], by);
/** The same number wherever `a` has a value. */
export const always = (value: number, a: Formula): Formula => raised(scaled(a, 0), value);
/** 1 - a: what a flag is not. */
export const not = (a: Formula): Formula => raised(scaled(a, -1), 1);
export const size = (a: Formula): Formula => pointwise("size", [a]);
export const root = (a: Formula): Formula => pointwise("root", [a]);
/** Natural logarithm of a value above 0. */
export const logarithm = (a: Formula): Formula => pointwise("logarithm", [a]);

/** Over the last so many inputs, the newest included. */
const windowed = (kernel: KernelName, inputs: readonly Formula[], period: number): Formula => ({
  kernel,
  inputs,
  period: wholeAboveZero(period),
  wait: period - 1,
  constant: 0,
});

export const sum = (a: Formula, bars: number): Formula => ({ ...windowed("sum", [a], bars), constant: 1 });
export const mean = (a: Formula, bars: number): Formula => ({ ...windowed("sum", [a], bars), constant: 1 / bars });
/** Of the population: divided by the number of bars. */
export const variance = (a: Formula, bars: number): Formula => windowed("variance", [a], bars);
export const deviation = (a: Formula, bars: number): Formula => root(variance(a, bars));
/** The newest weighs n, the one before n - 1, the oldest 1. */
export const weightedMean = (a: Formula, bars: number): Formula => windowed("weightedMean", [a], bars);
export const meanDistance = (a: Formula, bars: number): Formula => windowed("meanDistance", [a], bars);
export const highest = (a: Formula, bars: number): Formula => windowed("highest", [a], bars);
export const lowest = (a: Formula, bars: number): Formula => windowed("lowest", [a], bars);
/** Bars since the highest, the newest of equal ones. */
export const sinceHighest = (a: Formula, bars: number): Formula => windowed("sinceHighest", [a], bars);
export const sinceLowest = (a: Formula, bars: number): Formula => windowed("sinceLowest", [a], bars);

/** The value so many bars ago. */
export const ago = (a: Formula, bars: number): Formula => ({ ...windowed("ago", [a], bars), wait: bars });
export const change = (a: Formula, bars = 1): Formula => minus(a, ago(a, bars));

/**
 * Exponential mean of span n, which weighs the newest by 2 / (n + 1). It begins with the first value and is shown when n
 * bars are in, as charting programs do.
 */
export const exponential = (a: Formula, bars: number): Formula => smoothed(a, bars, 2 / (bars + 1));
/** Wilder's mean, which weighs the newest by 1 / n. It begins with the mean of the first n. */
export const wilder = (a: Formula, bars: number): Formula => windowed("wilder", [a], bars);
/** Exponential mean whose newest value weighs `weight`, shown after so many bars. */
export const smoothed = (a: Formula, bars: number, weight: number): Formula => ({
  ...windowed("smoothed", [a], bars),
  constant: weight,
});

/** Moves by a share of the way to `a` at each bar, beginning from `first`. */
export const adapted = (a: Formula, share: Formula, first: Formula): Formula => pointwise("adapted", [a, share, first]);
/** The sum of all values since the first bar. */
export const total = (a: Formula): Formula => pointwise("total", [a]);
/** Wilder's parabolic stop, whose share grows by `step` to at most `most` steps. */
export const parabolic = (step: number, most: number): Formula => ({
  ...windowed("parabolic", [high, low], most),
  wait: 1,
  constant: step,
});

/** Largest of the bar's range and the moves from the close before to its high and low; of the first bar its range. */
export const trueRange: Formula = pointwise("trueRange", [high, low, close]);

/** Wilder's relative strength: gains as a share of all movement, both smoothed, 0 to 100; 50 of a price that stood still. */
export const relativeStrength = (a: Formula, bars: number): Formula => ({
  ...windowed("relativeStrength", [a], bars),
  wait: bars,
});

function wholeAboveZero(period: number): number {
  if (!(Number.isInteger(period) && period > 0)) throw new RangeError(`expected a period of whole bars, was ${period}`);
  return period;
}
