/**
 * The tail of a day's return: what each estimator forecasts, and how its forecasts have turned out.
 *
 * Losses are positive shares of the value at stake, over one UTC day ahead. Source: methods B1.
 */
import type { EpochMs, Fraction, Ratio } from "../units/units.ts";

export const estimators = [
  "HISTORICAL",
  "NORMAL",
  "STUDENT_T",
  "CORNISH_FISHER",
  "EXTREME_VALUE",
  "FILTERED_HISTORICAL",
  "FILTERED_STUDENT_T",
  "SELF_CALIBRATING",
] as const;
export type Estimator = (typeof estimators)[number];

/** Probabilities of a worse day at which value at risk is forecast and judged. */
export const tailLevels = [0.05, 0.025, 0.01] as const;

/** A day worse than the first number has this level's probability; the second is the mean loss of such days. */
export type LevelForecast = { readonly valueAtRisk: number; readonly expectedShortfall: number };

/** Per unit of value, at each of `tailLevels`; NaN never occurs. */
export type TailForecast = { readonly levels: readonly [LevelForecast, LevelForecast, LevelForecast] };

export const shortfall975 = ({ levels }: TailForecast): number => levels[1].expectedShortfall;
export const valueAtRisk95 = ({ levels }: TailForecast): number => levels[0].valueAtRisk;
export const valueAtRisk99 = ({ levels }: TailForecast): number => levels[2].valueAtRisk;

/** A forecast, or why there is none. */
export type Forecast =
  | ({ readonly kind: "FORECAST" } & TailForecast)
  | { readonly kind: "REFUSED"; readonly reason: string };

/** What was fitted beside the loop; undefined parts could not be. */
export type TailModel = {
  readonly asOf: EpochMs;
  readonly garch: GarchParameters | undefined;
  /** The generalised Pareto tail of losses in standard deviations. */
  readonly excess: ExcessModel | undefined;
  /** Of Student's t: of the losses, and of the losses in standard deviations. */
  readonly degrees: number | undefined;
  readonly residualDegrees: number | undefined;
};

/** h(t+1) = omega + alpha * e(t)^2 + beta * h(t), of daily returns as shares. */
export type GarchParameters = { readonly omega: number; readonly alpha: number; readonly beta: number };

export type ExcessModel = {
  readonly threshold: number;
  readonly shape: number;
  readonly shapeLow: number;
  readonly shapeHigh: number;
  readonly scale: number;
  readonly exceedances: number;
  readonly losses: number;
};

/** How the value at risk of one level has turned out. */
export type LevelVerdict = {
  readonly tailFraction: Fraction;
  readonly days: number;
  /** Days with a loss beyond the forecast. */
  readonly exceptions: number;
  readonly expectedExceptions: number;
  /** p-values. */
  readonly kupiecFraction: Fraction;
  readonly christoffersenFraction: Fraction;
};

export const trafficLights = ["red", "yellow", "green"] as const;
export type TrafficLight = (typeof trafficLights)[number];

export type LevelReport = { readonly valueAtRiskRatio: Ratio; readonly expectedShortfallRatio: Ratio };

export type EstimatorReport = {
  readonly estimator: Estimator;
  /** It is the one limits are held against. */
  readonly isBinding: boolean;
  /** For the day that runs, per unit of value, at each of `tailLevels`; empty where it cannot speak. */
  readonly forecast: readonly LevelReport[];
  /** Why it cannot speak. */
  readonly refusal: string | null;
  /** At each of `tailLevels`; null before the second day it spoke. */
  readonly verdicts: readonly (LevelVerdict | null)[];
  /** Acerbi and Szekely's Z2 at 97.5 %: 0 where expected shortfall is right, negative where it is too small. */
  readonly shortfallTestRatio: Ratio | null;
  /** Basel's light over the last 250 days at 99 %; null before. */
  readonly trafficLight: TrafficLight | null;
  /** Mean FZ0 loss at 97.5 % less that of the historical estimator on the same days: lower is better. */
  readonly relativeScoreRatio: Ratio | null;
  /** Whether no test rejects it; null below the days they need. */
  readonly passes: boolean | null;
};

/** All estimators on one subject: a symbol held alone, or the book as it stood at each close. */
export type DeskReport = {
  /** A symbol, or `book`. */
  readonly subject: string;
  readonly binding: Estimator;
  /** Why that one. */
  readonly because: string;
  readonly judgedDays: number;
  readonly estimators: readonly EstimatorReport[];
  /** Standard deviation of the return of the day that runs; null while nothing is forecast. */
  readonly volatilityRatio: Ratio | null;
  /** Shape of the fitted tail with its 95 % interval; null before the first fit. */
  readonly tailShape: { readonly ratio: Ratio; readonly lowRatio: Ratio; readonly highRatio: Ratio } | null;
  readonly fittedAtMs: EpochMs | null;
};
