/**
 * The eight estimators of one day's tail, on one sample of losses (methods B1).
 *
 * Historical, normal, Student's t and Cornish-Fisher look at the last 250 days alike. Extreme value and the
 * filtered ones look at up to 500 days divided by the volatility of their day, GARCH where it is fitted and RiskMetrics' before. The
 * self-calibrating one learns from its own exceptions. Each forecasts or says why it does not.
 */
import { type Estimator, type Forecast, type LevelForecast, tailLevels, type TailModel } from "../../../domain/tail.ts";
import { type Conformal, conformalRisk } from "../../../maths/risk/conformal.ts";
import { cornishFisherTailOf } from "../../../maths/risk/cornish-fisher.ts";
import { dailyDecay, filterByEwma } from "../../../maths/risk/ewma-volatility.ts";
import { filterByGarch } from "../../../maths/risk/garch.ts";
import { normalTailOf, studentTailOf } from "../../../maths/risk/parametric-tail.ts";
import { tailBeyond } from "../../../maths/risk/peaks-over-threshold.ts";
import { estimate, refuse, rescale, type TailEstimate } from "../../../maths/risk/tail-estimate.ts";
import { momentsOf } from "../../../maths/sharpe-precision.ts";
import { mean, standardDeviation } from "../../../maths/statistics.ts";
import type { EpochMs } from "../../../units/units.ts";
import { historicalExpectedShortfall, historicalValueAtRisk, worstFirst } from "../../../maths/value-at-risk.ts";

/** Days that count alike; Basel's year. */
export const windowDays = 250;
/** Days the filtered estimators and the fits look back. */
export const longWindowDays = 500;
/** Below this many days nobody speaks (resolutions 34). */
export const minimumDays = 60;

export type Sample = {
  /** Oldest first, at most `longWindowDays`; losses per unit of value. */
  readonly losses: Float64Array;
  readonly model: TailModel | undefined;
  /** One for each of `tailLevels`. */
  readonly conformal: readonly Conformal[];
};

export type Forecasts = {
  /** Standard deviation of the next day's return; 0 where nothing varies. */
  readonly deviation: number;
  readonly by: ReadonlyMap<Estimator, Forecast>;
  /** When the fit they were made with was; undefined where there was none. */
  readonly fittedAt: EpochMs | undefined;
};

/** @param sample at least `minimumDays` losses, all finite */
export function forecastAll({ losses, model, conformal }: Sample): Forecasts {
  const recent = losses.subarray(Math.max(0, losses.length - windowDays));
  const { deviation, residuals } = filtered(losses, model);
  const shape = shapeOf(recent);
  const at = (of: (tail: number) => TailEstimate): Forecast => forecastFrom(tailLevels.map(of));
  const by = new Map<Estimator, Forecast>([
    ["HISTORICAL", at(historicalOf(recent))],
    ["NORMAL", at((tail) => normalTailOf(shape, tail))],
    ["STUDENT_T", at((tail) => studentTailOf(shape, model?.degrees ?? shape.degrees, tail))],
    ["CORNISH_FISHER", at((tail) => rescale(cornishFisherTailOf(shape, tail), shape.mean, shape.spread))],
    ["EXTREME_VALUE", at((tail) => rescale(excessOf(model, tail), 0, deviation))],
    ["FILTERED_HISTORICAL", at(scaled(historicalOf(residuals), deviation))],
    ["FILTERED_STUDENT_T", at((tail) => filteredStudentOf(model, deviation, tail))],
    ["SELF_CALIBRATING", at((tail) => calibrated(conformal[tailLevels.findIndex((each) => each === tail)], deviation))],
  ]);
  return { deviation, by, fittedAt: model?.asOf };
}

type Filtered = {
  readonly deviation: number;
  /** Losses in standard deviations of their day, oldest first. */
  readonly residuals: Float64Array;
};

/** Losses stand in for returns: both models know squares alone. */
function filtered(losses: Float64Array, model: TailModel | undefined): Filtered {
  if (model?.garch !== undefined) {
    const { residuals, next } = filterByGarch({ mean: 0, ...model.garch }, losses);
    return { deviation: Math.sqrt(next), residuals };
  }
  const { variances, next } = filterByEwma(losses, dailyDecay);
  const residuals = losses.map((loss, index) => loss / Math.sqrt(variances[index] ?? Number.NaN));
  return { deviation: Math.sqrt(next), residuals };
}

function forecastFrom([low, middle, high]: readonly TailEstimate[]): Forecast {
  if (low === undefined || middle === undefined || high === undefined) return { kind: "REFUSED", reason: "no level" };
  if (low.kind === "refused") return { kind: "REFUSED", reason: low.reason };
  if (middle.kind === "refused") return { kind: "REFUSED", reason: middle.reason };
  if (high.kind === "refused") return { kind: "REFUSED", reason: high.reason };
  if (![low, middle, high].every(isLoss)) return { kind: "REFUSED", reason: "no loss expected" };
  return { kind: "FORECAST", levels: [levelOf(low), levelOf(middle), levelOf(high)] };
}

/** A tail without a loss is no estimate of one: days that only rose, or stood still, know nothing of the day that falls. */
const isLoss = ({ valueAtRisk, expectedShortfall }: LevelForecast): boolean =>
  expectedShortfall > 0 && expectedShortfall >= valueAtRisk;

const levelOf = ({ valueAtRisk, expectedShortfall }: LevelForecast): LevelForecast => ({
  valueAtRisk,
  expectedShortfall,
});

/** Sorted once for all levels; what is no number sorts to an end. */
function historicalOf(losses: Float64Array): (tail: number) => TailEstimate {
  const sorted = worstFirst(Float64Array.from(losses));
  const isFinite = Number.isFinite(sorted[0]) && Number.isFinite(sorted.at(-1));
  return (tail) =>
    isFinite
      ? {
          kind: "estimated",
          valueAtRisk: historicalValueAtRisk(sorted, tail),
          expectedShortfall: historicalExpectedShortfall(sorted, tail),
        }
      : refuse("not finite");
}

type SampleShape = {
  readonly mean: number;
  /** Of a sample, and of the population. */
  readonly deviation: number;
  readonly spread: number;
  readonly skewness: number;
  readonly excess: number;
  /** Of Student's t, by the kurtosis: good enough until a fit knows better. */
  readonly degrees: number;
};

function shapeOf(losses: Float64Array): SampleShape {
  const deviation = standardDeviation(losses);
  const { skewness, kurtosis } = momentsOf(losses);
  const excess = kurtosis - 3;
  return {
    mean: mean(losses),
    deviation,
    spread: deviation * Math.sqrt((losses.length - 1) / losses.length),
    skewness,
    excess,
    degrees: excess > 0 ? Math.min(mostDegrees, 4 + 6 / excess) : mostDegrees,
  };
}
/** Above this many, Student's t is as good as normal. */
const mostDegrees = 200;

const scaled =
  (of: (tail: number) => TailEstimate, deviation: number) =>
  (tail: number): TailEstimate =>
    rescale(of(tail), 0, deviation);

function filteredStudentOf(model: TailModel | undefined, deviation: number, tail: number): TailEstimate {
  if (model?.residualDegrees === undefined) return refuse("no fit");
  return studentTailOf({ mean: 0, deviation }, model.residualDegrees, tail);
}

function excessOf(model: TailModel | undefined, tail: number): TailEstimate {
  if (model?.excess === undefined) return refuse("no fit");
  const { threshold, exceedances, losses, shape, scale } = model.excess;
  return tailBeyond({ kind: "fitted", threshold, exceedances, losses, pareto: { shape, scale } }, tail);
}

function calibrated(conformal: Conformal | undefined, deviation: number): TailEstimate {
  const risk = conformal === undefined ? undefined : conformalRisk(conformal, deviation);
  return risk === undefined ? refuse("too few") : estimate(risk.valueAtRisk, risk.expectedShortfall);
}
