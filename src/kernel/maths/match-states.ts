/**
 * Which state of a new model is which of an old one, so that a refit does not swap their names.
 *
 * All orders are tried: with four states there are 24, for which the Hungarian method would be longer to read than to run.
 */
import type { GaussianHmm } from "./gaussian-hmm.ts";

/**
 * Order for `reorderStates(now, ...)` under which the states of `now` are nearest to those of `before`: the least sum of
 * squared distances between means, in standard deviations of the old state. Both must have as many states.
 */
export function matchStates(before: GaussianHmm, now: GaussianHmm): number[] {
  let best: number[] = now.start.map((_, state) => state);
  let least = Number.POSITIVE_INFINITY;
  for (const order of ordersOf(best)) {
    const cost = order.reduce((sum, state, index) => sum + distance(before, index, now.means[state] ?? []), 0);
    if (!(cost < least)) continue;
    least = cost;
    best = order;
  }
  return best;
}

function distance({ means, covariances }: GaussianHmm, state: number, to: readonly number[]): number {
  const mean = means[state] ?? [];
  return mean.reduce((sum, value, i) => {
    const variance = covariances[state]?.[i * (mean.length + 1)] ?? Number.NaN;
    return sum + (value - (to[i] ?? Number.NaN)) ** 2 / variance;
  }, 0);
}

function ordersOf(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((first, index) => ordersOf(items.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}
