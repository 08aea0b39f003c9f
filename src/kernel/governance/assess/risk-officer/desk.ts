/**
 * A desk of the risk officer: one subject, a symbol held alone or the book, its forecasts for the coming day, and what
 * became of those before.
 *
 * Every UTC day the standing forecasts are judged by the day's loss, the self-calibrating estimator learns, and new
 * forecasts are made from what is known by then. So the backtest of every estimator runs all the time, out of sample.
 */
import { tailLevels, type TailForecast, type TailModel, valueAtRisk99 } from "../../../domain/tail.ts";
import { type Conformal, judgeLoss, openConformal } from "../../../maths/risk/conformal.ts";
import type { EpochMs } from "../../../units/units.ts";
import { forecastAll, type Forecasts, longWindowDays, minimumDays } from "./estimators.ts";
import {
  type Choice,
  chooseBinding,
  firstChoice,
  openScoreboard,
  recordDay,
  type Scoreboard,
  worstSpeaker,
} from "./scoreboard.ts";

export type Desk = {
  readonly subject: string;
  model: TailModel | undefined;
  /** When a fit was asked for that has not come yet. */
  askedAt: EpochMs | undefined;
  /** A day was worse than its 99 % value at risk since the last fit was asked for. */
  hasAlarm: boolean;
  readonly conformal: readonly Conformal[];
  readonly scoreboard: Scoreboard;
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
  scoreboard: openScoreboard(),
  standing: undefined,
  choice: firstChoice,
});

/** The day is over: judges what stood for it. @param loss per unit of value */
export function judgeDay(desk: Desk, loss: number): void {
  const { standing } = desk;
  if (standing === undefined || !Number.isFinite(loss)) return;
  const bound = bindingForecast(desk, standing);
  if (bound !== undefined && loss > valueAtRisk99(bound)) desk.hasAlarm = true;
  recordDay(desk.scoreboard, standing.by, loss);
  for (const each of desk.conformal) judgeLoss(each, loss, standing.deviation);
}

/** Forecasts the coming day. @param losses oldest first, per unit of value, up to now */
export function forecastDay(desk: Desk, losses: Float64Array): void {
  const { model, conformal } = desk;
  desk.standing = losses.length < minimumDays ? undefined : forecastAll({ losses, model, conformal });
  if (desk.standing !== undefined) desk.choice = chooseBinding(desk.scoreboard, desk.choice, desk.standing.by);
}

/** What limits are held against: the binding estimator's word, or the worst of all where it has none. */
export function bindingForecast({ choice }: Pick<Desk, "choice">, { by }: Forecasts): TailForecast | undefined {
  const forecast = choice.isWorst ? undefined : by.get(choice.binding);
  return forecast?.kind === "FORECAST" ? forecast : worstOf(by);
}

/** Whoever forecasts the largest expected shortfall; undefined where nobody speaks. */
export function worstOf(by: Forecasts["by"]): TailForecast | undefined {
  const worst = by.get(worstSpeaker(by));
  return worst?.kind === "FORECAST" ? worst : undefined;
}
