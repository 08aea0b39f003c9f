/**
 * The tail of a day's return: what each estimator forecasts, and how its forecasts have turned out.
 *
 * Losses are positive shares of the value at stake, over one UTC day ahead. Source: methods B1.
 */
import type { EpochMs } from "../units/units.ts";

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
