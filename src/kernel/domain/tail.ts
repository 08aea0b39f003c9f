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
  "SELF_CALIBRATING",
] as const;
export type Estimator = (typeof estimators)[number];

/** Probabilities of a worse day at which value at risk is forecast and judged. */
export const tailLevels = [0.05, 0.025, 0.01] as const;
/** Expected shortfall is forecast at this one of them. */
export const shortfallLevel = 0.025;

/** Per unit of value; NaN never occurs. */
export type TailForecast = {
  /** At each of `tailLevels`. */
  readonly valuesAtRisk: readonly [number, number, number];
  readonly expectedShortfall975: number;
};

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
  readonly degrees: number | undefined;
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
  readonly tail: Fraction;
  readonly days: number;
  /** Days with a loss beyond the forecast. */
  readonly exceptions: number;
  readonly expectedExceptions: Ratio;
  /** p-values; null below the days they need. */
  readonly kupiec: Fraction | null;
  readonly christoffersen: Fraction | null;
};

export const trafficLights = ["RED", "YELLOW", "GREEN"] as const;
export type TrafficLight = (typeof trafficLights)[number];

export type EstimatorVerdict = {
  readonly estimator: Estimator;
  /** It is the one limits are held against. */
  readonly isBinding: boolean;
  /** Null where it cannot speak, and why. */
  readonly forecast: TailForecast | null;
  readonly refusal: string | null;
  readonly levels: readonly LevelVerdict[];
  /** Acerbi and Szekely's second test at 97.5 %: 0 where expected shortfall is right, negative where it is too small. */
  readonly acerbiSzekely: Ratio | null;
  /** Basel's light over the last 250 days at 99 %; null before. */
  readonly trafficLight: TrafficLight | null;
  /** Mean FZ0 loss of VaR and ES at 97.5 %: lower is better. */
  readonly score: Ratio | null;
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
  readonly days: number;
  readonly verdicts: readonly EstimatorVerdict[];
  /** Standard deviation of a day's return ahead: RiskMetrics, and GARCH where it is fitted. */
  readonly ewmaVolatility: Ratio | null;
  readonly garchVolatility: Ratio | null;
  /** Shape of the fitted tail with its 95 % interval; null before the first fit. */
  readonly tailShape: { readonly value: Ratio; readonly low: Ratio; readonly high: Ratio } | null;
  readonly fittedAt: EpochMs | null;
};
