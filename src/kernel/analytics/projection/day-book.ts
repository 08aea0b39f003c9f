/**
 * A row for every UTC day: equity at its last close, and what each strategy and each symbol has made since the fund began.
 *
 * A close at midnight belongs to the day it ends, and days without a close repeat the one before, as in `daily-curve.ts`.
 * The last row is the day that is going on. In whole micro-dollars, so that the rows of a day add up to the fund's.
 */
import { type Column, filled, openColumn, push } from "../column.ts";
import { dayOfClose } from "../daily-curve.ts";
import { type OpenTrade, pnlNow } from "./open-trade.ts";
import type { Tally } from "./tally.ts";

/** What a day is kept of, beside the fund. */
export const dayKeys = ["strategy", "symbol"] as const;
export type DayKey = (typeof dayKeys)[number];

export type DayBook = {
  firstDay: number | undefined;
  readonly equity: Column;
  /** Profit since the beginning, what is open at its mark. */
  readonly pnl: Readonly<Record<DayKey, Map<string, Column>>>;
  /** Fills have come since the last close. */
  isStale: boolean;
};

export const openDayBook = (): DayBook => ({
  firstDay: undefined,
  equity: openColumn(),
  pnl: { strategy: new Map(), symbol: new Map() },
  isStale: false,
});

export type Close = {
  readonly closedAtMs: number;
  readonly equity: number;
  readonly open: ReadonlyMap<string, OpenTrade>;
  readonly by: Readonly<Record<DayKey, ReadonlyMap<string, Tally>>>;
};

export function bookClose(days: DayBook, { closedAtMs, equity, open, by }: Close): void {
  const day = dayOfClose(closedAtMs);
  days.firstDay ??= day;
  if (days.equity.length === 0) push(days.equity, equity);
  while (days.firstDay + days.equity.length - 1 < day) repeatRow(days);
  days.equity.values[days.equity.length - 1] = equity;
  if (open.size === 0 && !days.isStale) return;
  days.isStale = false;
  for (const key of dayKeys) {
    for (const [name, tally] of by[key]) lastRow(days, key, name, tally.pnl);
    for (const trade of open.values()) lastRow(days, key, trade[key], by[key].get(trade[key])?.pnl ?? 0);
    for (const trade of open.values()) addToLastRow(days, key, trade);
  }
}

function repeatRow({ equity, pnl }: DayBook): void {
  push(equity, equity.values[equity.length - 1] ?? 0);
  for (const key of dayKeys)
    for (const column of pnl[key].values()) push(column, column.values[column.length - 1] ?? 0);
}

/** A name that is new has made nothing on the days before. */
function columnOf({ equity, pnl }: DayBook, key: DayKey, name: string): Column {
  const known = pnl[key].get(name);
  if (known !== undefined) return known;
  const column = openColumn();
  for (let day = 0; day < equity.length; day++) push(column, 0);
  pnl[key].set(name, column);
  return column;
}

function lastRow(days: DayBook, key: DayKey, name: string, micros: number): void {
  const { values, length } = columnOf(days, key, name);
  values[length - 1] = micros;
}

function addToLastRow(days: DayBook, key: DayKey, trade: OpenTrade): void {
  const { values, length } = columnOf(days, key, trade[key]);
  values[length - 1] = (values[length - 1] ?? 0) + pnlNow(trade);
}

/** Return of each day on the equity it began with, of the fund or of the part that `column` holds. */
export function dayReturns({ equity }: DayBook, startEquity: number, column: Column = equity): Float64Array {
  const values = filled(column);
  const returns = new Float64Array(values.length);
  const before = column === equity ? startEquity : 0;
  for (let day = 0; day < values.length; day++) {
    const began = day === 0 ? startEquity : (equity.values[day - 1] ?? startEquity);
    returns[day] = ((values[day] ?? 0) - (day === 0 ? before : (values[day - 1] ?? 0))) / began;
  }
  return returns;
}
