/**
 * The hidden Markov detector: which kind of state the last closed days probably belong to.
 *
 * The model is fitted beside the loop (`kernel/estimation/estimate-regime.ts`): first at 120 days, then every 30, and after
 * a break, though never within 7 days of a fit. Between fits each closed day is one step of the filter, so a probability
 * uses the days up to its own and is never changed afterwards. A kind of state is believed when it had more than 0.7 for
 * three days in a row.
 */
import {
  dayDimensions,
  type HiddenMarket,
  type HiddenRegime,
  type RegimeProbabilities,
} from "../../../domain/hidden-market.ts";
import type { MarketThresholds } from "../../../domain/regime.ts";
import { expectStates } from "../../../maths/expect-states.ts";
import { filterObservation } from "../../../maths/gaussian-hmm.ts";
import { probabilitiesOf, namesOf } from "./hidden-names.ts";
import type { DayShows } from "./trading-day.ts";

export type HiddenWatch = {
  /** What the last days showed, oldest first, three numbers each. */
  days: number[];
  model: HiddenMarket | undefined;
  /** Kind of each state of the model. */
  names: readonly HiddenRegime[];
  filtered: readonly number[] | undefined;
  probabilities: RegimeProbabilities | undefined;
  believed: HiddenRegime | undefined;
  candidate: HiddenRegime | undefined;
  candidateDays: number;
  /** UTC day of the last answer, and how many there were. */
  fittedOn: number | undefined;
  fits: number;
};

const windowDays = 365;
const firstFitDays = 120;
const refitDays = 30;
const alarmRefitDays = 7;
/** Where three searches in a row found no sound model: a market of one kind of day has none to find. */
const fruitlessRefitDays = 120;
const fruitlessAfter = 3;
/** Once in so many fits all numbers of states are tried anew. */
const searchEvery = 12;
const believedAbove = 0.7;
const believedDays = 3;

export const openHiddenWatch = (): HiddenWatch => ({
  days: [],
  model: undefined,
  names: [],
  filtered: undefined,
  probabilities: undefined,
  believed: undefined,
  candidate: undefined,
  candidateDays: 0,
  fittedOn: undefined,
  fits: 0,
});

/** Takes a closed day in; one that is no number shows nothing. */
export function watchHidden(watch: HiddenWatch, shows: DayShows): void {
  if (!shows.every((each) => Number.isFinite(each))) return;
  watch.days.push(...shows);
  if (watch.days.length > windowDays * dayDimensions) watch.days.splice(0, dayDimensions);
  if (watch.model === undefined) return;
  watch.filtered = filterObservation(watch.model, watch.filtered, shows).probabilities;
  watch.probabilities = probabilitiesOf(watch.names, watch.filtered);
  lean(watch, watch.probabilities);
}

const areSound = (probabilities: readonly number[]): boolean =>
  probabilities.every((each) => each >= 0 && each <= 1 + 1e-9);

function lean(watch: HiddenWatch, probabilities: RegimeProbabilities): void {
  const likely = watch.names.find((name) => isBelievable(probabilities[name]));
  watch.candidateDays = likely !== undefined && likely === watch.candidate ? watch.candidateDays + 1 : 1;
  watch.candidate = likely;
  if (likely !== undefined && watch.candidateDays >= believedDays) watch.believed = likely;
}

/** Whether a fit is due on UTC day `today`. @param isBroken a break is news */
export function fitIsDue({ days, fittedOn, model, fits }: HiddenWatch, today: number, isBroken: boolean): boolean {
  if (days.length < firstFitDays * dayDimensions) return false;
  if (fittedOn === undefined) return true;
  const isFruitless = model === undefined && fits >= fruitlessAfter;
  return today - fittedOn >= (isFruitless ? fruitlessRefitDays : isBroken ? alarmRefitDays : refitDays);
}

/** Whether the next fit tries all numbers of states rather than going on from the model there is. */
export const searchIsDue = ({ model, fits }: HiddenWatch): boolean => model === undefined || fits % searchEvery === 0;

/**
 * Takes the answer to a fit in. Where the filter stands is found by running it over the remembered days.
 * @param model undefined where nothing could be fitted: the one there is goes on, as where the answer makes no sense
 */
export function takeModel(
  watch: HiddenWatch,
  model: HiddenMarket | undefined,
  fittedOn: number,
  thresholds: MarketThresholds,
): void {
  watch.fittedOn = fittedOn;
  watch.fits += 1;
  if (model === undefined) return;
  const states = model.start.length;
  /** Smoothed and filtered probabilities are one on the last day. */
  const { smoothed } = expectStates({ rows: Float64Array.from(watch.days), dimensions: dayDimensions }, model, []);
  const filtered = [...smoothed.subarray(smoothed.length - states)];
  if (!areSound(filtered)) return;
  watch.model = model;
  watch.names = namesOf(model, thresholds);
  watch.filtered = filtered;
  watch.probabilities = probabilitiesOf(watch.names, watch.filtered);
}

export const isBelievable = (probability: number): boolean => probability > believedAbove;

export const isStormy = (name: HiddenRegime | undefined): boolean => name === "HIGH_VOL" || name === "CRISIS";
