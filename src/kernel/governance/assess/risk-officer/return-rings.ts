/**
 * The daily returns the risk officer remembers, a ring for each instrument, and the losses of weights on them.
 *
 * Weights are notional over equity, long only, so their sum is the exposure. Losses are positive and come oldest first.
 */
import { longWindowDays } from "./estimators.ts";

export type ReturnRings = {
  /** Row-major rings of daily simple returns. */
  returns: Float64Array;
  readonly daysSeen: Int32Array;
};

/** Rings that older code wrote shorter: the days in them are kept, and no more are claimed to be known. */
export function widenRings(state: ReturnRings): void {
  const { returns, daysSeen } = state;
  const width = returns.length / daysSeen.length;
  if (width === longWindowDays) return;
  state.returns = new Float64Array(daysSeen.length * longWindowDays);
  for (let id = 0; id < daysSeen.length; id++) {
    const seen = daysSeen[id] ?? 0;
    const days = Math.min(seen, width);
    for (let day = 0; day < days; day++)
      state.returns[id * longWindowDays + day] = returns[id * width + ((seen - days + day) % width)] ?? 0;
    daysSeen[id] = days;
  }
}

/** Takes a day's return of instrument `id` in. */
export function rememberReturn({ returns, daysSeen }: ReturnRings, id: number, dayReturn: number): void {
  const seen = daysSeen[id] ?? 0;
  returns[id * longWindowDays + (seen % longWindowDays)] = dayReturn;
  daysSeen[id] = seen + 1;
}

export const exposureOf = (weights: Float64Array): number => weights.reduce((sum, weight) => sum + weight, 0);

/** Days known of everything held, or of all where nothing is. */
export function daysOfAll({ daysSeen }: ReturnRings, weights: Float64Array): number {
  const isEmpty = exposureOf(weights) === 0;
  let fewest = longWindowDays;
  for (let id = 0; id < weights.length; id++)
    if (isEmpty || (weights[id] ?? 0) !== 0) fewest = Math.min(fewest, daysSeen[id] ?? 0);
  return fewest;
}

/** Daily losses of instrument `id`, oldest first. */
export function lossesOf({ returns, daysSeen }: ReturnRings, id: number): Float64Array {
  const seen = daysSeen[id] ?? 0;
  const days = Math.min(seen, longWindowDays);
  const losses = new Float64Array(days);
  for (let day = 0; day < days; day++)
    losses[day] = -(returns[id * longWindowDays + ((seen - days + day) % longWindowDays)] ?? Number.NaN);
  return losses;
}

/** Losses of the book per unit of exposure on each day that everything in it is known of, oldest first. */
export function unitLosses(state: ReturnRings, weights: Float64Array): Float64Array {
  return lossesWith(state, mixOf(weights), daysOfAll(state, weights));
}

/** Shares of what is held. */
export function mixOf(weights: Float64Array): Float64Array {
  const exposure = exposureOf(weights);
  return weights.map((weight) => weight / exposure);
}

/** Loss of these weights on each of the last `days` days, oldest first, share of equity. */
export function lossesWith({ returns, daysSeen }: ReturnRings, weights: Float64Array, days: number): Float64Array {
  const losses = new Float64Array(days);
  for (let id = 0; id < weights.length; id++) {
    const weight = weights[id] ?? 0;
    if (weight === 0) continue;
    const first = (daysSeen[id] ?? 0) - days;
    for (let day = 0; day < days; day++) {
      const dayReturn = returns[id * longWindowDays + ((first + day + longWindowDays) % longWindowDays)] ?? Number.NaN;
      losses[day] = (losses[day] ?? 0) - weight * dayReturn;
    }
  }
  return losses;
}
