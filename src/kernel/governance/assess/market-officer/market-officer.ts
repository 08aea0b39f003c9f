/**
 * Market officer: what kind of market each symbol is in, on two axes.
 *
 * Volatility is the daily standard deviation of close-to-close returns (resolutions 58): below 1.5 % LOW, above 5 %
 * HIGH (seed 003), above 10 % EXTREME. Trend by Kaufman's efficiency ratio: 0.25 and more is a trend, less is a range,
 * or choppy where volatility is high. A new kind must hold for `confirmations` bars before it is believed.
 */
import type { Trend, Volatility } from "../../../domain/modes.ts";
import {
  barVolatility,
  efficiency,
  hasTrend,
  type MarketFeatures,
  trendReturn,
} from "../../../features/market-features.ts";
import { dayMs, type DurationMs } from "../../../units/units.ts";

export type Regime = { readonly trend: Trend; readonly volatility: Volatility };
type Slot = { regime: Regime | undefined; candidate: Regime | undefined; bars: number };
export type MarketOfficerState = { readonly slots: Slot[] };

const volatilityLines = { low: 0.015, high: 0.05, extreme: 0.1 };
const trendEfficiency = 0.25;
const confirmations = 12;

export const openMarketOfficer = (instruments: number): MarketOfficerState => ({
  slots: Array.from({ length: instruments }, () => ({ regime: undefined, candidate: undefined, bars: 0 })),
});

export type RegimeChange = { readonly to: Regime; readonly from: Regime | undefined; readonly dailyVolatility: number };

/** The regime of instrument `id` has changed, or `undefined`. Silent until the trend window is full. */
export function reviewRegime(
  state: MarketOfficerState,
  features: MarketFeatures,
  id: number,
  interval: DurationMs,
): RegimeChange | undefined {
  const slot = state.slots[id];
  if (slot === undefined || !hasTrend(features, id)) return undefined;
  const dailyVolatility = barVolatility(features, id) * Math.sqrt(dayMs / interval);
  const volatility = volatilityOf(dailyVolatility);
  const trend = trendOf(efficiency(features, id), trendReturn(features, id), volatility);
  if (slot.regime?.trend === trend && slot.regime.volatility === volatility) {
    slot.candidate = undefined;
    return undefined;
  }
  if (slot.candidate?.trend !== trend || slot.candidate.volatility !== volatility) {
    slot.candidate = { trend, volatility };
    slot.bars = 0;
  }
  slot.bars += 1;
  if (slot.regime !== undefined && slot.bars < confirmations) return undefined;
  const from = slot.regime;
  slot.regime = slot.candidate;
  slot.candidate = undefined;
  return { to: slot.regime, from, dailyVolatility };
}

export function volatilityOf(daily: number): Volatility {
  if (!(daily <= volatilityLines.extreme)) return "EXTREME";
  if (daily > volatilityLines.high) return "HIGH";
  return daily < volatilityLines.low ? "LOW" : "NORMAL";
}

function trendOf(ratio: number, change: number, volatility: Volatility): Trend {
  if (ratio >= trendEfficiency) return change > 0 ? "UP" : "DOWN";
  return volatility === "HIGH" || volatility === "EXTREME" ? "CHOPPY" : "RANGE";
}
