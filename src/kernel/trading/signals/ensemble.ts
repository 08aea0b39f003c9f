/**
 * The ensemble manager: asks every forecaster, weighs the answers, and says what acting on them would be worth.
 *
 * The CIO's weights rule how much each model's word counts among those that speak now; without them all count alike. A
 * model without a weight is not asked. Every model's word is remembered and judged, whatever it weighs.
 */
import type { FundConfig } from "../../domain/config.ts";
import type { Instrument } from "../../domain/instrument.ts";
import type { Policy } from "../../domain/mandate.ts";
import { roundTripCost } from "../../domain/trading-cost.ts";
import type { Direction, Forecast, Signal } from "../../domain/signal.ts";
import { barVolatility, hasTrend, type MarketFeatures } from "../../features/market-features.ts";
import { bps, type EpochMs, fraction, ratio } from "../../units/units.ts";
import { type Calibration, calibratedFrom, learnAndRemember, openCalibration } from "./calibration.ts";
import { forecasters } from "./forecasters.ts";
import { forgetSilent, meetModel, type ModelBook, openModelBook } from "./model-book.ts";
import { judgeAndRemember, noWord } from "./track-record.ts";

export type OutsideForecast = Forecast & { readonly validUntil: EpochMs };

export type SignalState = {
  readonly calibrations: readonly Calibration[];
  readonly book: ModelBook;
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
};

export const openSignals = (config: FundConfig): SignalState => ({
  calibrations: forecasters.map(() => openCalibration(config.instruments.length, config.forecasting.horizonBars)),
  book: openModelBook(config),
  outside: new Map(),
});

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
  const upProbability = weightedMean(forecasts, scene.modelWeights);
  const expectedEdge = bps(edgeOf(upProbability, barVolatility(features, id), instrument, config));
  const direction = directionOf(upProbability, expectedEdge, config);
  const confidence = fraction(direction === "OUT" ? 1 - upProbability : upProbability);
  return { symbol: instrument.symbol, direction, confidence, expectedEdge, forecasts };
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

function forecastsFor(state: SignalState, id: number, symbol: string, { features, at }: Scene): Forecast[] {
  const forecasts: Forecast[] = [];
  for (let index = 0; index < forecasters.length; index++) {
    const forecaster = forecasters[index];
    const calibration = state.calibrations[index];
    if (forecaster === undefined || calibration === undefined) continue;
    const evidence = forecaster.evidence(features, id);
    learnAndRemember(calibration, features, id, evidence);
    const { upProbability, sampleSize } = calibratedFrom(calibration, evidence);
    forecasts.push({ model: forecaster.model, symbol, upProbability, sampleSize, evidence: ratio(evidence) });
  }
  for (const model of state.book.outside.keys()) {
    const word = wordOf(state, wordKey(model, symbol), at);
    if (word !== undefined) forecasts.push(word);
  }
  for (const [model, record] of state.book.records) {
    const upProbability = forecasts.find((each) => each.model === model)?.upProbability ?? noWord;
    judgeAndRemember(record, features, id, upProbability);
  }
  return forecasts;
}

/** What an outside model last said, until it expires. */
function wordOf(state: SignalState, key: string, at: EpochMs): Forecast | undefined {
  const word = state.outside.get(key);
  if (word === undefined) return undefined;
  const { validUntil, ...forecast } = word;
  if (validUntil >= at) return forecast;
  state.outside.delete(key);
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
