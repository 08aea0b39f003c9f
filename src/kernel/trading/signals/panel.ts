/**
 * The panel: who may speak on a symbol, at what weight, and what their agreement is worth.
 *
 * Who abstains (`abstention.ts`) weighs 0, the rest is renormalised. Every word is judged after the fact, also of who
 * abstains, so that a model found without skill can come back. A panel that is not obeyed learns all the same.
 */
import type { FundConfig } from "../../domain/config.ts";
import type { Forecast, ModelHealth, Panel, Voice } from "../../domain/signal.ts";
import type { MarketFeatures } from "../../features/market-features.ts";
import { asleep, type FixedShareRule } from "../../maths/fixed-share.ts";
import { dayMs, type EpochMs, fraction, utcDay } from "../../units/units.ts";
import { abstentionOf, healthOf, isWithoutSkill } from "./abstention.ts";
import { agreementOf, wordOf } from "./agreement.ts";
import { type Calibration, calibratedFrom, forgetPending, learnAndRemember, openCalibration } from "./calibration.ts";
import { forgetWaiting, judgeWord, openWords, type SpokenWords } from "./spoken-words.ts";
import { minimumCases, noWord } from "./track-record.ts";
import {
  type ChampionNews,
  type CioWeights,
  closeRound,
  noteDifference,
  openWeighing,
  publish,
  ruleFor,
  seat,
  weighAnew,
  type Weighing,
  weightsInForce,
} from "./weighing.ts";

/** What the panel remembers of one model. */
export type Seat = {
  readonly model: string;
  readonly words: SpokenWords;
  isWithoutSkill: boolean;
  health: ModelHealth;
};

export type PanelState = {
  /** In the order of the weighing's names. */
  readonly seats: Seat[];
  readonly weighing: Weighing;
  /** Pools that everybody's words are weighed by on trial, and what the pool in force has been worth. */
  readonly equal: SpokenWords;
  readonly fixed: SpokenWords;
  readonly pooled: Calibration;
  readonly lastBar: Int32Array;
  reviewedDay: number;
};

const halfLifeDays = 90;
/** Leans of a pool fall into the bins of calibration's z-scores: 0.05 from one half counts as one. */
export const leanUnit = 0.05;

type PanelConfig = Pick<FundConfig, "instruments" | "forecasting" | "intervalMs">;

const wordsFor = ({ instruments: { length }, forecasting, intervalMs }: PanelConfig): SpokenWords =>
  openWords(length, forecasting.horizonBars, (halfLifeDays * length * dayMs) / intervalMs);

export const openPanel = (config: PanelConfig): PanelState => ({
  seats: [],
  weighing: openWeighing([]),
  equal: wordsFor(config),
  fixed: wordsFor(config),
  pooled: openCalibration(config.instruments.length, config.forecasting.horizonBars),
  lastBar: new Int32Array(config.instruments.length),
  reviewedDay: 0,
});

/** What the panel looks at, for one symbol at one close. */
export type Hearing = {
  readonly features: MarketFeatures;
  readonly config: FundConfig;
  readonly cio: CioWeights;
  readonly isObeyed: boolean;
  /** The words that stand, by model. */
  readonly words: readonly Forecast[];
  /** Cases that a model speaks from. */
  readonly historyOf: (word: Forecast) => number;
  /** When the latest word of an outside model ends or ended; undefined for the kernel's and where nothing was said. */
  readonly validUntil: (model: string) => EpochMs | undefined;
};

/** @param roster every model there is, by name */
export function hold(state: PanelState, id: number, roster: ReadonlyMap<string, unknown>, hearing: Hearing): Panel {
  takeSeats(state, roster, hearing.config);
  forgetAfterGap(state, id, hearing.features);
  const weights = cachedWeights(state.weighing, hearing.cio);
  const voices = voicesOf(state, weights, hearing);
  judge(state, id, voices, hearing);
  return panelOf(state, id, voices, hearing);
}

function takeSeats(state: PanelState, roster: ReadonlyMap<string, unknown>, config: FundConfig): void {
  const { seats, weighing } = state;
  let index = 0;
  let isSame = true;
  for (const model of roster.keys()) isSame = seats[index++]?.model === model && isSame;
  if (isSame && index === seats.length) return;
  const before = new Map(seats.map((each) => [each.model, each]));
  const names = [...roster.keys()];
  const opened = (model: string): Seat => ({ model, words: wordsFor(config), isWithoutSkill: false, health: "OK" });
  seats.splice(0, seats.length, ...names.map((model) => before.get(model) ?? opened(model)));
  seat(weighing, names);
}

/** What waits in the rings is judged by the bar that comes `horizon` bars later; where bars were missed it never is. */
function forgetAfterGap(
  { seats, equal, fixed, pooled, lastBar }: PanelState,
  id: number,
  features: MarketFeatures,
): void {
  const seen = features.barsSeen[id] ?? 0;
  if (lastBar[id] !== seen - 1) {
    for (const { words } of seats) forgetWaiting(words, id);
    forgetWaiting(equal, id);
    forgetWaiting(fixed, id);
    forgetPending(pooled, id);
  }
  lastBar[id] = seen;
}

function voicesOf({ seats }: PanelState, weights: readonly number[], hearing: Hearing): Voice[] {
  const { words, historyOf, validUntil, config } = hearing;
  let counting = 0;
  const heard = seats.map((held, index) => {
    const { model } = held;
    const word = words.find((each) => each.model === model);
    const granted = weights[index] ?? 0;
    const until = validUntil(model);
    const abstains = abstentionOf({
      granted,
      history: word === undefined ? undefined : historyOf(word),
      hasExpired: until !== undefined,
      isWithoutSkill: held.isWithoutSkill,
    });
    if (abstains === null) counting += granted;
    return { held, word, granted, until, abstains };
  });
  return heard.map(({ held, word, granted, until, abstains }) => ({
    model: held.model,
    upProbability: word?.upProbability ?? null,
    sampleSize: word?.sampleSize ?? 0,
    horizonBars: config.forecasting.horizonBars,
    validUntil: until ?? null,
    weight: fraction(abstains === null && counting > 0 ? Math.min(1, granted / counting) : 0),
    abstains,
  }));
}

/** Judges what was said a horizon ago, and remembers what is said now. */
function judge(state: PanelState, id: number, voices: readonly Voice[], { features, config }: Hearing): void {
  const { seats, weighing } = state;
  let isJudged = false;
  for (const [index, { abstains, upProbability }] of voices.entries()) {
    const words = seats[index]?.words;
    const says = abstains === "INSUFFICIENT_HISTORY" ? undefined : (upProbability ?? undefined);
    const loss = words === undefined ? asleep : judgeWord(words, features, id, says);
    weighing.losses[index] = loss;
    isJudged ||= loss !== asleep;
  }
  const equalLoss = judgeWord(state.equal, features, id, poolOf(voices, undefined));
  const fixedLoss = judgeWord(state.fixed, features, id, poolOf(voices, weighing.weights));
  noteDifference(weighing, equalLoss, fixedLoss);
  if (isJudged) weighAnew(weighing, ruleOf(config));
}

/** What those who count would say together at these weights, all alike without any; undefined where nobody counts. */
function poolOf(voices: readonly Voice[], weights: readonly number[] | undefined): number | undefined {
  let sum = 0;
  let all = 0;
  for (let index = 0; index < voices.length; index++) {
    const voice = voices[index];
    if (voice === undefined || voice.abstains !== null || voice.upProbability === null) continue;
    const weight = weights === undefined ? 1 : (weights[index] ?? 0);
    sum += weight * voice.upProbability;
    all += weight;
  }
  return all > 0 ? Math.min(1, sum / all) : undefined;
}

const ruleOf = ({ forecasting, instruments, intervalMs }: FundConfig): FixedShareRule =>
  ruleFor(forecasting.horizonBars, (instruments.length * dayMs) / intervalMs);

function panelOf(state: PanelState, id: number, voices: readonly Voice[], { features, isObeyed }: Hearing): Panel {
  let pooled = 0;
  let counting = 0;
  let up = 0;
  let down = 0;
  for (const { weight, upProbability } of voices) {
    if (!(weight > 0) || upProbability === null) continue;
    pooled += weight * upProbability;
    counting += 1;
    if (upProbability > noWord) up += 1;
    if (upProbability < noWord) down += 1;
  }
  pooled = counting === 0 ? noWord : Math.min(1, pooled);
  const evidence = (pooled - noWord) / leanUnit;
  learnAndRemember(state.pooled, features, id, evidence);
  const seen = calibratedFrom(state.pooled, evidence);
  const proven = seen.sampleSize >= minimumCases ? seen.upProbability : null;
  const agreement = agreementOf(pooled > noWord ? up : pooled < noWord ? down : 0, counting);
  return {
    voices,
    agreement,
    champion: state.weighing.champion,
    pooled: fraction(pooled),
    proven,
    upProbability: fraction(wordOf(pooled, agreement, proven)),
    isObeyed,
  };
}

export type HealthNews = { readonly model: string; readonly from: ModelHealth; readonly to: ModelHealth };
export type PanelNews = { readonly champion: ChampionNews | undefined; readonly health: readonly HealthNews[] };
const noHealthNews: readonly HealthNews[] = [];

/** Once at every close, after its symbols. @param hasLiveWord whether an outside model's word stands; undefined for the kernel's */
export function review(
  state: PanelState,
  { forecasting }: FundConfig,
  at: EpochMs,
  hasLiveWord: (model: string) => boolean | undefined,
): PanelNews {
  let news: HealthNews[] | undefined;
  for (const held of state.seats) {
    held.isWithoutSkill = isWithoutSkill(held);
    const to = healthOf(held, hasLiveWord(held.model));
    if (to === held.health) continue;
    news = [...(news ?? []), { model: held.model, from: held.health, to }];
    held.health = to;
  }
  if (utcDay(at) !== state.reviewedDay) {
    state.reviewedDay = utcDay(at);
    publish(state.weighing);
  }
  return { champion: closeRound(state.weighing, forecasting.horizonBars), health: news ?? noHealthNews };
}

type Kept = Pick<Weighing, "published" | "champion"> & { readonly shares: readonly number[] };
/** By the CIO's weights, which change seldom. Answers follow from state, so this is no state of the fund. */
const kept = new WeakMap<object, Kept>();

function cachedWeights(weighing: Weighing, cio: CioWeights): readonly number[] {
  const key = cio ?? weighing;
  const before = kept.get(key);
  const { published, champion } = weighing;
  if (before?.published === published && before.champion === champion) return before.shares;
  const shares = weightsInForce(weighing, cio);
  kept.set(key, { published, champion, shares });
  return shares;
}
