/**
 * Market officer: what kind of market each symbol and the market as a whole is in, on two axes (resolutions 2).
 *
 * The rule (`rule-detector.ts`) reads both axes at every bar. A market without a trend is a range, or choppy where its
 * volatility is high. Everything here depends on closed bars only, so an assessment never changes afterwards.
 */
import type { FundConfig } from "../../../domain/config.ts";
import type { Trend, Volatility } from "../../../domain/modes.ts";
import type { MarketAssessment, Regime, SymbolAssessment } from "../../../domain/regime.ts";
import { hasTrend, type MarketFeatures } from "../../../features/market-features.ts";
import { fraction, ratio } from "../../../units/units.ts";
import { confidenceOf } from "./regime-confidence.ts";
import { openIndex } from "./market-index.ts";
import { type Axis, believe, type Direction, openAxis, readMarket } from "./rule-detector.ts";

/** What is remembered of one symbol, or of the market. */
export type RegimeSlot = {
  regime: Regime | undefined;
  readonly direction: Axis<Direction>;
  readonly level: Axis<Volatility>;
  readonly liquidity: Axis<boolean>;
  assessment: MarketAssessment | undefined;
};

export type MarketOfficerState = {
  /** One per instrument id. */
  readonly slots: RegimeSlot[];
  readonly index: MarketFeatures;
  readonly market: RegimeSlot;
  /** Known assessments of the last close, for the council. */
  symbols: readonly SymbolAssessment[];
};

export type OfficerConfig = Pick<FundConfig, "instruments" | "intervalMs" | "forecasting" | "market" | "trading">;

export const openMarketOfficer = ({ instruments, forecasting }: OfficerConfig): MarketOfficerState => ({
  slots: instruments.map(openSlot),
  index: openIndex(forecasting.momentumLookbackBars),
  market: openSlot(),
  symbols: [],
});

const openSlot = (): RegimeSlot => ({
  regime: undefined,
  direction: openAxis(),
  level: openAxis(),
  liquidity: openAxis(),
  assessment: undefined,
});

export type RegimeChange = { readonly to: MarketAssessment; readonly from: MarketAssessment | undefined };

/**
 * Assesses row `id` of `features` anew after a bar. Returns what changed if a label did, silent until the trend window
 * is full.
 */
export function reviewRegime(
  slot: RegimeSlot,
  features: MarketFeatures,
  id: number,
  config: OfficerConfig,
): RegimeChange | undefined {
  if (!hasTrend(features, id)) return undefined;
  const reading = readMarket(features, id, config.intervalMs, config.market);
  const direction = believe(slot.direction, reading.direction);
  const volatility = believe(slot.level, reading.volatility);
  const isIlliquid = believe(slot.liquidity, !((features.turnover[id] ?? 0) >= config.trading.minBarTurnoverUsd));
  const from = slot.assessment;
  const to = {
    trend: trendOf(direction, volatility),
    volatility,
    isIlliquid,
    confidence: fraction(confidenceOf(direction, reading.moves)),
    dailyVolatility: ratio(reading.dailyVolatility),
    trendStrength: fraction(reading.trendStrength),
    breakProbability: undefined,
  };
  slot.assessment = to;
  if (from?.trend === to.trend && from.volatility === volatility && from.isIlliquid === isIlliquid) return undefined;
  slot.regime = { trend: to.trend, volatility };
  return { to, from };
}

function trendOf(direction: Direction, volatility: Volatility): Trend {
  if (direction !== "NONE") return direction;
  return volatility === "HIGH" || volatility === "EXTREME" ? "CHOPPY" : "RANGE";
}

/** Renews what the council reads: the known assessments, in the order of the configuration. */
export function gatherAssessments(state: MarketOfficerState, { instruments }: OfficerConfig): void {
  state.symbols = instruments.flatMap(({ symbol }, id) => {
    const assessment = state.slots[id]?.assessment;
    return assessment === undefined ? [] : [{ symbol, ...assessment }];
  });
}
