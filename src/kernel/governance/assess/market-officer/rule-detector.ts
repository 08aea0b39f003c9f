/**
 * The rule: two axes read from closed bars at every bar, and believed when they have held.
 *
 * Trend by its strength, 2 Φ(|z|) - 1 with z the move over the trend window in standard deviations of a random walk, so
 * that the strong trend of seed 003 (0.7) means the same for every symbol and window. Kaufman's efficiency, used before,
 * is left out: over a fixed window it measures the same move against the same steps, and has no known scale.
 * A new reading of an axis must hold for `confirmations` bars; each axis waits for itself.
 */
import type { Volatility } from "../../../domain/modes.ts";
import type { MarketThresholds } from "../../../domain/regime.ts";
import { barVolatility, type MarketFeatures, moveScore } from "../../../features/market-features.ts";
import { normalCdf } from "../../../maths/distributions.ts";
import { dayMs, type DurationMs } from "../../../units/units.ts";

export type Direction = "UP" | "DOWN" | "NONE";

export type Reading = {
  readonly direction: Direction;
  readonly volatility: Volatility;
  readonly dailyVolatility: number;
  /** Of the whole trend window, 0 to 1. */
  readonly trendStrength: number;
  /** Trend strength over each horizon, the longest first, with the sign of the move: -1 to 1. */
  readonly moves: readonly number[];
};

/** One axis: what is believed, and what has been read instead lately. */
export type Axis<Value> = { held: Value | undefined; candidate: Value | undefined; bars: number };

const extremeMultiple = 2;
const confirmations = 12;
/** Beside the whole trend window, shares of it: 20, 5 and 1 days at 480 hourly bars. */
const horizons = { middle: 1 / 4, short: 1 / 20 };

/** Callers check that the trend window is full. */
export function readMarket(
  features: MarketFeatures,
  id: number,
  interval: DurationMs,
  thresholds: MarketThresholds,
): Reading {
  const dailyVolatility = barVolatility(features, id) * Math.sqrt(dayMs / interval);
  const { trend } = features.windows;
  const moveOver = (bars: number) => signedStrength(moveScore(features, id, bars));
  const move = moveOver(trend);
  const moves = [move, moveOver(barsOf(trend, horizons.middle)), moveOver(barsOf(trend, horizons.short))];
  return {
    direction: directionOf(move, thresholds),
    volatility: volatilityOf(dailyVolatility, thresholds),
    dailyVolatility,
    trendStrength: Math.abs(move),
    moves,
  };
}

const barsOf = (window: number, share: number): number => Math.max(1, Math.round(window * share));

const signedStrength = (score: number): number => Math.sign(score) * strengthOf(score);

/** Share of standard normal draws nearer to 0 than `score`, 0 to 1. */
export const strengthOf = (score: number): number => 2 * normalCdf(Math.abs(score)) - 1;

/** @param move trend strength with the sign of the move */
export function directionOf(move: number, { strongTrendFraction }: MarketThresholds): Direction {
  if (!(Math.abs(move) >= strongTrendFraction)) return "NONE";
  return move > 0 ? "UP" : "DOWN";
}

/** @param daily standard deviation of daily returns; one that cannot be told is EXTREME */
export function volatilityOf(daily: number, thresholds: MarketThresholds): Volatility {
  const { lowVolatilityFraction: low, highVolatilityFraction: high } = thresholds;
  if (!(daily <= extremeMultiple * high)) return "EXTREME";
  if (daily > high) return "HIGH";
  return daily < low ? "LOW" : "NORMAL";
}

export const openAxis = <Value>(): Axis<Value> => ({ held: undefined, candidate: undefined, bars: 0 });

/** Takes the reading of one bar in and returns what is believed: the first at once, another when it has held. */
export function believe<Value>(axis: Axis<Value>, read: Value): Value {
  axis.bars = axis.candidate === read ? axis.bars + 1 : 1;
  axis.candidate = read;
  if (axis.held === undefined || axis.bars >= confirmations) axis.held = read;
  return axis.held;
}
