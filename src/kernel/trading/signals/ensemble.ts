/**
 * The ensemble manager: asks every forecaster, weighs the answers, and says what acting on them would be worth.
 *
 * Kernel forecasters and valid outside forecasts weigh the same in this slice; the CIO's weights come with that seat.
 */
import type { FundConfig } from "../../domain/config.ts";
import type { Instrument } from "../../domain/instrument.ts";
import type { Direction, Forecast, Signal } from "../../domain/signal.ts";
import { barVolatility, hasTrend, type MarketFeatures } from "../../features/market-features.ts";
import { bps, type EpochMs, fraction, ratio } from "../../units/units.ts";
import { type Calibration, calibratedFrom, learnAndRemember, openCalibration } from "./calibration.ts";
import { forecasters } from "./forecasters.ts";

export type OutsideForecast = Forecast & { readonly validUntil: EpochMs };

export type SignalState = {
  readonly calibrations: readonly Calibration[];
  /** The latest word of each outside model on each symbol, keyed `model symbol`. */
  readonly outside: Map<string, OutsideForecast>;
};

/** What forecasts look at. */
export type Scene = { readonly features: MarketFeatures; readonly config: FundConfig; readonly at: EpochMs };

export const openSignals = (config: FundConfig): SignalState => ({
  calibrations: forecasters.map(() => openCalibration(config.instruments.length, config.forecasting.horizonBars)),
  outside: new Map(),
});

export const receiveForecast = (state: SignalState, forecast: OutsideForecast): void => {
  state.outside.set(`${forecast.model} ${forecast.symbol}`, forecast);
};

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
  const upProbability = forecasts.reduce((sum, each) => sum + each.upProbability, 0) / forecasts.length;
  const expectedEdge = bps(edgeOf(upProbability, barVolatility(features, id), instrument, config));
  const direction = directionOf(upProbability, expectedEdge, config);
  const confidence = fraction(direction === "OUT" ? 1 - upProbability : upProbability);
  return { symbol: instrument.symbol, direction, confidence, expectedEdge, forecasts };
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
  for (const [key, { validUntil, ...forecast }] of state.outside) {
    if (validUntil < at) state.outside.delete(key);
    else if (forecast.symbol === symbol) forecasts.push(forecast);
  }
  return forecasts;
}

/** Expected move in the favoured direction less the cost of going in and out, in bps. */
function edgeOf(
  upProbability: number,
  volatility: number,
  { takerFeeBps, halfSpreadBps }: Instrument,
  { forecasting, trading }: FundConfig,
): number {
  const usualMove = meanAbsoluteNormal * volatility * Math.sqrt(forecasting.horizonBars) * 10_000;
  const roundTrip = 2 * (takerFeeBps + halfSpreadBps + trading.assumedSlippageBps);
  return (2 * upProbability - 1) * usualMove - roundTrip;
}

function directionOf(upProbability: number, expectedEdge: number, { trading }: FundConfig): Direction {
  if (upProbability < evenOdds) return "OUT";
  return expectedEdge > trading.minEdgeBps ? "LONG" : "NONE";
}
