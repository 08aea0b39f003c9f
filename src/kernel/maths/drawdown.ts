/**
 * Drawdown of a path of values: how far it fell from its highest point, and when it was back.
 *
 * The path starts at the initial capital, so that a loss in the first bar counts (methods B0). Depths are positive
 * shares of the peak.
 */

export type Drawdown = {
  /** Share of the peak lost; 0 for a path that never fell. */
  readonly depth: number;
  /** Indices into the values, or times of a path that is followed; all 0 for a path that never fell. */
  readonly peak: number;
  readonly trough: number;
  /** First index after the trough at or above the peak, if there is one. */
  readonly recovery: number | undefined;
};

const neverFell: Drawdown = { depth: 0, peak: 0, trough: 0, recovery: undefined };

/** The deepest one; of equals the first. Values are above zero. */
export function deepestDrawdown(values: ArrayLike<number>): Drawdown {
  return deepestDrawdowns(values, 1)[0] ?? neverFell;
}

/**
 * The deepest `most` falls, deepest first; of equals the earlier. Each runs from a high to the return to it, so they do
 * not overlap, and a smaller fall within a larger one is part of it (pyfolio's table).
 */
export function deepestDrawdowns(values: ArrayLike<number>, most: number): Drawdown[] {
  const falls: Drawdown[] = [];
  const fall = openFall(values[0] ?? Number.NaN, 0);
  for (let index = 1; index < values.length; index++) {
    const ended = followFall(fall, values[index] ?? Number.NaN, index);
    if (ended !== undefined) falls.push(ended);
  }
  if (fall.depth > 0) falls.push(unrecovered(fall));
  return falls.sort(deepestFirst).slice(0, most);
}

export const deepestFirst = (a: Drawdown, b: Drawdown): number => b.depth - a.depth;

/** A path followed value by value: its highest so far, and the fall from there that has not ended. */
export type Fall = { highest: number; depth: number; peak: number; trough: number };

/** @param at index or time of the value, whatever the drawdowns are to speak of */
export const openFall = (value: number, at: number): Fall => ({ highest: value, depth: 0, peak: at, trough: at });

/** Takes in the next value; returns the drawdown that it ends, if it ends one. */
export function followFall(fall: Fall, value: number, at: number): Drawdown | undefined {
  const depth = 1 - value / fall.highest;
  if (depth > fall.depth) {
    fall.depth = depth;
    fall.trough = at;
  }
  if (!(value >= fall.highest)) return undefined;
  const ended = fall.depth > 0 ? { ...unrecovered(fall), recovery: at } : undefined;
  fall.highest = value;
  fall.depth = 0;
  fall.peak = at;
  fall.trough = at;
  return ended;
}

export const unrecovered = ({ depth, peak, trough }: Fall): Drawdown => ({ depth, peak, trough, recovery: undefined });

/** For each value how far it stands below the highest one so far, as a positive share. */
export function drawdownPath(values: ArrayLike<number>): Float64Array {
  const path = new Float64Array(values.length);
  let highest = values[0] ?? 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? Number.NaN;
    if (value > highest) highest = value;
    path[index] = highest > 0 ? 1 - value / highest : 0;
  }
  return path;
}
