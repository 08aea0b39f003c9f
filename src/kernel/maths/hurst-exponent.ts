/**
 * Hurst exponent by rescaled range: about 1/2 for independent steps, above it for steps that follow each other.
 *
 * Source: Hurst (1951), Mandelbrot and Wallis (1969); population deviation, no small-sample correction. Without one it
 * reads too high on short windows, so it is for comparing like with like.
 */
import { linearFit } from "./linear-fit.ts";
import { mean } from "./statistics.ts";

/** Slope of log R/S on log length over the given window lengths; NaN with fewer than two lengths that fit. */
export function hurstExponent(values: ArrayLike<number>, windows: readonly number[]): number {
  const all = Float64Array.from(values);
  const points = windows
    .map((length) => ({ length, range: meanRescaledRange(all, length) }))
    .filter(({ range }) => range > 0);
  return linearFit(
    points.map(({ length }) => Math.log(length)),
    points.map(({ range }) => Math.log(range)),
  ).slope;
}

/** Mean over the windows that fit side by side; those in which nothing varies have none. NaN without any. */
function meanRescaledRange(values: Float64Array, length: number): number {
  const ranges: number[] = [];
  for (let start = 0; start + length <= values.length; start += length) {
    const range = rescaledRange(values.subarray(start, start + length));
    if (range > 0) ranges.push(range);
  }
  return mean(ranges);
}

function rescaledRange(window: Float64Array): number {
  const centre = mean(window);
  let sum = 0;
  let low = 0;
  let high = 0;
  let squares = 0;
  for (const value of window) {
    sum += value - centre;
    low = Math.min(low, sum);
    high = Math.max(high, sum);
    squares += (value - centre) ** 2;
  }
  return (high - low) / Math.sqrt(squares / window.length);
}
