/**
 * Drawdown of a path of values: how far it fell from its highest point, and when it was back.
 *
 * The path starts at the initial capital, so that a loss in the first bar counts (methods B0). Depths are positive
 * shares of the peak.
 */

export type Drawdown = {
  /** Share of the peak lost; 0 for a path that never fell. */
  readonly depth: number;
  /** Indices into the values; all 0 for a path that never fell. */
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
  let open = neverFell;
  for (let index = 1; index < values.length; index++) {
    const value = values[index] ?? Number.NaN;
    const highest = values[open.peak] ?? Number.NaN;
    if (1 - value / highest > open.depth) open = { ...open, depth: 1 - value / highest, trough: index };
    if (!(value >= highest)) continue;
    if (open.depth > 0) falls.push({ ...open, recovery: index });
    open = { ...neverFell, peak: index, trough: index };
  }
  if (open.depth > 0) falls.push(open);
  return falls.sort((a, b) => b.depth - a.depth).slice(0, most);
}

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
