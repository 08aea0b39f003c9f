/**
 * One pass of reconciliation: the venue's account against the books, and what is done about it.
 *
 * A pass that agrees says and does nothing. Nothing here sends an order or sells anything; what it finds freezes entries
 * and may place the protection that is missing. Source: controls.md, RT-05 to RT-08; resolutions 16, 16b.
 */
import type { Difference } from "../domain/reconciliation.ts";
import type { InputEvent } from "../events/catalogue.ts";
import { alertRaised } from "../events/executive-events.ts";
import { emit } from "../events/outbox.ts";
import {
  reconciliationCompleted,
  reconciliationStalled,
  symbolFrozen,
  symbolReleased,
} from "../events/reconciliation-events.ts";
import { orderAmended } from "../events/trading-events.ts";
import { price, usd } from "../units/units.ts";
import { booksOf } from "./fund-books.ts";
import { noteChild } from "./hear-child.ts";
import { moveOrder, protect } from "./protect.ts";
import { booksText, digestOf } from "./reconcile/account-digest.ts";
import type { Books } from "./reconcile/books.ts";
import { momentOf } from "./reconcile/comparable.ts";
import { compare, type Comparison } from "./reconcile/compare.ts";
import { compareCash } from "./reconcile/compare-holdings.ts";
import { heldName, nameOf } from "./reconcile/difference-name.ts";
import { isReconciled, isStalledNow } from "./reconcile/reconcile-state.ts";
import { type Settlement, settle } from "./reconcile/settle.ts";
import type { TradingContext } from "./trading-context.ts";
import { findOrder, retire, type TradingState } from "./trading-state.ts";

export type AccountReported = Extract<InputEvent, { type: "venue.account_reported" }>["data"];

/** Reports before ours that are heard again where something may have been missed (RT-07; chosen). */
const reportOverlap = 50;

/** Returns whether the account could be compared. */
export function hearAccount(state: TradingState, context: TradingContext, told: AccountReported): boolean {
  const { outbox, effects } = context;
  const { scope } = told;
  const comparison = comparisonOf(booksOf(state, context, outbox.at), context, told);
  const before = state.reconcile.open.map(nameOf);
  const settlement = settle(state.reconcile, comparison, { scope, at: outbox.at, reportSeq: state.reportSeq });
  announce(state, context, told, { ...settlement, isNew: (difference) => heldName(before, difference) === undefined });
  if (settlement.asksReports)
    effects.push({ kind: "AskReports", afterSeq: Math.max(0, state.reportSeq - reportOverlap) });
  for (const difference of settlement.remedies) remedy(state, context, difference);
  const isCompared = comparison.moment === "SAME";
  if (!isCompared && isStalledNow(state.reconcile)) emit(outbox, stalled(state, told));
  return isCompared;
}

const stalled = (
  { reportSeq, reconcile: { incomparable } }: TradingState,
  { reportSeq: venueReportSeq }: AccountReported,
) => reconciliationStalled.create({ passes: incomparable, reportSeq, venueReportSeq });

function comparisonOf(books: Books, { config }: TradingContext, told: AccountReported): Comparison {
  const { scope, reportSeq, rows, digest, cashUsd } = told;
  const { ordersEveryMs: unansweredMs, cashToleranceUsd: cashTolerance } = config.reconciliation;
  const cash = scope === "ALL" ? (cashUsd ?? Number.NaN) : 0;
  if (rows === null) return comparisonByDigest(books, { ...told, digest, cash, cashTolerance });
  const orders = rows.orders.map(({ stopPriceUsd, ...order }) => ({ ...order, stopPrice: stopPriceUsd ?? undefined }));
  const account = { reportSeq, orders, holdings: rows.holdings, cash: usd(cash) };
  return compare(books, account, { scope, unansweredMs, cashTolerance });
}

type Digested = Pick<AccountReported, "scope" | "reportSeq" | "digest"> & {
  readonly cash: number;
  readonly cashTolerance: number;
};

/** It agreed with the books when it was asked for. Where these have moved on since, it is older than they. */
function comparisonByDigest(books: Books, { scope, reportSeq, digest, cash, cashTolerance }: Digested): Comparison {
  const moment = momentOf(books.reportSeq, reportSeq);
  const text = booksText(scope === "ALL" ? books : { ...books, holdings: [] });
  if (moment !== "SAME" || text === undefined || digest !== digestOf(text))
    return { moment: moment === "SAME" ? "VENUE_BEHIND" : moment, differences: [] };
  return { moment, differences: scope === "ALL" ? compareCash(books, cash, cashTolerance) : [] };
}

/** What a pass found that none before it has told. */
type Novelty = { readonly isNew: (difference: Difference) => boolean };

function announce(
  state: TradingState,
  { config, outbox }: TradingContext,
  { scope, reportSeq }: AccountReported,
  { isNews, isNew, frozen, released }: Settlement & Novelty,
): void {
  const { reconcile } = state;
  if (isNews)
    emit(
      outbox,
      reconciliationCompleted.create({
        scope,
        reportSeq,
        differences: reconcile.open.map((each) => writtenDown(each, isNew(each))),
        isReconciled: isReconciled(reconcile, { ...config.reconciliation, intervalMs: config.intervalMs }, outbox.at),
      }),
    );
  for (const { symbol, reasons } of frozen) {
    emit(outbox, symbolFrozen.create({ symbol, reasons }));
    emit(outbox, alertRaised.create({ level: "CRITICAL", what: `${symbol} is frozen`, message: reasons.join("; ") }));
  }
  const cash = reconcile.open.find((each) => each.symbol === undefined && isNew(each));
  if (cash !== undefined)
    emit(outbox, alertRaised.create({ level: "CRITICAL", what: "cash differs", message: cash.explanation }));
  for (const { symbol, frozenFor } of released)
    emit(outbox, symbolReleased.create({ symbol, frozenForMs: frozenFor, releasedBy: "reconciliation" }));
}

const writtenDown = (
  { kind, symbol, orderId, ours, venue, remedy: done, explanation }: Difference,
  isNew: boolean,
) => ({
  kind,
  symbol: symbol ?? null,
  orderId: orderId ?? null,
  ours: ours ?? null,
  venue: venue ?? null,
  remedy: done,
  explanation,
  isNew,
});

function remedy(state: TradingState, context: TradingContext, difference: Difference): void {
  const { orderId, symbol, venue } = difference;
  if (orderId === undefined || symbol === undefined) return;
  switch (difference.remedy) {
    case "QUERY_ORDER": {
      if (difference.kind === "ORDER_UNRESOLVED")
        moveOrder(state, context, orderId, { kind: "OUTCOME_UNKNOWN", reason: difference.explanation });
      return void context.effects.push({ kind: "QueryOrder", orderId });
    }
    case "CANCEL_OURS":
      return void context.effects.push({ kind: "CancelOrder", orderId, symbol });
    case "TAKE_AS_ACCEPTED":
      return void moveOrder(state, context, orderId, { kind: "ACCEPTED" });
    case "END_ORDER":
      return endOrder(state, context, orderId, difference.explanation);
    case "ADOPT_STOP":
      return adoptStop(state, context, orderId, venue ?? Number.NaN);
    case "ASK_REPORTS":
    case "NAME_IT":
  }
}

/** What it protected is protected again at once. */
function endOrder(state: TradingState, context: TradingContext, orderId: string, reason: string): void {
  moveOrder(state, context, orderId, { kind: "CANCELED", reason });
  const record = findOrder(state, orderId);
  if (record === undefined) return;
  retire(state, record);
  const id = context.idOf(record.order.symbol);
  if (id === undefined) return;
  noteChild(state, context, record, id);
  protect(state, context, id);
}

function adoptStop(state: TradingState, { outbox }: TradingContext, orderId: string, stopPriceUsd: number): void {
  const record = findOrder(state, orderId);
  if (record === undefined) return;
  const stopPrice = price(stopPriceUsd);
  record.order = { ...record.order, stopPrice };
  record.arrivalPrice = stopPrice;
  emit(outbox, orderAmended.create({ orderId, stopPriceUsd: stopPrice }));
}
