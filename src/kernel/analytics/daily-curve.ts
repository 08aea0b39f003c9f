/**
 * Equity by UTC day: the last close of each day, and the return of each day and month.
 *
 * A close at midnight belongs to the day it ends. Days without any close (an outage of the venue) keep the equity of
 * the day before, so that there are 365 days a year. A share of a first day counts as a day.
 */
import { returnsOf } from "../maths/growth.ts";
import { civilMonth, dayMs, type EpochMs, epochMs, type Ratio, ratio } from "../units/units.ts";
import { filled } from "./column.ts";
import type { RunRecord } from "./run-record.ts";

export type DailyCurve = {
  /** Number of the first UTC day; day 0 is 1970-01-01. */
  readonly firstDay: number;
  /** Equity at the end of each day, without gaps. */
  readonly equity: Float64Array;
  /** Return of each day; the first one from the start equity. */
  readonly returns: Float64Array;
};
export type DayReturn = { readonly dayStartMs: EpochMs; readonly returnRatio: Ratio };
export type MonthReturn = { readonly year: number; readonly month: number; readonly returnRatio: Ratio };

/** Number of the UTC day a close belongs to. */
export const dayOfClose = (close: number): number => Math.floor((close - 1) / dayMs);

export function dailyCurveOf({ samples, startEquity }: Pick<RunRecord, "samples" | "startEquity">): DailyCurve {
  const at = filled(samples.at);
  const first = at[0];
  const last = at.at(-1);
  if (first === undefined || last === undefined)
    return { firstDay: 0, equity: new Float64Array(0), returns: new Float64Array(0) };
  const firstDay = dayOfClose(first);
  const equity = new Float64Array(dayOfClose(last) - firstDay + 1);
  for (let index = 0; index < at.length; index++)
    equity[dayOfClose(at[index] ?? first) - firstDay] = samples.equity.values[index] ?? startEquity;
  for (let day = 1; day < equity.length; day++) if (equity[day] === 0) equity[day] = equity[day - 1] ?? startEquity;
  return { firstDay, equity, returns: returnsOf(equity, startEquity) };
}

/** The day with the lowest or the highest return; the first of equals, nothing without days. */
export function extremeDay({ firstDay, returns }: DailyCurve, which: "WORST" | "BEST"): DayReturn | null {
  let found = 0;
  for (let day = 1; day < returns.length; day++) {
    const difference = (returns[day] ?? 0) - (returns[found] ?? 0);
    if (which === "WORST" ? difference < 0 : difference > 0) found = day;
  }
  const value = returns[found];
  return value === undefined ? null : { dayStartMs: epochMs((firstDay + found) * dayMs), returnRatio: ratio(value) };
}

/** In order; the first and the last month may be parts. */
export function monthReturns({ firstDay, returns }: DailyCurve): MonthReturn[] {
  const months: { year: number; month: number; growth: number }[] = [];
  for (let day = 0; day < returns.length; day++) {
    const { year, month } = civilMonth(firstDay + day);
    const growth = 1 + (returns[day] ?? 0);
    const current = months.at(-1);
    if (current?.month === month && current.year === year) current.growth *= growth;
    else months.push({ year, month, growth });
  }
  return months.map(({ year, month, growth }) => ({ year, month, returnRatio: ratio(growth - 1) }));
}
