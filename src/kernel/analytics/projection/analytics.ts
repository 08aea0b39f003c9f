/**
 * How a fund has done, kept as its journal goes on: every entry with its facts is taken in once, in order, and nothing is
 * ever looked up again. From the journal alone, so that a backtest, a paper fund and an old journal tell the same.
 *
 * Plain data. What grows: a row a day for the fund, each strategy and each symbol; the rest is bounded (`liveSize`, open
 * positions, names that the configuration knows). Money is counted in whole micro-dollars, as in the ledger.
 */
import { marketRegimeOf } from "../../domain/regime.ts";
import type { Fact, InputEvent } from "../../events/catalogue.ts";
import { fromMicros, toMicros } from "../../ledger/ledger.ts";
import type { EpochMs } from "../../units/units.ts";
import { bookClose, type DayBook, openDayBook } from "./day-book.ts";
import { type ClosedTrade, dimensions, type Dimension, tradeCounts } from "./dimensions.ts";
import { keepFall, type KeptFalls, openFalls } from "./falls.ts";
import { learnCloses, type ModelBook, openModelBook, rememberForecasts, voicesOf } from "./model-book.ts";
import { equityNow } from "./money.ts";
import { type OpenTrade, openTrade, type SeenOrder, takeFill } from "./open-trade.ts";
import { referenceOf } from "../slippage.ts";
import { type RoundTrip, roundTripOf } from "./round-trip.ts";
import { openTally, type Tally, count, tallyOf } from "./tally.ts";

export type AnalyticsSize = {
  /** Round trips kept one by one; older ones stay in every sum. */
  readonly roundTrips: number;
  /** Deepest drawdowns kept. */
  readonly drawdowns: number;
  /** Orders whose fills may still come. */
  readonly orders: number;
};
/** As much as a fund that runs for years keeps in memory. */
export const liveSize: AnalyticsSize = { roundTrips: 10_000, drawdowns: 50, orders: 4_096 };

/** What of the configuration the figures rest on. */
export type FundFacts = {
  readonly startEquity: number;
  readonly tradeFromMs: number;
  readonly intervalMs: number;
  readonly horizonBars: number;
  readonly symbols: readonly string[];
};

export type LatestModes = { readonly riskMode: string; readonly tradingMode: string; readonly isFrozen: boolean };

export type Analytics = {
  readonly size: AnalyticsSize;
  /** Undefined until the fund opens; nothing is counted before. */
  fund: FundFacts | undefined;
  atMs: number;
  /** Inputs and facts taken in, by type. */
  readonly heard: Map<string, number>;
  readonly orders: Map<string, SeenOrder>;
  /** By symbol. */
  readonly open: Map<string, OpenTrade>;
  /** All that was closed, and the same cut in several ways. */
  readonly closed: Tally;
  readonly by: Readonly<Record<Dimension, Map<string, Tally>>>;
  /** Latest last. */
  readonly trips: RoundTrip[];
  /** By symbol; the market as a whole under "". */
  readonly regimes: Map<string, string>;
  /** Of the latest policy. */
  modes: LatestModes;
  readonly models: ModelBook;
  readonly days: DayBook;
  falls: KeptFalls | undefined;
};

export const openAnalytics = (size: AnalyticsSize): Analytics => ({
  size,
  fund: undefined,
  atMs: 0,
  heard: new Map(),
  orders: new Map(),
  open: new Map(),
  closed: openTally(),
  by: {
    symbol: new Map(),
    strategy: new Map(),
    model: new Map(),
    regime: new Map(),
    hour: new Map(),
    weekday: new Map(),
    exit_reason: new Map(),
  },
  trips: [],
  regimes: new Map(),
  modes: { riskMode: "UNKNOWN", tradingMode: "UNKNOWN", isFrozen: false },
  models: openModelBook(),
  days: openDayBook(),
  falls: undefined,
});

export type LearntEntry = { readonly at: EpochMs; readonly event: InputEvent };

/** Takes in one entry of the journal and the facts it caused. */
export function learnEntry(analytics: Analytics, { at, event }: LearntEntry, facts: readonly Fact[]): void {
  analytics.atMs = at;
  hear(analytics, event.type);
  if (event.type === "fund.opened") beginFund(analytics, event.data);
  if (analytics.fund === undefined) return;
  const bars = event.type === "market.bars_closed" ? event.data : undefined;
  for (const fact of facts) {
    hear(analytics, fact.type);
    learnFact(analytics, fact, facts);
  }
  if (bars === undefined) return;
  markOpen(analytics, bars.bars);
  learnCloses(analytics.models, bars.bars);
  rememberForecasts(analytics.models, bars.bars, facts, analytics.fund.horizonBars);
  endClose(analytics, bars.closedAtMs);
}

const hear = ({ heard }: Analytics, type: string): void => void heard.set(type, (heard.get(type) ?? 0) + 1);

type Opened = Extract<InputEvent, { type: "fund.opened" }>["data"];

function beginFund(analytics: Analytics, config: Opened): void {
  const { startEquityUsd, tradeFromMs, intervalMs, forecasting, instruments } = config;
  analytics.fund = {
    startEquity: toMicros(startEquityUsd),
    tradeFromMs,
    intervalMs,
    horizonBars: forecasting.horizonBars,
    symbols: instruments.map(({ symbol }) => symbol),
  };
  analytics.falls = openFalls(startEquityUsd, tradeFromMs);
}

function learnFact(analytics: Analytics, fact: Fact, facts: readonly Fact[]): void {
  const { regimes, orders, open } = analytics;
  switch (fact.type) {
    case "market.regime.changed":
      return void regimes.set(fact.data.symbol ?? "", marketRegimeOf(fact.data));
    case "policy.updated": {
      const { riskMode, tradingMode, frozen: isFrozen } = fact.data.modes;
      analytics.modes = { riskMode, tradingMode, isFrozen };
      analytics.models.weights = fact.data.modelWeights;
      return;
    }
    case "order.submitted": {
      const { id, symbol, purpose } = fact.data;
      const voices = purpose === "ENTRY" ? voicesOf(analytics.models, symbol, facts) : [];
      orders.set(id, { referenceUsd: referenceOf(fact.data), purpose, voices });
      return forgetOldest(orders, analytics.size.orders);
    }
    case "order.amended": {
      const { orderId, stopPriceUsd } = fact.data;
      const order = orders.get(orderId);
      if (order !== undefined) orders.set(orderId, { ...order, referenceUsd: stopPriceUsd });
      return;
    }
    case "trade.executed": {
      const { symbol, orderId } = fact.data;
      const order = orders.get(orderId);
      const regime = regimes.get(symbol) ?? regimes.get("") ?? "UNKNOWN";
      const trade = open.get(symbol) ?? openTrade(fact.data, { atMs: analytics.atMs, regime, order });
      open.set(symbol, trade);
      analytics.days.isStale = true;
      return takeFill(trade, fact.data, order);
    }
    case "position.opened": {
      const trade = open.get(fact.data.symbol);
      if (trade === undefined) return;
      trade.tradeId = fact.data.openedBy;
      trade.strategy = fact.data.strategy;
      trade.initialRiskUsd = fact.data.initialRiskUsd;
      return;
    }
    case "position.closed":
      return closeTrade(analytics, fact.data);
    default:
      return;
  }
}

function forgetOldest(orders: Map<string, SeenOrder>, most: number): void {
  if (orders.size <= most) return;
  const [oldest] = orders.keys();
  if (oldest !== undefined) orders.delete(oldest);
}

function closeTrade(analytics: Analytics, closed: ClosedTrade): void {
  const trade = analytics.open.get(closed.symbol);
  if (trade === undefined) return;
  analytics.open.delete(closed.symbol);
  const trip = roundTripOf(trade, closed);
  analytics.trips.push(trip);
  if (analytics.trips.length > analytics.size.roundTrips) analytics.trips.shift();
  const { whole, parts } = tradeCounts(trade, closed);
  count(analytics.closed, whole);
  for (const dimension of dimensions)
    for (const { key, part } of parts[dimension]) count(tallyOf(analytics.by[dimension], key), part);
}

type Bars = Extract<InputEvent, { type: "market.bars_closed" }>["data"]["bars"];

function markOpen({ open }: Analytics, bars: Bars): void {
  if (open.size === 0) return;
  for (const { symbol, low, high, close } of bars) {
    const trade = open.get(symbol);
    if (trade === undefined) continue;
    if (low < trade.lowestUsd) trade.lowestUsd = low;
    if (high > trade.highestUsd) trade.highestUsd = high;
    trade.markUsd = close;
  }
}

function endClose(analytics: Analytics, closedAtMs: number): void {
  const { fund, falls } = analytics;
  if (fund === undefined || falls === undefined || closedAtMs < fund.tradeFromMs) return;
  const equity = equityNow(analytics);
  keepFall(falls, fromMicros(equity), closedAtMs, analytics.size.drawdowns);
  bookClose(analytics.days, { closedAtMs, equity, open: analytics.open, by: analytics.by });
}
