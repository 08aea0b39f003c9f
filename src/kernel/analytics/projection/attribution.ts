/** Profit by symbol, strategy, model, regime, hour, weekday and exit reason: each table adds up to the fund's profit exactly. */
import { fromMicros } from "../../ledger/ledger.ts";
import type { Analytics } from "./analytics.ts";
import { type Dimension, partsOf, stillOpen } from "./dimensions.ts";
import { totalPnl } from "./money.ts";
import { type OpenTrade, pnlNow } from "./open-trade.ts";
import { type Counted, openTally, type Tally } from "./tally.ts";

export type AttributionRow = {
  readonly key: string;
  /** Closed ones. A trade that several models spoke for counts for each; only its profit is shared out. */
  readonly trades: number;
  readonly openTrades: number;
  /** Of closed trades; null where there is none. */
  readonly winRateFraction: number | null;
  readonly averageTradeUsd: number | null;
  readonly averageRRatio: number | null;
  /** After fees. */
  readonly closedPnlUsd: number;
  /** Of what is held, at its mark, after the fees paid so far. */
  readonly openPnlUsd: number;
  readonly pnlUsd: number;
  readonly feesUsd: number;
  readonly slippageUsd: number;
};

export type Attribution = {
  readonly dimension: Dimension;
  readonly totalPnlUsd: number;
  /** The most profitable first; hours and weekdays in their order. */
  readonly rows: readonly AttributionRow[];
};

type OpenPart = { trades: number; pnl: number; fees: number; slippage: number };

export function attributionOf(analytics: Analytics, dimension: Dimension): Attribution {
  const open = openParts(analytics, dimension);
  const closed = analytics.by[dimension];
  const keys = [...new Set([...closed.keys(), ...open.keys()])];
  const rows = keys.map((key) => rowOf(key, closed.get(key) ?? openTally(), open.get(key) ?? noPart));
  return {
    dimension,
    totalPnlUsd: fromMicros(totalPnl(analytics)),
    rows: rows.toSorted(dimension === "hour" ? byName : dimension === "weekday" ? byWeekday : byProfit),
  };
}

const noPart: OpenPart = { trades: 0, pnl: 0, fees: 0, slippage: 0 };

function openParts({ open }: Analytics, dimension: Dimension): Map<string, OpenPart> {
  const parts = new Map<string, OpenPart>();
  for (const trade of open.values())
    for (const { key, part } of partsOf(trade, stillOpen, asIfClosed(trade))[dimension]) {
      const known = parts.get(key) ?? { ...noPart };
      known.trades += 1;
      known.pnl += part.pnl;
      known.fees += part.fees;
      known.slippage += part.slippage;
      parts.set(key, known);
    }
  return parts;
}

const asIfClosed = (trade: OpenTrade): Counted => ({
  pnl: pnlNow(trade),
  fees: trade.fees,
  slippage: trade.slippage,
  multiple: 0,
  heldMs: 0,
});

const rowOf = (key: string, closed: Tally, open: OpenPart): AttributionRow => ({
  key,
  trades: closed.trades,
  openTrades: open.trades,
  winRateFraction: closed.trades === 0 ? null : closed.wins / closed.trades,
  averageTradeUsd: closed.trades === 0 ? null : fromMicros(Math.round(closed.pnl / closed.trades)),
  averageRRatio: closed.trades === 0 ? null : closed.multiples / closed.trades,
  closedPnlUsd: fromMicros(closed.pnl),
  openPnlUsd: fromMicros(open.pnl),
  pnlUsd: fromMicros(closed.pnl + open.pnl),
  feesUsd: fromMicros(closed.fees + open.fees),
  slippageUsd: fromMicros(closed.slippage + open.slippage),
});

const byProfit = (a: AttributionRow, b: AttributionRow): number => b.pnlUsd - a.pnlUsd || byName(a, b);
const byName = (a: AttributionRow, b: AttributionRow): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
const week = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const byWeekday = (a: AttributionRow, b: AttributionRow): number => week.indexOf(a.key) - week.indexOf(b.key);
