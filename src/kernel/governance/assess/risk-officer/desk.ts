/**
 * A desk of the risk officer: one subject, a symbol held alone or the book, its forecasts for the coming day, and what
 * became of those before.
 *
 * Every UTC day the standing forecasts are judged by the day's loss, the self-calibrating estimator learns, and new
 * forecasts are made from what is known by then. So the backtest of every estimator runs all the time, out of sample.
 */
import { type Estimator, type Forecast, tailLevels, type TailForecast, type TailModel } from "../../../domain/tail.ts";
import { type Conformal, judgeLoss, openConformal } from "../../../maths/risk/conformal.ts";
import type { EpochMs } from "../../../units/units.ts";
import { type Forecasts, forecastAll, longWindowDays, minimumDays } from "./estimators.ts";

/** Which estimator limits are held against, and why that one. */
export type Choice = { readonly binding: Estimator; readonly because: string };

export type Desk = {
  readonly subject: string;
  model: TailModel | undefined;
  /** When a fit was asked for that has not come yet. */
  askedAt: EpochMs | undefined;
  /** A day was worse than its 99 % value at risk since the last fit was asked for. */
  hasAlarm: boolean;
  readonly conformal: readonly Conformal[];
  /** For the day that runs now; undefined while too little is known. */
  standing: Forecasts | undefined;
  choice: Choice;
};

/** A holder of spot loses at most everything. */
const greatestLoss = 1;

export const openDesk = (subject: string): Desk => ({
  subject,
  model: undefined,
  askedAt: undefined,
  hasAlarm: false,
  conformal: tailLevels.map((tail) => openConformal({ tail, window: longWindowDays, ceiling: greatestLoss })),
  standing: undefined,
  choice: { binding: "HISTORICAL", because: "too few days have been judged" },
});

/** The day is over: judges what stood for it. @param loss per unit of value */
export function judgeDay(desk: Desk, loss: number): void {
  const { standing } = desk;
  if (standing === undefined || !Number.isFinite(loss)) return;
  const [, , extreme = Number.NaN] = bindingForecast(desk, standing)?.valuesAtRisk ?? [];
  if (loss > extreme) desk.hasAlarm = true;
  for (const each of desk.conformal) judgeLoss(each, loss, standing.deviation);
}

/** Forecasts the coming day. @param losses oldest first, per unit of value, up to now */
export function forecastDay(desk: Desk, losses: Float64Array): void {
  const { model, conformal } = desk;
  desk.standing = losses.length < minimumDays ? undefined : forecastAll({ losses, model, conformal });
}

/** What limits are held against: the binding estimator's word, or the worst of all where it has none. */
export function bindingForecast({ choice }: Desk, { by }: Forecasts): TailForecast | undefined {
  const forecast = by.get(choice.binding);
  return forecast?.kind === "FORECAST" ? forecast : worstOf(by);
}

/** The largest expected shortfall anybody forecasts; undefined where nobody speaks. */
export function worstOf(by: ReadonlyMap<Estimator, Forecast>): TailForecast | undefined {
  let worst: TailForecast | undefined;
  for (const each of by.values())
    if (each.kind === "FORECAST" && !(each.expectedShortfall975 <= (worst?.expectedShortfall975 ?? -1))) worst = each;
  return worst;
}
