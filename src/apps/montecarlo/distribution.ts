/** Many outcomes of one figure: their quantiles, and where the run itself lies among them. */
import { mean, quantileOf } from "../../kernel/maths/statistics.ts";

export type Histogram = { readonly low: number; readonly high: number; readonly counts: readonly number[] };

export type Distribution = {
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
  readonly mean: number;
  /** Of the run itself. */
  readonly actual: number;
  /** Share of outcomes below the run's, those equal to it counted half. */
  readonly actualRankFraction: number;
  readonly histogram: Histogram;
};

const binCount = 40;
/** What lies farther out goes into the last bin, so that a few outliers do not flatten the rest. */
const outermost = 0.005;

/** @param outcomes sorted in place */
export function distributionOf(outcomes: Float64Array, actual: number): Distribution {
  outcomes.sort();
  let below = 0;
  let equal = 0;
  for (const each of outcomes) {
    if (each < actual) below += 1;
    else if (each === actual) equal += 1;
  }
  return {
    p5: quantileOf(outcomes, 0.05),
    p50: quantileOf(outcomes, 0.5),
    p95: quantileOf(outcomes, 0.95),
    mean: mean(outcomes),
    actual,
    actualRankFraction: (below + equal / 2) / outcomes.length,
    histogram: histogramOf(outcomes, actual),
  };
}

function histogramOf(ascending: Float64Array, actual: number): Histogram {
  const least = Math.min(actual, quantileOf(ascending, outermost));
  const most = Math.max(actual, quantileOf(ascending, 1 - outermost));
  // Counts get a bin each, with the count in its middle; bins between two counts would stand empty.
  const isCounted = most - least < binCount && ascending.every((each) => Number.isInteger(each));
  const [low, high] = isCounted ? [Math.floor(least) - 0.5, Math.ceil(most) + 0.5] : [least, most];
  const bins = isCounted ? high - low : binCount;
  const counts = Array.from({ length: bins }, () => 0);
  const width = (high - low) / bins;
  for (const each of ascending) {
    const bin = width > 0 ? Math.min(bins - 1, Math.max(0, Math.floor((each - low) / width))) : 0;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { low, high, counts };
}

/** Share of the outcomes for which it holds. */
export function shareOf(outcomes: Float64Array, holds: (outcome: number) => boolean): number {
  let held = 0;
  for (const each of outcomes) if (holds(each)) held += 1;
  return held / outcomes.length;
}
