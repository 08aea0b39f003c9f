/**
 * The ensemble manager: asks every forecaster, weighs the answers, and says what acting on them would be worth.
 *
 * The CIO's weights rule how much each model's word counts among those that speak now; without them all count alike. A
 * model without a weight is not asked. Every model's word is remembered and judged, whatever it weighs. Where the panel
 * is on (`panel.ts`), it says who of them counts and what their agreement is worth; obeyed where it is enforced.
 */
import type { ModelPerformance } from "../../domain/briefing.ts";
import type { FundConfig } from "../../domain/config.ts";
import type { Instrument } from "../../domain/instrument.ts";
import type { Policy } from "../../domain/mandate.ts";
import { roundTripCost } from "../../domain/trading-cost.ts";
import type { Direction, Forecast, Panel, Signal } from "../../domain/signal.ts";
import { barVolatility, hasTrend, type MarketFeatures } from "../../features/market-features.ts";
import { bps, dayMs, type EpochMs, fraction, ratio } from "../../units/units.ts";
import {
  type Calibration,
  calibratedFrom,
  casesIn,
  forgetPending,
  learnAndRemember,
  openCalibration,
} from "./calibration.ts";
import { forecasters, isKernelModel, type Memory } from "./forecasters.ts";
import { forgetSilent, meetModel, type ModelBook, modelsOf, openModelBook } from "./model-book.ts";
import { hold, openPanel, type PanelNews, type PanelState, review } from "./panel.ts";
import { openRidge } from "./ridge.ts";
import { judgeAndRemember, noWord } from "./track-record.ts";

export type OutsideForecast = Forecast & { readonly validUntil: EpochMs };

export type SignalState = {
  /** One for each of the kernel's forecasters, asked or not. */
  readonly calibrations: Calibration[];
  readonly memory: Memory;
  readonly book: ModelBook;
  readonly panel: PanelState;
  /** The latest word of each outside model on each symbol, keyed `model symbol`. */
  readonly outside: Map<string, OutsideForecast>;
};

/** What forecasts look at. */
export type Scene = {
  readonly features: MarketFeatures;
  readonly config: FundConfig;
  readonly at: EpochMs;
  /** Undefined weighs all models alike. */
  readonly modelWeights: Policy["modelWeights"];
  readonly panelIsObeyed: boolean;
};

export const openSignals = (config: FundConfig): SignalState => ({
  calibrations: forecasters.map(() => openCalibration(config.instruments.length, config.forecasting.horizonBars)),
  memory: {
    ridge: openRidge({
      instruments: config.instruments.length,
      horizon: config.forecasting.horizonBars,
      barsPerDay: dayMs / config.intervalMs,
    }),
  },
  book: openModelBook(config),
  panel: openPanel(config),
  outside: new Map(),
});

/** A state of older code knows fewer forecasters. */
export function completeSignals(state: SignalState, config: FundConfig): void {
  state.calibrations.push(...openSignals(config).calibrations.slice(state.calibrations.length));
}

export function receiveForecast(
  state: SignalState,
  forecast: OutsideForecast,
  { config, at }: Pick<Scene, "config" | "at">,
): void {
  meetModel(state.book, forecast.model, config, at);
  state.outside.set(wordKey(forecast.model, forecast.symbol), forecast);
}

/** Models silent for too long are no longer there; what they said goes with them. */
export function forgetSilentModels({ book, outside }: SignalState, at: EpochMs): void {
  forgetSilent(book, at);
  for (const [key, { model }] of outside) if (!book.outside.has(model)) outside.delete(key);
}

const wordKey = (model: string, symbol: string): string => `${model} ${symbol}`;

/** Mean absolute value of a standard normal variable. */
const meanAbsoluteNormal = Math.sqrt(2 / Math.PI);
/** An exit needs the odds to be against staying, costs or not. */
const evenOdds = 0.5;

/** What the models say about instrument `id` at this close, or `undefined` while their windows fill. */
export function signalOf(state: SignalState, id: number, scene: Scene): Signal | undefined {
  const { features, config } = scene;
  const instrument = config.instruments[id];
  if (instrument === undefined || !hasTrend(features, id)) return undefined;
  const forecasts = forecastsFor(state, id, instrument.symbol, scene);
  const panel = panelFor(state, id, forecasts, scene);
  const upProbability = heardFrom(panel, weightedMean(forecasts, scene.modelWeights));
  const expectedEdge = bps(edgeOf(upProbability, barVolatility(features, id), instrument, config));
  const direction = directionOf(upProbability, expectedEdge, config);
  const confidence = fraction(direction === "OUT" ? 1 - upProbability : upProbability);
  const signal: Signal = { symbol: instrument.symbol, direction, confidence, expectedEdge, forecasts };
  return panel === undefined ? signal : { ...signal, panel };
}

/** Where everybody abstains nothing is entered, and what all their words say of an exit is heard. */
function heardFrom(panel: Panel | undefined, plain: number): number {
  if (panel === undefined || !panel.isObeyed) return plain;
  return panel.voices.some(({ weight }) => weight > 0) ? panel.upProbability : Math.min(plain, noWord);
}

function panelFor(state: SignalState, id: number, words: readonly Forecast[], scene: Scene): Panel | undefined {
  const { features, config, modelWeights: cio, panelIsObeyed: isObeyed } = scene;
  if (config.ensemble.panel === "OFF") return undefined;
  const symbol = config.instruments[id]?.symbol ?? "";
  const validUntil = (model: string): EpochMs | undefined => state.outside.get(wordKey(model, symbol))?.validUntil;
  const historyOf = ({ model, sampleSize }: Forecast): number => kernelHistory(state, model) ?? sampleSize;
  const hearing = { features, config, cio, isObeyed, words, historyOf, validUntil };
  return hold(state.panel, id, state.book.records, hearing);
}

/** All that a kernel model has seen: its word on a seldom case is shrunk towards one half already. */
function kernelHistory({ calibrations }: SignalState, model: string): number | undefined {
  const calibration = calibrations[forecasters.findIndex((each) => each.model === model)];
  return calibration === undefined ? undefined : casesIn(calibration);
}

/** Once at every close, after its symbols: what has changed among the models and their weights. */
export function reviewModels({ panel, outside }: SignalState, config: FundConfig, at: EpochMs): PanelNews | undefined {
  if (config.ensemble.panel === "OFF") return undefined;
  return review(panel, config, at, (model) => (isKernelModel(model) ? undefined : hasLiveWord(outside, model, at)));
}

/** What governance is told of the models. */
export function modelReports({ book, panel }: SignalState, config: FundConfig, at: EpochMs): ModelPerformance[] {
  const models = modelsOf(book, config, at);
  if (config.ensemble.panel === "OFF") return models;
  return models.map((each) => ({ ...each, health: panel.seats.find(({ model }) => model === each.model)?.health }));
}

function hasLiveWord(outside: SignalState["outside"], model: string, at: EpochMs): boolean {
  for (const word of outside.values()) if (word.model === model && word.validUntil >= at) return true;
  return false;
}

/** One half where nobody who speaks has a weight: nobody is asked. */
function weightedMean(forecasts: readonly Forecast[], weights: Scene["modelWeights"]): number {
  let sum = 0;
  let all = 0;
  for (const { model, upProbability } of forecasts) {
    const weight = weights === undefined ? 1 : Object.hasOwn(weights, model) ? (weights[model] ?? 0) : 0;
    sum += weight * upProbability;
    all += weight;
  }
  return all > 0 ? Math.min(1, sum / all) : noWord;
}

function forecastsFor(state: SignalState, id: number, symbol: string, { features, config, at }: Scene): Forecast[] {
  const forecasts: Forecast[] = [];
  for (let index = 0; index < forecasters.length; index++) {
    const forecaster = forecasters[index];
    const calibration = state.calibrations[index];
    if (forecaster === undefined || calibration === undefined || !config.ensemble.models.includes(forecaster.model))
      continue;
    const evidence = forecaster.evidence(features, id, state.memory);
    forecasts.push(kernelWord(forecaster.model, symbol, evidence, { calibration, features, id }));
  }
  for (const model of state.book.outside.keys()) {
    const word = wordOf(state, wordKey(model, symbol), { config, at });
    if (word !== undefined) forecasts.push(word);
  }
  for (const [model, record] of state.book.records) {
    const upProbability = forecasts.find((each) => each.model === model)?.upProbability ?? noWord;
    judgeAndRemember(record, features, id, upProbability);
  }
  return forecasts;
}

type Learner = { readonly calibration: Calibration; readonly features: MarketFeatures; readonly id: number };

/** Evidence that knows nothing is not learnt from, and says one half. */
function kernelWord(model: string, symbol: string, evidence: number, { calibration, features, id }: Learner): Forecast {
  if (!Number.isFinite(evidence)) {
    forgetPending(calibration, id);
    return { model, symbol, upProbability: fraction(noWord), sampleSize: 0, evidence: ratio(0) };
  }
  learnAndRemember(calibration, features, id, evidence);
  const { upProbability, sampleSize } = calibratedFrom(calibration, evidence);
  return { model, symbol, upProbability, sampleSize, evidence: ratio(evidence) };
}

/** What an outside model last said, until it expires. The panel keeps an expired word, to tell staleness from silence. */
function wordOf(state: SignalState, key: string, { config, at }: Pick<Scene, "config" | "at">): Forecast | undefined {
  const word = state.outside.get(key);
  if (word === undefined) return undefined;
  const { validUntil, ...forecast } = word;
  if (validUntil >= at) return forecast;
  if (config.ensemble.panel === "OFF") state.outside.delete(key);
  return undefined;
}

/** Expected move in the favoured direction less the cost of going in and out, in bps. */
function edgeOf(upProbability: number, volatility: number, instrument: Instrument, config: FundConfig): number {
  const usualMove = meanAbsoluteNormal * volatility * Math.sqrt(config.forecasting.horizonBars) * 10_000;
  return (2 * upProbability - 1) * usualMove - roundTripCost(instrument, config);
}

function directionOf(upProbability: number, expectedEdge: number, { trading }: FundConfig): Direction {
  if (upProbability < evenOdds) return "OUT";
  return expectedEdge > trading.minEdgeBps ? "LONG" : "NONE";
}
