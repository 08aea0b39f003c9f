/**
 * Market opportunity ranker: which symbols are worth looking at now, the best first.
 *
 * Source: seeds 002 and 003, "Market Opportunity Ranker"; resolutions 30 and 57. Every symbol has a score of up to five
 * parts (`bands.ts`), or a reason why it has none. The best `topN` become opportunities and stay it until they fall
 * behind by more than `leaveBuffer` (methods B12), so that two symbols that change places do not change the universe:
 * the list is between `topN` and `topN + leaveBuffer` long. An empty list is an answer too, and permits nothing.
 *
 * Columns, kept up: only symbols that had a bar since the last ranking are scored, and the order is sorted from where it
 * stood. What a bar teaches is in the features and in the window of the day; nothing looks ahead.
 */
import type { Bar } from "../../../domain/bar.ts";
import type { FundConfig } from "../../../domain/config.ts";
import { type Exclusion, exclusions, type RankerConfig, type ScorePart, scoreParts } from "../../../domain/ranker.ts";
import type { MarketFeatures } from "../../../features/market-features.ts";
import { type DurationMs, type EpochMs, type Fraction, fraction, hours } from "../../../units/units.ts";
import { liquidityScore, performanceScore, trendScore, volatilityScore } from "./bands.ts";
import { type DayWindow, dayReturn, dayVolume, openDayWindow, takeDayBar } from "./day-window.ts";

export type RankerState = {
  readonly day: DayWindow;
  /** Row-major: the parts of each score. */
  readonly parts: Float64Array;
  /** Weighted mean of the parts; below 0 where a symbol has no score. */
  readonly scores: Float64Array;
  /** What orders equal scores: the day's volume when they were made. */
  readonly ties: Float64Array;
  /** 0 for a symbol with a score, else 1 and the place of its reason among `exclusions`. */
  readonly reasons: Uint8Array;
  /** 1 for a symbol with a bar since it was last scored. */
  readonly isFresh: Uint8Array;
  /** Instrument ids, the best first. */
  readonly order: Int32Array;
  readonly isChosen: Uint8Array;
  /** 1 for a symbol whose score may be another since the last sort; and room to sort those in. */
  readonly hasMoved: Uint8Array;
  readonly moved: Int32Array;
  /** Opportunities, the best first. */
  chosen: readonly string[];
  /** Grows whenever a symbol becomes an opportunity or is one no longer. */
  version: number;
  rankedAt: EpochMs | undefined;
  /** What was last published: the opportunities in their order, the exclusions, and the UTC day. */
  told: { readonly symbols: readonly string[]; readonly excluded: readonly number[]; readonly day: number };
};

export const openRanker = (instruments: number, interval: DurationMs): RankerState => ({
  day: openDayWindow(instruments, interval),
  parts: new Float64Array(instruments * scoreParts.length),
  scores: new Float64Array(instruments).fill(unscored),
  ties: new Float64Array(instruments),
  reasons: new Uint8Array(instruments).fill(1),
  isFresh: new Uint8Array(instruments).fill(1),
  order: Int32Array.from({ length: instruments }, (_, id) => id),
  isChosen: new Uint8Array(instruments),
  hasMoved: new Uint8Array(instruments),
  moved: new Int32Array(instruments),
  chosen: [],
  version: 0,
  rankedAt: undefined,
  told: { symbols: [], excluded: [], day: -1 },
});

const unscored = -1;
/** Bars a symbol may miss before it counts as silent. */
const silentIntervals = 3;
const anHour = hours(1);

/** What is looked at. */
export type RankedMarket = {
  readonly config: Pick<FundConfig, "instruments" | "intervalMs" | "ranker">;
  readonly features: MarketFeatures;
  /** Trend strength of the market officer, 0 to 1; undefined until it is known. */
  readonly trendStrength: (id: number) => number | undefined;
  /** How far the models are from even odds, 0 to 1, as of the close before; 0 where they say nothing. */
  readonly prediction: (id: number) => number;
};

/** Takes one closed bar of instrument `id` in: it has news for the next ranking. */
export function learnBar(state: RankerState, id: number, bar: Bar, closedAt: EpochMs): void {
  takeDayBar(state.day, id, bar, closedAt);
  state.isFresh[id] = 1;
}

/** Scores what has news and sorts anew. Says whether other symbols are opportunities now. */
export function rankAllSymbols(state: RankerState, market: RankedMarket, at: EpochMs): boolean {
  const { instruments, intervalMs } = market.config;
  for (let id = 0; id < instruments.length; id += 1) {
    if (state.isFresh[id] === 1) scoreSymbol(state, market, id);
    if (at - (market.features.closedAt[id] ?? 0) > silentIntervals * intervalMs) exclude(state, id, "SILENT");
  }
  sortByScore(state);
  state.rankedAt = at;
  return choose(state, market.config);
}

/** Scores one symbol, or says why it has no score. */
export function scoreSymbol(state: RankerState, market: RankedMarket, id: number): void {
  const { features, config } = market;
  const { ranker, instruments, intervalMs } = config;
  state.isFresh[id] = 0;
  state.hasMoved[id] = 1;
  const strength = market.trendStrength(id);
  const move = dayReturn(state.day, id);
  if (strength === undefined || Number.isNaN(move)) return exclude(state, id, "LEARNING");
  const volume = dayVolume(state.day, id);
  const liquidity = liquidityScore(volume / ranker.minVolume24hUsd, (2 * (instruments[id]?.halfSpreadBps ?? 0)) / 1e4);
  const row = id * scoreParts.length;
  state.parts[row] = trendScore(strength);
  state.parts[row + 1] = volatilityScore((features.atr[id] ?? Number.NaN) * Math.sqrt(anHour / intervalMs));
  state.parts[row + 2] = liquidity;
  state.parts[row + 3] = performanceScore(move);
  state.parts[row + 4] = market.prediction(id);
  const shutOut = gateOf(volume, liquidity, ranker);
  if (shutOut !== undefined) return exclude(state, id, shutOut);
  state.reasons[id] = 0;
  state.scores[id] = weightedMean(state.parts, row, ranker);
  state.ties[id] = volume;
}

/** Why a symbol is no opportunity, however it scores; undefined where both gates let it through. */
export function gateOf(
  volume24h: number,
  liquidity: number,
  { minVolume24hUsd, minLiquidityFraction }: Pick<RankerConfig, "minVolume24hUsd" | "minLiquidityFraction">,
): Exclusion | undefined {
  if (!(volume24h >= minVolume24hUsd)) return "LOW_VOLUME";
  if (!(liquidity >= minLiquidityFraction)) return "LOW_LIQUIDITY";
  return undefined;
}

function exclude(state: RankerState, id: number, reason: Exclusion): void {
  state.reasons[id] = 1 + exclusions.indexOf(reason);
  state.hasMoved[id] = 1;
  state.scores[id] = unscored;
  state.ties[id] = 0;
}

/** Weights are shares of their sum (resolutions 57). Without any, nothing has a score above 0. */
function weightedMean(parts: Float64Array, row: number, { weights }: RankerConfig): number {
  const { trend, volatility, liquidity, performance, prediction } = weights;
  const all = trend + volatility + liquidity + performance + prediction;
  const sum =
    trend * (parts[row] ?? 0) +
    volatility * (parts[row + 1] ?? 0) +
    liquidity * (parts[row + 2] ?? 0) +
    performance * (parts[row + 3] ?? 0) +
    prediction * (parts[row + 4] ?? 0);
  return all > 0 ? Math.min(1, sum / all) : 0;
}

/** Those that were scored anew are taken out, sorted among themselves, and merged back into the others. */
function sortByScore(state: RankerState): void {
  const count = takeOutMoved(state);
  sortMoved(state, count);
  mergeMoved(state, count);
}

/** Returns how many have moved; the others stand first in the order. */
function takeOutMoved({ order, hasMoved, moved }: RankerState): number {
  let count = 0;
  for (let place = 0; place < order.length; place += 1) {
    const id = order[place] ?? 0;
    if (hasMoved[id] === 1) moved[count++] = id;
    else order[place - count] = id;
    hasMoved[id] = 0;
  }
  return count;
}

/** Insertion: they come in the order of the last ranking, which is nearly that of this one. */
function sortMoved(state: RankerState, count: number): void {
  const { moved } = state;
  for (let place = 1; place < count; place += 1) {
    const id = moved[place] ?? 0;
    let free = place;
    for (; free > 0 && isBehind(state, moved[free - 1] ?? 0, id); free -= 1) moved[free] = moved[free - 1] ?? 0;
    moved[free] = id;
  }
}

/** From the last place to the first, so that nothing is written over before it is read. */
function mergeMoved(state: RankerState, count: number): void {
  const { order, moved } = state;
  let stayed = order.length - count;
  let left = count;
  for (let free = order.length - 1; left > 0; free -= 1) {
    const staying = order[stayed - 1] ?? 0;
    const moving = moved[left - 1] ?? 0;
    const isStaying = stayed > 0 && isBehind(state, staying, moving);
    order[free] = isStaying ? staying : moving;
    if (isStaying) stayed -= 1;
    else left -= 1;
  }
}

function isBehind({ scores, ties }: RankerState, a: number, b: number): boolean {
  const lead = (scores[a] ?? unscored) - (scores[b] ?? unscored) || (ties[a] ?? 0) - (ties[b] ?? 0) || b - a;
  return lead < 0;
}

function choose(state: RankerState, { instruments, ranker }: RankedMarket["config"]): boolean {
  const { order, isChosen, reasons } = state;
  const staysTo = ranker.topN + ranker.leaveBuffer;
  const chosen: string[] = [];
  let isChanged = false;
  for (let place = 0; place < order.length; place += 1) {
    const id = order[place] ?? 0;
    const was = isChosen[id];
    const isIn = reasons[id] === 0 && (place < ranker.topN || (was === 1 && place < staysTo));
    isChosen[id] = isIn ? 1 : 0;
    isChanged ||= isChosen[id] !== was;
    if (isIn) chosen.push(instruments[id]?.symbol ?? "");
  }
  if (isChanged) state.version += 1;
  state.chosen = chosen;
  return isChanged;
}

/** Every symbol with a score, the best first. */
export const rankedIds = ({ order, reasons }: RankerState): number[] => [...order].filter((id) => reasons[id] === 0);

/** The best `n` ids, whether or not they have been opportunities before. */
export const topOpportunities = (state: RankerState, n: number): number[] => rankedIds(state).slice(0, n);

/** Place of a symbol among those with a score, 1 for the best; undefined for one without. */
export function rankOf(state: RankerState, id: number): number | undefined {
  const place = state.reasons[id] === 0 ? state.order.indexOf(id) : -1;
  return place < 0 ? undefined : place + 1;
}

/** How many symbols have no score, in the order of `exclusions`. */
export function exclusionCounts({ reasons }: RankerState): number[] {
  const counts = exclusions.map(() => 0);
  for (const reason of reasons) if (reason > 0) counts[reason - 1] = (counts[reason - 1] ?? 0) + 1;
  return counts;
}

/** As last published: no symbol has ever had a score, or all lack what they need for one. */
export const onlyLearns = ({ told, rankedAt, reasons }: RankerState): boolean =>
  rankedAt === undefined || told.excluded[exclusions.indexOf("LEARNING")] === reasons.length;

export const exclusionOf = ({ reasons }: RankerState, id: number): Exclusion | undefined =>
  exclusions[(reasons[id] ?? 1) - 1];

/** New weights or gates: every symbol is scored anew. */
export const forgetScores = ({ isFresh }: RankerState): void => {
  isFresh.fill(1);
};

export type SymbolScore = { readonly score: Fraction; readonly parts: Readonly<Record<ScorePart, Fraction>> };

/** The score of a ranked symbol with its parts. */
export function scoreOf({ parts, scores }: RankerState, id: number): SymbolScore {
  const row = id * scoreParts.length;
  const part = (index: number): Fraction => fraction(Math.min(1, parts[row + index] ?? 0));
  return {
    score: fraction(Math.max(0, scores[id] ?? 0)),
    parts: { trend: part(0), volatility: part(1), liquidity: part(2), performance: part(3), prediction: part(4) },
  };
}
