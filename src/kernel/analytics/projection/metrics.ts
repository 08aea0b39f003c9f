/**
 * What the projection says when asked: seed 002's metrics of strategies, models, symbols and the system, with the number
 * of cases beside every rate and the error beside every Sharpe.
 */
import { fromMicros } from "../../ledger/ledger.ts";
import { type Drawdown, deepestDrawdowns } from "../../maths/drawdown.ts";
import { dayMs } from "../../units/units.ts";
import { filled } from "../column.ts";
import { minimumSample, reportSharpe, type SharpeReport } from "../sharpe-report.ts";
import type { Analytics } from "./analytics.ts";
import { attributionOf, type AttributionRow } from "./attribution.ts";
import { type DayKey, dayReturns } from "./day-book.ts";
import { fallsNow } from "./falls.ts";
import type { ModelTally } from "./model-book.ts";
import { equityNow, openPnl, totalPnl } from "./money.ts";
import { openTally, type Tally } from "./tally.ts";

/** Where the money went: price profit less these is what the fund made. */
export type Costs = {
  /** What fills at the reference prices would have made, without fees. */
  readonly atReferenceUsd: number;
  readonly slippageUsd: number;
  readonly feesUsd: number;
  /** Spot pays none. */
  readonly fundingUsd: number;
  readonly pnlUsd: number;
};

export type SystemMetrics = {
  readonly asOfMs: number;
  /** False before the first close that may be traded on. */
  readonly hasBegun: boolean;
  readonly startEquityUsd: number;
  readonly equityUsd: number;
  /** Since the last close of the day before. */
  readonly dailyPnlUsd: number;
  readonly pnlUsd: number;
  readonly closedPnlUsd: number;
  readonly openPnlUsd: number;
  /** Closed ones. */
  readonly totalTrades: number;
  readonly winRateFraction: number | null;
  readonly isLowSample: boolean;
  readonly activePositions: number;
  /** Of the market as a whole. */
  readonly regime: string;
  readonly riskMode: string;
  readonly tradingMode: string;
  readonly isFrozen: boolean;
  readonly sharpe: SharpeReport;
  readonly maxDrawdownRatio: number;
  readonly costs: Costs;
  /** Inputs and facts heard so far, and of how many kinds. */
  readonly eventsHeard: number;
  readonly eventTypesHeard: number;
};

export type PartMetrics = {
  readonly totalTrades: number;
  readonly openTrades: number;
  readonly winRateFraction: number | null;
  readonly avgProfitUsd: number | null;
  readonly averageRRatio: number | null;
  /** Profits over losses; null without a losing trade. */
  readonly profitFactorRatio: number | null;
  readonly pnlUsd: number;
  readonly openPnlUsd: number;
  readonly feesUsd: number;
  readonly slippageUsd: number;
  /** Of its daily profit over the equity the day began with, over all days of the fund. */
  readonly sharpe: SharpeReport;
  /** Of the start equity and what it has made since, at the ends of days. */
  readonly maxDrawdownRatio: number;
  readonly isLowSample: boolean;
};
export type StrategyMetrics = PartMetrics & { readonly strategyId: string };
export type SymbolMetrics = PartMetrics & { readonly symbol: string };

export type ModelMetrics = {
  readonly modelId: string;
  /** Words behind wishes to trade, and those whose horizon has passed. */
  readonly calls: number;
  readonly judged: number;
  readonly hitRateFraction: number | null;
  /** Mean squared error of its probability; 0.25 is a coin. */
  readonly brierScore: number | null;
  /** Trades it spoke for, and its share of what they made. */
  readonly trades: number;
  readonly contributionUsd: number;
  readonly isLowSample: boolean;
};

export function systemMetrics(analytics: Analytics): SystemMetrics {
  const { fund, closed, open, days, modes, regimes, falls, heard, atMs } = analytics;
  const startEquity = fund?.startEquity ?? 0;
  const equity = equityNow(analytics);
  return {
    asOfMs: atMs,
    hasBegun: days.firstDay !== undefined,
    startEquityUsd: fromMicros(startEquity),
    equityUsd: fromMicros(equity),
    dailyPnlUsd: fromMicros(equity - equityBeforeToday(analytics)),
    pnlUsd: fromMicros(totalPnl(analytics)),
    closedPnlUsd: fromMicros(closed.pnl),
    openPnlUsd: fromMicros(openPnl(analytics)),
    totalTrades: closed.trades,
    winRateFraction: closed.trades === 0 ? null : closed.wins / closed.trades,
    isLowSample: closed.trades < minimumSample,
    activePositions: open.size,
    regime: regimes.get("") ?? "UNKNOWN",
    ...modes,
    sharpe: reportSharpe(dayReturns(days, startEquity)),
    maxDrawdownRatio: falls === undefined ? 0 : (fallsNow(falls)[0]?.depth ?? 0),
    costs: costsOf(analytics),
    eventsHeard: [...heard.values()].reduce((sum, each) => sum + each, 0),
    eventTypesHeard: heard.size,
  };
}

function equityBeforeToday({ days, fund }: Analytics): number {
  const { values, length } = days.equity;
  return length > 1 ? (values[length - 2] ?? 0) : (fund?.startEquity ?? 0);
}

export function costsOf(analytics: Analytics): Costs {
  let { fees, slippage } = analytics.closed;
  for (const trade of analytics.open.values()) {
    fees += trade.fees;
    slippage += trade.slippage;
  }
  const pnl = totalPnl(analytics);
  return {
    atReferenceUsd: fromMicros(pnl + fees + slippage),
    slippageUsd: fromMicros(slippage),
    feesUsd: fromMicros(fees),
    fundingUsd: 0,
    pnlUsd: fromMicros(pnl),
  };
}

export const strategyMetrics = (analytics: Analytics): StrategyMetrics[] =>
  attributionOf(analytics, "strategy").rows.map((row) => ({
    strategyId: row.key,
    ...partMetrics(analytics, "strategy", row),
  }));

export const symbolMetrics = (analytics: Analytics): SymbolMetrics[] =>
  attributionOf(analytics, "symbol").rows.map((row) => ({ symbol: row.key, ...partMetrics(analytics, "symbol", row) }));

function partMetrics({ by, days, fund }: Analytics, dimension: DayKey, row: AttributionRow): PartMetrics {
  const column = days.pnl[dimension].get(row.key);
  const startEquity = fund?.startEquity ?? 0;
  return {
    totalTrades: row.trades,
    openTrades: row.openTrades,
    winRateFraction: row.winRateFraction,
    avgProfitUsd: row.averageTradeUsd,
    averageRRatio: row.averageRRatio,
    profitFactorRatio: profitFactorOf(by[dimension].get(row.key) ?? openTally()),
    pnlUsd: row.pnlUsd,
    openPnlUsd: row.openPnlUsd,
    feesUsd: row.feesUsd,
    slippageUsd: row.slippageUsd,
    sharpe: reportSharpe(column === undefined ? new Float64Array(0) : dayReturns(days, startEquity, column)),
    maxDrawdownRatio:
      column === undefined ? 0 : deepestOf([startEquity, ...filled(column).map((each) => startEquity + each)]),
    isLowSample: row.trades < minimumSample,
  };
}

export const profitFactorOf = ({ won, lost }: Tally): number | null => (lost < 0 ? won / -lost : null);

const deepestOf = (path: readonly number[]): number => deepestDrawdowns(path, 1)[0]?.depth ?? 0;

export function modelMetrics(analytics: Analytics): ModelMetrics[] {
  const { tallies } = analytics.models;
  const rows = new Map(attributionOf(analytics, "model").rows.map((row) => [row.key, row]));
  const names = [...new Set([...tallies.keys(), ...rows.keys()])];
  return names.map((modelId) => ({
    modelId,
    ...judgedWords(tallies.get(modelId)),
    trades: rows.get(modelId)?.trades ?? 0,
    contributionUsd: rows.get(modelId)?.pnlUsd ?? 0,
  }));
}

const judgedWords = ({ calls, judged, hits, squares }: ModelTally = silent) => ({
  calls,
  judged,
  hitRateFraction: judged === 0 ? null : hits / judged,
  brierScore: judged === 0 ? null : squares / judged,
  isLowSample: judged < minimumSample,
});
const silent: ModelTally = { calls: 0, judged: 0, hits: 0, squares: 0 };

export type DrawdownMetrics = {
  readonly depthRatio: number;
  readonly peakAtMs: number;
  readonly troughAtMs: number;
  /** Null while equity is below the peak. */
  readonly recoveredAtMs: number | null;
  /** From the peak to the recovery, or until now. */
  readonly lengthDays: number;
  readonly daysToTrough: number;
};

export const drawdownMetrics = ({ falls, atMs }: Analytics): DrawdownMetrics[] =>
  falls === undefined ? [] : fallsNow(falls).map((fall) => drawdownRow(fall, atMs));

const drawdownRow = ({ depth, peak, trough, recovery }: Drawdown, atMs: number): DrawdownMetrics => ({
  depthRatio: depth,
  peakAtMs: peak,
  troughAtMs: trough,
  recoveredAtMs: recovery ?? null,
  lengthDays: ((recovery ?? atMs) - peak) / dayMs,
  daysToTrough: (trough - peak) / dayMs,
});
