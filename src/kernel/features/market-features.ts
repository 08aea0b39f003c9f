/**
 * Features of closed bars, kept in typed columns with one row per instrument and updated, never recomputed.
 *
 * Row `i` belongs to instrument id `i`. Prices are kept as natural logarithms, so that differences are returns.
 * Nothing here looks ahead: a feature at a close depends on bars up to that close only.
 */
import type { Bar } from "../domain/bar.ts";
import type { EpochMs } from "../units/units.ts";

export type FeatureWindows = {
  /** Bars of the trend and of the path it took. */
  readonly trend: number;
  /** Bars of the mean prices revert to. */
  readonly reversion: number;
  /** Bars back that closes must be remembered to see how a forecast turned out. */
  readonly outcome: number;
};

export type MarketFeatures = {
  readonly windows: FeatureWindows;
  /** Length of each ring in `logCloses`. */
  readonly ring: number;
  readonly barsSeen: Int32Array;
  readonly closedAt: Float64Array;
  readonly close: Float64Array;
  /** Row-major rings of log closes. */
  readonly logCloses: Float64Array;
  /** Mean true range (Wilder), share of the price. */
  readonly atr: Float64Array;
  /** Variance of log returns per bar, exponentially weighted. */
  readonly variance: Float64Array;
  /** Sum of log closes over the reversion window. */
  readonly reversionSum: Float64Array;
  /** Sum of absolute log returns over the trend window. */
  readonly pathLength: Float64Array;
  /** Traded value of the last bar in USD. */
  readonly barTurnover: Float64Array;
  /** Traded value per bar in USD, exponentially weighted. */
  readonly turnover: Float64Array;
};

/** Wilder's smoothing over 24 bars: a day of hourly bars. */
const atrSmoothing = 1 / 24;
/** Half-life of about 7 days of hourly bars (RiskMetrics' 0.94 a day is 11 days). */
const varianceDecay = 0.996;
const turnoverDecay = 0.98;

/** So many bars back is known of a price, and no more. */
export const longestLookback = ({ trend, reversion, outcome }: FeatureWindows): number =>
  Math.max(trend, reversion, outcome);

export function openFeatures(instruments: number, windows: FeatureWindows): MarketFeatures {
  const ring = longestLookback(windows) + 1;
  const column = () => new Float64Array(instruments);
  return {
    windows,
    ring,
    barsSeen: new Int32Array(instruments),
    closedAt: column(),
    close: column(),
    logCloses: new Float64Array(instruments * ring),
    atr: column(),
    variance: column(),
    reversionSum: column(),
    pathLength: column(),
    barTurnover: column(),
    turnover: column(),
  };
}

/** Takes one closed bar of instrument `id` in. */
export function updateFeatures(features: MarketFeatures, id: number, bar: Bar, closedAt: EpochMs): void {
  const seen = features.barsSeen[id] ?? 0;
  const logClose = Math.log(bar.close);
  const earlier = seen > 0 ? logCloseBack(features, id, 0) : logClose;
  const change = logClose - earlier;
  updateRollingSums(features, id, logClose, change);
  updateDispersion(features, id, bar, change);

  features.logCloses[id * features.ring + (seen % features.ring)] = logClose;
  features.barsSeen[id] = seen + 1;
  features.close[id] = bar.close;
  features.closedAt[id] = closedAt;
}

/** Log close `back` bars before the latest one; 0 is the latest. Callers check `barsSeen` first. */
export function logCloseBack(features: MarketFeatures, id: number, back: number): number {
  const latest = (features.barsSeen[id] ?? 0) - 1 - back;
  return features.logCloses[id * features.ring + (latest % features.ring)] ?? Number.NaN;
}

function updateRollingSums(features: MarketFeatures, id: number, logClose: number, change: number): void {
  const seen = features.barsSeen[id] ?? 0;
  const { trend, reversion } = features.windows;
  const leavingMean = seen >= reversion ? logCloseBack(features, id, reversion - 1) : 0;
  features.reversionSum[id] = (features.reversionSum[id] ?? 0) + logClose - leavingMean;
  const leavingStep =
    seen > trend ? Math.abs(logCloseBack(features, id, trend - 1) - logCloseBack(features, id, trend)) : 0;
  features.pathLength[id] = (features.pathLength[id] ?? 0) + Math.abs(change) - leavingStep;
}

function updateDispersion(features: MarketFeatures, id: number, bar: Bar, change: number): void {
  const seen = features.barsSeen[id] ?? 0;
  const earlierClose = seen > 0 ? (features.close[id] ?? bar.open) : bar.open;
  const high = bar.high > earlierClose ? bar.high : earlierClose;
  const low = bar.low < earlierClose ? bar.low : earlierClose;
  const trueRange = (high - low) / bar.close;
  const turnover = bar.volume * bar.close;
  const atr = features.atr[id] ?? 0;
  const variance = features.variance[id] ?? 0;
  const usual = features.turnover[id] ?? 0;
  features.atr[id] = seen === 0 ? trueRange : atr + (trueRange - atr) * atrSmoothing;
  features.variance[id] =
    seen <= 1 ? change * change : varianceDecay * variance + (1 - varianceDecay) * change * change;
  features.barTurnover[id] = turnover;
  features.turnover[id] = seen === 0 ? turnover : turnoverDecay * usual + (1 - turnoverDecay) * turnover;
}

/** Whether every window is full. */
export const hasTrend = (features: MarketFeatures, id: number): boolean =>
  (features.barsSeen[id] ?? 0) >= features.ring;

/** Standard deviation of the log return of one bar. */
export const barVolatility = (features: MarketFeatures, id: number): number => Math.sqrt(features.variance[id] ?? 0);

/** Log return over the trend window. */
export const trendReturn = (features: MarketFeatures, id: number): number =>
  logCloseBack(features, id, 0) - logCloseBack(features, id, features.windows.trend);

/** Trend return in standard deviations of a random walk of that length. */
export const trendScore = (features: MarketFeatures, id: number): number =>
  moveScore(features, id, features.windows.trend);

/** Log return over the last `bars`, fewer than are remembered, in standard deviations of a random walk of that length. */
export function moveScore(features: MarketFeatures, id: number, bars: number): number {
  const scale = barVolatility(features, id) * Math.sqrt(bars);
  return scale > 0 ? (logCloseBack(features, id, 0) - logCloseBack(features, id, bars)) / scale : 0;
}

/** Distance of the log close from its mean, in standard deviations of that distance for a random walk (√(n/3)). */
export function reversionScore(features: MarketFeatures, id: number): number {
  const { reversion } = features.windows;
  const scale = barVolatility(features, id) * Math.sqrt(reversion / 3);
  const distance = logCloseBack(features, id, 0) - (features.reversionSum[id] ?? 0) / reversion;
  return scale > 0 ? distance / scale : 0;
}

/** Kaufman's efficiency ratio: net move over path length, 0 (noise) to 1 (a straight line). */
export function efficiency(features: MarketFeatures, id: number): number {
  const path = features.pathLength[id] ?? 0;
  return path > 0 ? Math.min(1, Math.abs(trendReturn(features, id)) / path) : 0;
}
