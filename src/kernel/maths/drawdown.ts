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

/** The deepest one; of equals the first. Values are above zero. */
export function deepestDrawdown(values: ArrayLike<number>): Drawdown {
  let deepest = { depth: 0, peak: 0, trough: 0 };
  let peak = 0;
  for (let index = 1; index < values.length; index++) {
    const value = values[index] ?? Number.NaN;
    const highest = values[peak] ?? Number.NaN;
    if (value >= highest) peak = index;
    else if (1 - value / highest > deepest.depth) deepest = { depth: 1 - value / highest, peak, trough: index };
  }
  return { ...deepest, recovery: recoveryOf(values, deepest) };
}

function recoveryOf(
  values: ArrayLike<number>,
  { depth, peak, trough }: Omit<Drawdown, "recovery">,
): number | undefined {
  if (depth === 0) return undefined;
  const highest = values[peak] ?? Number.NaN;
  for (let index = trough + 1; index < values.length; index++)
    if ((values[index] ?? Number.NaN) >= highest) return index;
  return undefined;
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
