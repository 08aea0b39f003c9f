/**
 * Market officer: what kind of market each symbol and the market as a whole is in, on two axes (resolutions 2).
 *
 * Three detectors. The rule (`rule-detector.ts`) reads both axes at every bar and is what the labels come from. Once a
 * UTC day has closed, a hidden Markov filter (`hidden-watch.ts`) and a change point alarm (`break-watch.ts`) look at it.
 * A storm that the filter believes in makes volatility at least HIGH; it never makes it less. A market without a trend is
 * a range, or choppy where its volatility is high. Everything depends on closed bars, so no assessment changes afterwards.
 */
import type { Bar } from "../../../domain/bar.ts";
import type { FundConfig } from "../../../domain/config.ts";
import type { Trend, Volatility } from "../../../domain/modes.ts";
import type { Detector, MarketAssessment, Regime, SymbolAssessment } from "../../../domain/regime.ts";
import { hasTrend, type MarketFeatures } from "../../../features/market-features.ts";
import { type EpochMs, fraction, ratio } from "../../../units/units.ts";
import { type BreakWatch, isAlarm, openBreakWatch, watchForBreak } from "./break-watch.ts";
import { type HiddenWatch, isBelievable, isStormy, openHiddenWatch, watchHidden } from "./hidden-watch.ts";
import { openIndex } from "./market-index.ts";
import { confidenceOf } from "./regime-confidence.ts";
import { type Axis, believe, type Direction, openAxis, readMarket } from "./rule-detector.ts";
import { isDry, openTradingDay, takeBar, type TradingDay } from "./trading-day.ts";

/** What is remembered of one symbol, or of the market. */
export type RegimeSlot = {
  regime: Regime | undefined;
  readonly direction: Axis<Direction>;
  readonly level: Axis<Volatility>;
  readonly liquidity: Axis<boolean>;
  readonly day: TradingDay;
  readonly breaks: BreakWatch;
  readonly hidden: HiddenWatch;
  /** The hidden states have made volatility HIGH where the rule has less. */
  isTightened: boolean;
  assessment: SymbolAssessment | undefined;
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
  day: openTradingDay(),
  breaks: openBreakWatch(),
  hidden: openHiddenWatch(),
  isTightened: false,
  assessment: undefined,
});

/** What a closed day brought: none where the bar closed none. */
export type DayNews = { readonly isBroken: boolean };

/** Puts a bar to its day; when a day has closed, the detectors of the day look at it. */
export function reviewDay({ day, breaks, hidden }: RegimeSlot, bar: Bar, closedAt: EpochMs): DayNews | undefined {
  const shows = takeBar(day, bar, closedAt);
  if (shows === undefined) return undefined;
  const isBroken = watchForBreak(breaks, shows[0]);
  watchHidden(hidden, shows);
  return { isBroken };
}

export type RegimeChange = {
  readonly to: MarketAssessment;
  readonly from: MarketAssessment | undefined;
  /** Which detector made the labels change. */
  readonly detector: Detector;
};

/** Where a symbol's features stand. */
export type MarketRow = { readonly features: MarketFeatures; readonly id: number; readonly symbol: string };

/** Assesses a row anew after a bar. Returns what changed if a label did, silent until the trend window is full. */
export function reviewRegime(
  slot: RegimeSlot,
  { features, id, symbol }: MarketRow,
  config: OfficerConfig,
): RegimeChange | undefined {
  if (!hasTrend(features, id)) return undefined;
  const reading = readMarket(features, id, config.intervalMs, config.market);
  const direction = believe(slot.direction, reading.direction);
  const ruled = believe(slot.level, reading.volatility);
  const volatility = isWild(ruled) || !isStormy(slot.hidden.believed) ? ruled : "HIGH";
  const isIlliquid = believe(slot.liquidity, isThin(slot.day, features.turnover[id] ?? 0, config));
  const { probability: breakProbability } = slot.breaks;
  const { probabilities: hidden } = slot.hidden;
  const { moves } = reading;
  const from = slot.assessment;
  const to: SymbolAssessment = {
    symbol,
    trend: trendOf(direction, volatility),
    volatility,
    isIlliquid,
    confidence: confidenceOf({ direction, isWild: isWild(volatility), moves, hidden, breakProbability }),
    dailyVolatility: ratio(reading.dailyVolatility),
    trendStrength: fraction(reading.trendStrength),
    breakProbability,
    hidden,
  };
  slot.assessment = to;
  return labelsChanged(slot, from, to, volatility !== ruled);
}

/** Keeps the labels and says whether they are others than before. */
function labelsChanged(
  slot: RegimeSlot,
  from: MarketAssessment | undefined,
  to: MarketAssessment,
  isTightened: boolean,
): RegimeChange | undefined {
  const { trend, volatility, isIlliquid } = to;
  const detector = isTightened === slot.isTightened ? "RULE" : "HIDDEN_STATES";
  slot.isTightened = isTightened;
  if (from?.trend === trend && from.volatility === volatility && from.isIlliquid === isIlliquid) return undefined;
  slot.regime = { trend, volatility };
  return { to, from, detector };
}

const isWild = (volatility: Volatility): boolean => volatility === "HIGH" || volatility === "EXTREME";

function trendOf(direction: Direction, volatility: Volatility): Trend {
  if (direction !== "NONE") return direction;
  return isWild(volatility) ? "CHOPPY" : "RANGE";
}

const isThin = (day: TradingDay, turnover: number, { trading }: OfficerConfig): boolean =>
  !(turnover >= trading.minBarTurnoverUsd) || isDry(day, turnover);

/** Renews what the council reads: the known assessments, in the order of the configuration. */
export function gatherAssessments(state: MarketOfficerState): void {
  const known: SymbolAssessment[] = [];
  for (const { assessment } of state.slots) if (assessment !== undefined) known.push(assessment);
  state.symbols = known;
}

/** A break is probable and the hidden states go on believing in what they did; null while they believe in nothing. */
export function holdsAgainstBreak({ hidden }: RegimeSlot): boolean | null {
  const { believed, probabilities } = hidden;
  if (believed === undefined || probabilities === undefined) return null;
  return isBelievable(probabilities[believed]);
}

/** The hidden states moved and no break is probable; null while breaks are not known. */
export const movesWithoutBreak = ({ breaks: { probability } }: RegimeSlot): boolean | null =>
  probability === undefined ? null : !isAlarm(probability);
