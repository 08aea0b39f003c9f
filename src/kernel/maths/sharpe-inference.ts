/**
 * What a Sharpe ratio proves: the chance that skill is behind it, after how many trials, and how long a record must be.
 *
 * Sources: probabilistic Sharpe ratio and minimum track record length, Bailey and López de Prado (2012); deflated Sharpe
 * ratio and expected maximum, the same (2014); minimum backtest length, Bailey, Borwein, López de Prado and Zhu (2014).
 * All ratios are per observation, moments of the population. What the record cannot say is NaN.
 */
import { normalCdf, normalQuantile } from "./distributions.ts";
import { type Moments, sharpeStandardError } from "./sharpe-precision.ts";

export type SharpeSample = Moments & {
  /** Per observation. */
  readonly sharpe: number;
  readonly observations: number;
};

const eulerGamma = 0.5772156649015329;

/** Probability, 0 to 1, that the true ratio is above `benchmark`. */
export function probabilisticSharpe(sample: SharpeSample, benchmark = 0): number {
  const error = sharpeStandardError(sample.sharpe, sample.observations, sample);
  return error > 0 ? normalCdf((sample.sharpe - benchmark) / error) : Number.NaN;
}

/** The largest of `trials` > 1 independent standard normals, as expected. */
export function expectedMaximum(trials: number): number {
  if (!(trials > 1)) return trials === 1 ? 0 : Number.NaN;
  return (1 - eulerGamma) * normalQuantile(1 - 1 / trials) + eulerGamma * normalQuantile(1 - 1 / (trials * Math.E));
}

/** The ratio the best of `trials` without skill is expected to show; `variance` is of the trials' ratios. */
export function sharpeByLuck(trials: number, variance: number): number {
  return Math.sqrt(variance) * expectedMaximum(trials);
}

/** Probability, 0 to 1, that the best of `trials` has skill. */
export function deflatedSharpe(sample: SharpeSample, trials: number, variance: number): number {
  return probabilisticSharpe(sample, sharpeByLuck(trials, variance));
}

/** Observations until a ratio like this is above `benchmark` with `confidence`; Infinity if it is not above it at all. */
export function minimumTrackRecord(
  { sharpe, skewness, kurtosis }: Moments & { readonly sharpe: number },
  { benchmark = 0, confidence = 0.95 }: { readonly benchmark?: number; readonly confidence?: number } = {},
): number {
  if (!(sharpe > benchmark)) return Number.isNaN(sharpe) ? Number.NaN : Number.POSITIVE_INFINITY;
  const spread = 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe ** 2;
  return 1 + Math.max(0, spread) * (normalQuantile(confidence) / (sharpe - benchmark)) ** 2;
}

/** Years below which the best of `trials` shows `annualSharpe` in sample by luck alone. */
export function minimumBacktestYears(trials: number, annualSharpe: number): number {
  return (expectedMaximum(trials) / annualSharpe) ** 2;
}
