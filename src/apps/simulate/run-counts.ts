/** What happened in a fault run, in numbers. */
import type { Fact } from "../../kernel/events/catalogue.ts";
import type { FaultPlan } from "../../kernel/simulation/faults/fault-plan.ts";

export type RunCounts = {
  readonly orders: number;
  readonly fills: number;
  readonly rejected: number;
  /** Times an order's outcome was unknown. */
  readonly unknown: number;
  /** Trades by hand and movements of cash in the books. */
  readonly unasked: number;
  /** Times something was done at the venue that the stream did not tell then. */
  readonly untold: number;
  readonly freezes: number;
  readonly crashes: number;
  readonly outages: number;
};

export function countFacts(facts: readonly Fact[], { faults }: FaultPlan): Omit<RunCounts, "crashes" | "untold"> {
  const counts = { orders: 0, fills: 0, rejected: 0, unknown: 0, unasked: 0, freezes: 0 };
  for (const fact of facts) {
    if (fact.type === "order.submitted") counts.orders += 1;
    if (fact.type === "trade.executed") counts.fills += 1;
    if (fact.type === "foreign_fill.booked" || fact.type === "cash.booked") counts.unasked += 1;
    if (fact.type === "fund.frozen") counts.freezes += 1;
    if (fact.type !== "order.status_changed") continue;
    if (fact.data.to === "UNKNOWN") counts.unknown += 1;
    if (fact.data.to === "REJECTED") counts.rejected += 1;
  }
  const outages = faults.filter(({ kind }) => kind === "OUTAGE" || kind === "VENUE_RESTART").length;
  return { ...counts, outages };
}

export const noCounts: RunCounts = {
  orders: 0,
  fills: 0,
  rejected: 0,
  unknown: 0,
  unasked: 0,
  untold: 0,
  freezes: 0,
  crashes: 0,
  outages: 0,
};

export const addCounts = (one: RunCounts, other: RunCounts): RunCounts => ({
  orders: one.orders + other.orders,
  fills: one.fills + other.fills,
  rejected: one.rejected + other.rejected,
  unknown: one.unknown + other.unknown,
  unasked: one.unasked + other.unasked,
  untold: one.untold + other.untold,
  freezes: one.freezes + other.freezes,
  crashes: one.crashes + other.crashes,
  outages: one.outages + other.outages,
});
