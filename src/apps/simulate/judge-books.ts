/** The fund's books against the venue's, once faults have ended and everything has been heard. */
import type { Traffic } from "../../adapters/faulty-venue/faulty-venue.ts";
import { remainingOf } from "../../kernel/domain/order.ts";
import type { Fact } from "../../kernel/events/catalogue.ts";
import type { Fund } from "../../kernel/fund-state.ts";
import type { EpochMs } from "../../kernel/units/units.ts";
import type { Complain } from "./violations.ts";
import { truthOf, type VenueTruth } from "./venue-truth.ts";

/** Rounding of one booked amount, in micro-dollars: price times quantity, and the fee, each once. */
const roundingMicros = 1;
/** Share of a lot two sums of lots may differ by. */
const sameLot = 1e-3;

/** How many pauses between passes the last agreement may be old. */
const freshPasses = 3;

export type AtTheEnd = {
  readonly fund: Fund;
  /** Of the whole journal. */
  readonly facts: readonly Fact[];
  readonly traffic: Traffic;
  readonly at: EpochMs;
};

export function judgeBooks({ fund, facts, traffic, at }: AtTheEnd, complain: Complain): void {
  const truth = truthOf(traffic);
  judgeSent(facts, traffic, complain);
  judgeOrders(fund, truth, complain);
  judgeRefusals(facts, traffic, complain);
  judgeFills(facts, truth, complain);
  judgePositions(fund, truth, complain);
  judgeCash(fund, truth, complain);
  judgeReconciliation(fund, at, complain);
}

function judgeReconciliation({ config, trading: { reconcile } }: Fund, at: EpochMs, complain: Complain): void {
  const { agreedAt } = reconcile;
  if (agreedAt === undefined) complain("BOOKS_AGREE", "the books have not agreed since the last start or reconnect");
  else if (at - agreedAt > freshPasses * config.reconciliation.positionsEveryMs)
    complain("BOOKS_AGREE", `the books last agreed ${(at - agreedAt) / 1_000} s ago`);
  for (const { explanation } of reconcile.open) complain("BOOKS_AGREE", explanation);
  for (const [symbol, { reasons }] of reconcile.frozen)
    complain("BOOKS_AGREE", `${symbol} is frozen: ${reasons.join("; ")}`);
}

function judgeSent(facts: readonly Fact[], { sent, arrived }: Traffic, complain: Complain): void {
  for (const id of twiceIn(sent)) complain("NO_ORDER_TWICE", `${id} left the fund twice`);
  for (const id of twiceIn(arrived.map((order) => order.id)))
    complain("NO_ORDER_TWICE", `${id} reached the venue twice`);
  const submitted = facts.flatMap((fact) => (fact.type === "order.submitted" ? [fact.data.id] : []));
  for (const id of twiceIn(submitted)) complain("NO_ORDER_TWICE", `${id} is in the journal twice`);
  const known = new Set(submitted);
  for (const { id } of arrived) if (!known.has(id)) complain("NO_ORDER_LOST", `the journal does not know ${id}`);
}

function judgeOrders({ trading }: Fund, { orders }: VenueTruth, complain: Complain): void {
  for (const [id, { order, filled, isOpen }] of orders) {
    if (!isOpen) continue;
    const record = trading.orders.get(id);
    const left = record === undefined ? 0 : remainingOf(record);
    if (Math.abs(left - (order.quantity - filled)) > 1e-9 * order.quantity)
      complain("NO_ORDER_LOST", `${id} is open at the venue with ${order.quantity - filled}, the fund has ${left}`);
  }
  for (const [id, { status }] of trading.orders) {
    if (status === "UNKNOWN" || status === "SUBMITTED") complain("COMES_TO_REST", `${id} is still ${status}`);
    else if (orders.get(id)?.isOpen !== true)
      complain("NO_ORDER_LOST", `the fund believes ${id} ${status}, at the venue it is not open`);
  }
}

/**
 * Of the whole journal, since reconciliation heals a wrong guess before the end: it takes back what still works at the
 * venue, and fills are booked whatever the order was thought to be.
 */
function judgeRefusals(facts: readonly Fact[], { arrived, reports }: Traffic, complain: Complain): void {
  const refused = new Set(reports.flatMap(({ report }) => (report.kind === "REJECTED" ? [report.orderId] : [])));
  const there = new Set(arrived.map(({ id }) => id));
  for (const fact of facts) {
    if (fact.type !== "order.status_changed") continue;
    const { orderId, to } = fact.data;
    if (to === "REJECTED" && !refused.has(orderId))
      complain("NEVER_GUESSED", `the fund took ${orderId} for REJECTED, which the venue never said`);
    if (to === "ABSENT" && there.has(orderId))
      complain("NEVER_GUESSED", `the fund took ${orderId} for ABSENT, and it reached the venue`);
  }
}

function judgeFills(facts: readonly Fact[], truth: VenueTruth, complain: Complain): void {
  const [booked, foreign, cash] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  for (const { type, data } of facts) {
    if (type === "trade.executed") count(booked, data.fillId);
    if (type === "cash.booked") count(cash, data.cashId);
    if (type !== "foreign_fill.booked") continue;
    count(foreign, data.fillId);
    if (data.unbookedQuantity > data.quantity * sameLot)
      complain(
        "FILL_BOOKED_ONCE",
        `of ${data.fillId}, by hand, ${data.unbookedQuantity} ${data.symbol} were not booked`,
      );
  }
  for (const { fillId, orderId } of truth.fills) judgeOnce(booked, fillId, `fill ${fillId} of ${orderId}`, complain);
  for (const { fillId } of truth.foreignFills) {
    judgeOnce(booked, fillId, `fill ${fillId}, by hand,`, complain);
    judgeOnce(foreign, fillId, `fill ${fillId}, by hand, as such`, complain);
  }
  for (const { cashId } of truth.cashMoves) judgeOnce(cash, cashId, `movement ${cashId}`, complain);
  const made = truth.fills.length + truth.foreignFills.length;
  if (booked.size > made) complain("FILL_BOOKED_ONCE", `${booked.size} fills are booked, the venue made ${made}`);
  if (cash.size > truth.cashMoves.length)
    complain("FILL_BOOKED_ONCE", `${cash.size} movements of cash are booked, the venue made ${truth.cashMoves.length}`);
}

const count = (booked: Map<string, number>, id: string): void => void booked.set(id, (booked.get(id) ?? 0) + 1);

function judgeOnce(booked: ReadonlyMap<string, number>, id: string, what: string, complain: Complain): void {
  const times = booked.get(id) ?? 0;
  if (times !== 1) complain("FILL_BOOKED_ONCE", `${what} is booked ${times} times`);
}

function judgePositions({ config, trading, ledger }: Fund, { holdings }: VenueTruth, complain: Complain): void {
  for (const [id, { symbol, lotSize }] of config.instruments.entries()) {
    const there = holdings.get(symbol) ?? 0;
    const here = trading.positions[id]?.quantity ?? 0;
    const inLedger = (ledger.lots[id] ?? 0) * lotSize;
    for (const [name, held] of [
      ["position", here],
      ["ledger", inLedger],
    ] as const)
      if (!(Math.abs(held - there) < sameLot * lotSize))
        complain("POSITION_EQUAL", `the venue holds ${there} ${symbol}, the fund's ${name} ${held}`);
  }
}

function judgeCash({ config, ledger }: Fund, truth: VenueTruth, complain: Complain): void {
  const { fills, foreignFills, cashMoves, spent } = truth;
  const paidIn = cashMoves.reduce((sum, { cause, amount }) => sum + (cause === "TRANSFER" ? amount : 0), 0);
  const capital = config.startEquityUsd + paidIn;
  if (!(Math.abs(ledger.balances.CAPITAL + capital * 1e6) <= roundingMicros * (cashMoves.length + 1)))
    complain("TRANSFER_IS_CAPITAL", `${capital} USD were paid in, the ledger has ${0 - ledger.balances.CAPITAL / 1e6}`);
  const amounts = fills.length + foreignFills.length + cashMoves.length;
  const { CASH, LOCKED_PROFIT, RESERVE } = ledger.balances;
  const here = CASH + LOCKED_PROFIT + RESERVE;
  const there = (config.startEquityUsd - spent) * 1e6;
  if (!(Math.abs(here - there) <= 2 * roundingMicros * (amounts + 1)))
    complain("CASH_EQUAL", `the venue's fills leave ${there / 1e6} USD, the fund has ${here / 1e6}`);
}

function twiceIn(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.size === seen.add(id).size);
}
