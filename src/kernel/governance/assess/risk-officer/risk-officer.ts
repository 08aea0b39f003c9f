/**
 * Risk officer: what a bad day would cost with today's positions, and who has earned the right to say so.
 *
 * One desk per symbol and one for the book forecast every day with eight estimators and are judged by what came (desk.ts).
 * Below `minimumDays` of history of every held symbol a conservative prior speaks instead: too little data never passes
 * (resolutions 34). Weights are always the current ones (methods B1).
 */
import type { BookTail, RiskAssessment } from "../../../domain/briefing.ts";
import { shortfall975, type TailForecast, type TailModel, valueAtRisk95 } from "../../../domain/tail.ts";
import { ratio } from "../../../units/units.ts";
import { bindingForecast, type Desk, forecastDay, judgeDay, openDesk } from "./desk.ts";
import { type Forecasts, forecastAll, longWindowDays, minimumDays } from "./estimators.ts";
import {
  daysOfAll,
  exposureOf,
  lossesOf,
  lossesWith,
  mixOf,
  rememberReturn,
  type ReturnRings,
  unitLosses,
} from "./return-rings.ts";
import { type Choice, hasJudgedEnough } from "./scoreboard.ts";

/**
 * One-day loss per unit of exposure while there is too little history: VaR 95 and ES 97.5 of BTCUSDT 2017 to 2023 were
 * 0.059 and 0.112; the prior is a quarter to a third worse.
 */
const prior = { valueAtRisk95: 0.08, expectedShortfall975: 0.14 };

export const bookSubject = "book";

export type RiskOfficerState = ReturnRings & {
  readonly lastDayClose: Float64Array;
  /** One per instrument. */
  readonly desks: readonly Desk[];
  readonly book: Desk;
  /** Notional per instrument over equity when the book's standing forecast was made. */
  bookWeights: Float64Array;
  /** Median over the symbols of the standard deviation of a day's return; undefined while nothing is known. */
  marketVolatility: number | undefined;
  /** UTC day that began when the book's day was last closed. */
  bookDay: number | undefined;
};

export const openRiskOfficer = (symbols: readonly string[]): RiskOfficerState => ({
  returns: new Float64Array(symbols.length * longWindowDays),
  daysSeen: new Int32Array(symbols.length),
  lastDayClose: new Float64Array(symbols.length),
  desks: symbols.map(openDesk),
  book: openDesk(bookSubject),
  bookWeights: new Float64Array(symbols.length),
  marketVolatility: undefined,
  bookDay: undefined,
});

/** Takes the last close of a UTC day in for instrument `id`: its desk is judged and forecasts anew. */
export function recordDayClose(state: RiskOfficerState, id: number, close: number): void {
  const before = state.lastDayClose[id] ?? 0;
  state.lastDayClose[id] = close;
  const desk = state.desks[id];
  if (!(before > 0) || desk === undefined) return;
  const dayReturn = close / before - 1;
  rememberReturn(state, id, dayReturn);
  judgeDay(desk, -dayReturn);
  forecastDay(desk, lossesOf(state, id));
}

export type ClosedDay = {
  /** The UTC day that begins. */
  readonly day: number;
  /** Instruments whose day before is over now. */
  readonly closed: readonly number[];
};

/**
 * The book's day is over too: judged with the weights it was forecast for, forecast anew with those of now. Once a UTC day;
 * a day on which something that is held has no close of its own judges nobody. Returns whether it was closed.
 */
export function closeBookDay(state: RiskOfficerState, weights: Float64Array, { day, closed }: ClosedDay): boolean {
  const { book, bookWeights } = state;
  if (state.bookDay !== undefined && day <= state.bookDay) return false;
  state.bookDay = day;
  const isWhole = bookWeights.every((weight, id) => weight === 0 || closed.includes(id));
  if (isWhole && exposureOf(bookWeights) > 0) judgeDay(book, lossesWith(state, mixOf(bookWeights), 1)[0] ?? Number.NaN);
  state.bookWeights = Float64Array.from(weights);
  state.marketVolatility = medianDeviation(state.desks);
  if (exposureOf(weights) > 0) forecastDay(book, unitLosses(state, weights));
  else book.standing = undefined;
  return true;
}

export type TailRisk = Pick<
  RiskAssessment,
  "valueAtRisk95" | "expectedShortfall975" | "sampleDays" | "fromPrior" | "tail"
>;

/** @param weights notional per instrument id over equity; long only, so their sum is the exposure */
export function tailRiskOf(state: RiskOfficerState, weights: Float64Array): TailRisk {
  const exposure = exposureOf(weights);
  const sampleDays = daysOfAll(state, weights);
  const choice = choiceFor(state, weights);
  if (exposure === 0) return { ...noTail, sampleDays, tail: { ...noTail.tail, ...choice } };
  const forecasts = sampleDays < minimumDays ? undefined : forecastsOf(state, weights);
  const binding = forecasts === undefined ? undefined : bindingForecast({ choice }, forecasts);
  if (forecasts === undefined || binding === undefined) return priorFor(exposure, sampleDays, choice);
  return {
    valueAtRisk95: ratio(exposure * valueAtRisk95(binding)),
    expectedShortfall975: ratio(exposure * shortfall975(binding)),
    sampleDays,
    fromPrior: false,
    tail: { ...choice, ...spreadOf(forecasts, exposure) },
  };
}

/** The book's standing forecasts where they were made for the same mix with the same fit: any size of it has the same tail. */
function forecastsOf(state: RiskOfficerState, weights: Float64Array): Forecasts {
  const { model, conformal, standing } = state.book;
  const isSame = standing !== undefined && standing.fittedAt === model?.asOf && isSameMix(state.bookWeights, weights);
  return isSame ? standing : forecastAll({ losses: unitLosses(state, weights), model, conformal });
}

function isSameMix(before: Float64Array, now: Float64Array): boolean {
  const mix = mixOf(now);
  return mixOf(before).every((share, id) => share === mix[id]);
}

/** Nothing held, nothing at risk: no estimate is needed. */
const noTail = {
  valueAtRisk95: ratio(0),
  expectedShortfall975: ratio(0),
  fromPrior: false,
  tail: { medianShortfall975: ratio(0), worstShortfall975: ratio(0), volatility: ratio(0) },
};

function priorFor(exposure: number, sampleDays: number, choice: Choice): TailRisk {
  const shortfall = ratio(exposure * prior.expectedShortfall975);
  return {
    valueAtRisk95: ratio(exposure * prior.valueAtRisk95),
    expectedShortfall975: shortfall,
    sampleDays,
    fromPrior: true,
    tail: {
      ...choice,
      medianShortfall975: shortfall,
      worstShortfall975: shortfall,
      volatility: ratio((exposure * prior.valueAtRisk95) / normalAt95),
    },
  };
}
/** Standard deviations from the mean to the 95 % quantile of a normal distribution. */
const normalAt95 = 1.645;

function spreadOf({ by, deviation }: Forecasts, exposure: number): Omit<BookTail, keyof Choice> {
  const shortfalls = [...by.values()]
    .flatMap((each) => (each.kind === "FORECAST" ? [shortfall975(each)] : []))
    .toSorted((a, b) => a - b);
  const upper = shortfalls[shortfalls.length >> 1] ?? 0;
  const lower = shortfalls[(shortfalls.length - 1) >> 1] ?? 0;
  return {
    medianShortfall975: ratio((exposure * (lower + upper)) / 2),
    worstShortfall975: ratio(exposure * (shortfalls.at(-1) ?? 0)),
    volatility: ratio(exposure * deviation),
  };
}

/** The book's own choice once it has been judged for long enough; until then that of its largest holding. */
function choiceFor({ book, desks }: RiskOfficerState, weights: Float64Array): Choice {
  if (hasJudgedEnough(book.scoreboard)) return book.choice;
  let largest = 0;
  for (let id = 1; id < weights.length; id++) if ((weights[id] ?? 0) > (weights[largest] ?? 0)) largest = id;
  return desks[largest]?.choice ?? book.choice;
}

/** Expected shortfall (97.5 %, one day) of instrument `id` held alone with all equity: what a new position adds at most. */
export function shortfallAlone({ desks }: RiskOfficerState, id: number): number {
  const desk = desks[id];
  const standing: Forecasts | undefined = desk?.standing;
  const forecast: TailForecast | undefined =
    desk === undefined || standing === undefined ? undefined : bindingForecast(desk, standing);
  return forecast === undefined ? prior.expectedShortfall975 : shortfall975(forecast);
}

function medianDeviation(desks: readonly Desk[]): number | undefined {
  const deviations = desks.flatMap(({ standing }) => (standing === undefined ? [] : [standing.deviation]));
  deviations.sort((a, b) => a - b);
  return deviations[deviations.length >> 1];
}

/** A fit has come. Returns whether it is one that was asked for. */
export function takeFit(state: RiskOfficerState, subject: string, model: TailModel): boolean {
  const desk = subject === bookSubject ? state.book : state.desks.find((each) => each.subject === subject);
  if (desk === undefined || !(model.asOf >= (desk.model?.asOf ?? 0))) return false;
  desk.model = model;
  desk.askedAt = undefined;
  return true;
}
