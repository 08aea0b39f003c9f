/** What the trades of a run say: how many, how good, and what they cost. Rates are null where there is nothing to rate. */
import type { ExitReason } from "../domain/position.ts";
import { mean } from "../maths/statistics.ts";
import {
  type DurationMs,
  durationMs,
  type Fraction,
  fraction,
  type Ratio,
  ratio,
  type UsdAmount,
  usd,
} from "../units/units.ts";
import { filled } from "./column.ts";
import { minimumSample } from "./sharpe-report.ts";
import type { Trade } from "./fact-record.ts";
import type { RunRecord } from "./run-record.ts";

export type TradingReport = {
  /** Positions opened and closed again. */
  readonly trades: number;
  readonly openPositionsAtEnd: number;
  /** Below 20 trades no rate means anything (resolutions 20). */
  readonly isLowSample: boolean;
  readonly winRateFraction: Fraction | null;
  /** Profits over losses, after fees; null without a losing trade. */
  readonly profitFactorRatio: Ratio | null;
  readonly averageTradeUsd: UsdAmount | null;
  /** Mean profit in units of the risk taken. */
  readonly averageRRatio: Ratio | null;
  readonly averageHoldingMs: DurationMs | null;
  readonly bestTrade: Trade | null;
  readonly worstTrade: Trade | null;
  readonly exits: Readonly<Record<ExitReason, number>>;
  readonly fills: number;
  readonly feesUsd: UsdAmount;
  readonly tradedUsd: UsdAmount;
  /** Traded notional of both sides over mean equity, per year. */
  readonly turnoverPerYearRatio: Ratio;
};

export function reportTrading({ samples, facts, startEquity }: RunRecord, elapsedYears: number): TradingReport {
  const { trades, positionsOpened, fills, feesUsd, tradedUsd } = facts;
  const equity = filled(samples.equity);
  const meanEquity = equity.length > 0 ? mean(equity) : startEquity;
  const count = trades.length;
  const average = (of: (trade: Trade) => number): number => trades.reduce((sum, trade) => sum + of(trade), 0) / count;
  const wins = trades.filter(({ pnlUsd }) => pnlUsd > 0).length;
  return {
    trades: count,
    openPositionsAtEnd: positionsOpened - count,
    isLowSample: count < minimumSample,
    winRateFraction: count === 0 ? null : fraction(wins / count),
    profitFactorRatio: profitFactorOf(trades),
    averageTradeUsd: count === 0 ? null : usd(average(({ pnlUsd }) => pnlUsd)),
    averageRRatio: count === 0 ? null : ratio(average(({ rMultipleRatio }) => rMultipleRatio)),
    averageHoldingMs:
      count === 0 ? null : durationMs(Math.round(average((trade) => trade.closedAtMs - trade.openedAtMs))),
    bestTrade: extremeTrade(trades, 1),
    worstTrade: extremeTrade(trades, -1),
    exits: countExits(trades),
    fills,
    feesUsd: usd(feesUsd),
    tradedUsd: usd(tradedUsd),
    turnoverPerYearRatio: ratio(elapsedYears > 0 && meanEquity > 0 ? tradedUsd / meanEquity / elapsedYears : 0),
  };
}

function profitFactorOf(trades: readonly Trade[]): Ratio | null {
  let profit = 0;
  let loss = 0;
  for (const { pnlUsd } of trades) {
    if (pnlUsd > 0) profit += pnlUsd;
    else loss -= pnlUsd;
  }
  return loss > 0 ? ratio(profit / loss) : null;
}

/** The trade with the highest profit (sign 1) or the lowest (sign -1); the first of equals. */
function extremeTrade(trades: readonly Trade[], sign: 1 | -1): Trade | null {
  let found: Trade | null = null;
  for (const trade of trades) if (found === null || sign * (trade.pnlUsd - found.pnlUsd) > 0) found = trade;
  return found;
}

function countExits(trades: readonly Trade[]): Record<ExitReason, number> {
  const exits = { ...none };
  for (const { exitReason } of trades) exits[exitReason] += 1;
  return exits;
}

const none: Readonly<Record<ExitReason, number>> = {
  STOP: 0,
  SIGNAL: 0,
  GOVERNANCE: 0,
  BREAKEVEN: 0,
  TRAIL: 0,
  TARGET: 0,
  PARTIAL: 0,
  TIME: 0,
  CLASS: 0,
  REBALANCE: 0,
  LIQUIDATION: 0,
  MANUAL: 0,
};
