/**
 * The market's worst days, with what the fund held and decided on each: whether governance or luck kept it dry.
 *
 * The market is buy-and-hold of the same symbols. A day is a UTC day; a close at midnight belongs to the day it ends.
 */
import { filled } from "../../kernel/analytics/column.ts";
import { dailyCurveOf } from "../../kernel/analytics/daily-curve.ts";
import type { RunRecord } from "../../kernel/analytics/run-record.ts";
import { tradingModes } from "../../kernel/domain/modes.ts";
import type { ExitReason } from "../../kernel/domain/position.ts";
import { dayMs } from "../../kernel/units/units.ts";
import { dayOf, minuteOf } from "../figures.ts";
import type { Backtest } from "./backtest.ts";

export type StressDay = {
  readonly dayStartMs: number;
  readonly marketReturn: number;
  readonly fundReturn: number;
  /** Largest of the day. */
  readonly exposure: number;
  /** In words: mode, entries, and since when and why it was flat. */
  readonly standing: string;
  /** What governance decided on the day, one line each. */
  readonly decisions: readonly string[];
};

const daysShown = 5;
const decisionsShown = 6;

export function stressDaysOf({ main, buyAndHold }: Pick<Backtest, "main" | "buyAndHold">): StressDay[] {
  const market = dailyCurveOf(buyAndHold.record);
  const fund = dailyCurveOf(main.record);
  return [...market.returns]
    .map((marketReturn, index) => ({ marketReturn, index }))
    .filter(({ marketReturn }) => marketReturn < 0)
    .toSorted((a, b) => a.marketReturn - b.marketReturn || a.index - b.index)
    .slice(0, daysShown)
    .map(({ marketReturn, index }) => {
      const dayStartMs = (market.firstDay + index) * dayMs;
      const fundReturn = fund.returns[index] ?? 0;
      return { dayStartMs, marketReturn, fundReturn, ...standingOn(main.record, dayStartMs) };
    });
}

function standingOn(record: RunRecord, dayStart: number): Pick<StressDay, "exposure" | "standing" | "decisions"> {
  const { samples, facts } = record;
  const at = filled(samples.at);
  const onDay = [...at.keys()].filter((index) => (at[index] ?? 0) > dayStart && (at[index] ?? 0) <= dayStart + dayMs);
  const of = (column: keyof RunRecord["samples"]) => onDay.map((index) => samples[column].values[index] ?? 0);
  const exposure = Math.max(0, ...of("exposure"));
  const modes = [...new Set(of("tradingMode"))].map((mode) => tradingModes[mode] ?? "").join(" and ");
  const isBlocked = of("entriesAllowed").some((allowed) => allowed === 0);
  const decided = facts.decisions.filter(({ atMs }) => atMs > dayStart && atMs <= dayStart + dayMs);
  const lines = decided.map(
    ({ atMs, seat, decision }) => `${minuteOf(atMs)} ${seat} ${decision.kind}: ${decision.reason}`,
  );
  const more = lines.length > decisionsShown ? [`and ${lines.length - decisionsShown} more decisions`] : [];
  const flat = exposure > 0 ? "" : `; ${whyFlat(record, dayStart)}`;
  return {
    exposure,
    standing: `${modes}${isBlocked ? ", entries blocked" : ", entries allowed"}${flat}`,
    decisions: [...lines.slice(0, decisionsShown), ...more],
  };
}

const exitWords = {
  STOP: "its stop was hit",
  SIGNAL: "the models said out",
  GOVERNANCE: "governance closed it",
  BREAKEVEN: "its stop at break-even was hit",
  TRAIL: "its trailing stop was hit",
  TARGET: "its target was reached",
  PARTIAL: "the last part of its profit was taken",
  TIME: "its time was up",
  CLASS: "position intelligence gave it up",
  REBALANCE: "the balancer closed it",
  LIQUIDATION: "the venue liquidated it",
  MANUAL: "somebody closed it by hand",
} as const satisfies Record<ExitReason, string>;

function whyFlat({ facts }: RunRecord, dayStart: number): string {
  const last = facts.trades.findLast(({ closedAtMs }) => closedAtMs <= dayStart + dayMs);
  if (last === undefined) return "flat: no trade had been made yet";
  return `flat since ${dayOf(last.closedAtMs)}, when ${exitWords[last.exitReason]} on ${last.symbol}`;
}
