/**
 * Turns evidence (a z-score) into a probability that has been true so far.
 *
 * Evidence falls into one of nine bins. When a forecast's horizon has passed, its bin learns whether the price was
 * higher. The probability of a bin is its share of rises, shrunk towards one half by `priorCases`. Overlapping
 * horizons are not independent, so `horizon` outcomes count as one case. Nothing is learnt before it has happened.
 */
import { logCloseBack, type MarketFeatures } from "../../features/market-features.ts";
import { type Fraction, fraction } from "../../units/units.ts";

const edges = [-2, -1.25, -0.75, -0.25, 0.25, 0.75, 1.25, 2] as const;
const binCount = edges.length + 1;
const priorCases = 20;
const noBin = -1;

export type Calibration = {
  readonly horizon: number;
  readonly rises: Float64Array;
  readonly cases: Float64Array;
  /** Row-major rings of the bins spoken from, waiting for their horizon to pass. */
  readonly pending: Int8Array;
};

export const openCalibration = (instruments: number, horizon: number): Calibration => ({
  horizon,
  rises: new Float64Array(binCount),
  cases: new Float64Array(binCount),
  pending: new Int8Array(instruments * horizon).fill(noBin),
});

export type Calibrated = { readonly upProbability: Fraction; readonly sampleSize: number };

export function calibratedFrom(calibration: Calibration, evidence: number): Calibrated {
  const bin = binOf(evidence);
  const cases = (calibration.cases[bin] ?? 0) / calibration.horizon;
  const rises = (calibration.rises[bin] ?? 0) / calibration.horizon;
  return { upProbability: fraction((rises + priorCases / 2) / (cases + priorCases)), sampleSize: Math.floor(cases) };
}

/** Independent outcomes over all bins. */
export function casesIn({ cases, horizon }: Calibration): number {
  let all = 0;
  for (const outcomes of cases) all += outcomes;
  return Math.floor(all / horizon);
}

/** Learns from the forecast made `horizon` bars ago for instrument `id`, and remembers this one. */
export function learnAndRemember(
  calibration: Calibration,
  features: MarketFeatures,
  id: number,
  evidence: number,
): void {
  const seen = features.barsSeen[id] ?? 0;
  const slot = id * calibration.horizon + (seen % calibration.horizon);
  const bin = calibration.pending[slot] ?? noBin;
  if (bin !== noBin) {
    const change = logCloseBack(features, id, 0) - logCloseBack(features, id, calibration.horizon);
    calibration.cases[bin] = (calibration.cases[bin] ?? 0) + 1;
    if (change > 0) calibration.rises[bin] = (calibration.rises[bin] ?? 0) + 1;
  }
  calibration.pending[slot] = binOf(evidence);
}

/** Bars were missed: what waits would be judged by the wrong close. */
export function forgetPending({ horizon, pending }: Calibration, id: number): void {
  pending.fill(noBin, id * horizon, (id + 1) * horizon);
}

export type CalibrationBin = {
  /** Edges of the evidence; undefined is open. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly cases: number;
  /** Not shrunk; undefined without an outcome. */
  readonly roseShare: number | undefined;
};

export const calibrationBins = ({ cases, rises, horizon }: Calibration): CalibrationBin[] =>
  Array.from(cases, (outcomes, bin) => ({
    from: edges[bin - 1],
    to: edges[bin],
    cases: Math.floor(outcomes / horizon),
    roseShare: outcomes > 0 ? (rises[bin] ?? 0) / outcomes : undefined,
  }));

export function binOf(evidence: number): number {
  let bin = 0;
  while (bin < edges.length && evidence > (edges[bin] ?? Number.POSITIVE_INFINITY)) bin += 1;
  return bin;
}
