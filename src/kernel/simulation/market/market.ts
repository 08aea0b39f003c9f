/**
 * The seeded market `npm start` trades with no internet.
 *
 * `openMarket` (`market-state.ts`) starts one. `nextBars` moves it on by one bar and tells what happened; `skipBar`
 * moves it on and does not. Both leave the same state behind. Bars of more than an hour are the hourly bars of the same
 * seed put together.
 */
import type { Bar, ClosedBars } from "../../domain/bar.ts";
import { fromSteps, type Instrument } from "../../domain/instrument.ts";
import { normal, reseedRandom } from "../../maths/seeded-random.ts";
import { epochMs, price, quantity } from "../../units/units.ts";
import { advanceMarket } from "./advance.ts";
import { drawExtremes, type PathExtremes } from "./bar-path.ts";
import { simulatedInstruments } from "./instruments.ts";
import type { CoinState, MarketState } from "./market-state.ts";
import { drawVolume } from "./volume.ts";
import { volumeAt } from "./weekly-profile.ts";

/** Every symbol always has its bar: the simulated market never closes and loses nothing. */
const noneMissing: readonly string[] = Object.freeze([]);

/** Advances `state` in place by one bar and returns the bars of all symbols, in the order of the instruments. */
export function nextBars(state: MarketState): ClosedBars {
  advanceMarket(state);
  let bars = drawStep(state);
  for (let step = 1; step < state.step.stepsPerBar; step += 1) {
    advanceMarket(state);
    bars = joinSteps(bars, drawStep(state));
  }
  return {
    closedAt: epochMs(state.parameters.start + state.stepsDone * state.step.stepMs),
    bars,
    missing: noneMissing,
  };
}

/** Advances `state` in place by one bar without drawing it. */
export function skipBar(state: MarketState): void {
  for (let step = 0; step < state.step.stepsPerBar; step += 1) advanceMarket(state);
}

function drawStep(state: MarketState): Bar[] {
  const { parameters, step, pathRandom } = state;
  reseedRandom(pathRandom, state.pathKey, state.stepsDone);
  const profile = volumeAt(parameters.start + (state.stepsDone - 1) * step.stepMs);
  const extremes: PathExtremes = { highest: 0, lowest: 0 };
  const bars: Bar[] = [];
  for (let i = 0; i < state.coins.length; i += 1) {
    const coin = state.coins[i];
    const instrument = simulatedInstruments[i];
    if (coin === undefined || instrument === undefined) throw new Error("expected one instrument for each coin");
    bars.push(drawBar(state, coin, { instrument, profile, extremes }));
  }
  return bars;
}

type Drawing = { readonly instrument: Instrument; readonly profile: number; readonly extremes: PathExtremes };

function drawBar(state: MarketState, coin: CoinState, { instrument, profile, extremes }: Drawing): Bar {
  const { pathRandom, parameters } = state;
  const { points, roughness } = parameters.model.path;
  const gap = (coin.model.gapBps / 10_000) * state.step.rootHours * normal(pathRandom);
  const start = Math.exp(coin.previousLogPrice + gap);
  const end = coin.logPrice - coin.previousLogPrice - gap;
  drawExtremes(pathRandom, { end, volatility: coin.stepVolatility * roughness, points }, extremes);
  const tick = instrument.tickSize;
  const closePrice = Math.exp(coin.logPrice);
  const open = nearestTick(start, tick);
  const close = nearestTick(closePrice, tick);
  const high = Math.max(open, close, nearestTick(start * Math.exp(extremes.highest), tick));
  const low = Math.min(open, close, nearestTick(start * Math.exp(extremes.lowest), tick));
  const traded = drawVolume(state, coin, pathRandom, { closePrice, profile });
  return {
    symbol: instrument.symbol,
    open: price(open),
    high: price(high),
    low: price(low),
    close: price(close),
    volume: quantity(nearestTick(traded, instrument.lotSize)),
  };
}

/** The nearest whole number of steps, at least one. */
const nearestTick = (value: number, step: number): number => fromSteps(Math.max(1, Math.round(value / step)), step);

function joinSteps(earlier: readonly Bar[], later: readonly Bar[]): Bar[] {
  return earlier.map((first, i) => {
    const last = later[i];
    if (last === undefined) throw new Error("expected the same symbols in every step");
    const lot = simulatedInstruments[i]?.lotSize ?? last.volume;
    return {
      symbol: first.symbol,
      open: first.open,
      high: first.high > last.high ? first.high : last.high,
      low: first.low < last.low ? first.low : last.low,
      close: last.close,
      volume: quantity(nearestTick(first.volume + last.volume, lot)),
    };
  });
}
