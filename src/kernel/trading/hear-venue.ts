/**
 * What the venue says about our orders, taken in once: life cycle, fills, protection.
 *
 * The venue port gives numbered reports in order (`report-number.ts`). A fill with an id already booked changes nothing.
 * An order the fund does not know is reported and left alone; reconciliation names it (`hear-account.ts`).
 */
import { isOpen, type OrderRecord } from "../domain/order.ts";
import type { InputEvent } from "../events/catalogue.ts";
import { emit } from "../events/outbox.ts";
import { inputIgnored, orderAmended } from "../events/trading-events.ts";
import { noteChild } from "./hear-child.ts";
import { takeFill } from "./hear-fill.ts";
import type { OrderNews } from "./execute/order-life.ts";
import { moveOrder, protect } from "./protect.ts";
import { type Report, takeNumber } from "./report-number.ts";
import { noteMessage, send } from "./send.ts";
import type { TradingContext } from "./trading-context.ts";
import {
  findOrder,
  hasSeenOrder,
  rememberAnswer,
  rememberExecutionError,
  retire,
  type TradingState,
} from "./trading-state.ts";

export type VenueEvent = Extract<
  InputEvent,
  {
    type:
      | "venue.order_accepted"
      | "venue.order_rejected"
      | "venue.order_filled"
      | "venue.order_canceled"
      | "venue.order_amended"
      | "venue.order_outcome_unknown"
      | "venue.order_absent"
      | "venue.order_ended";
  }
>;

/** What is not part of the numbered stream is heard as it comes. */
const isNumbered = (event: VenueEvent): event is Extract<VenueEvent, Report> => "reportSeq" in event.data;

export function hearVenue(state: TradingState, context: TradingContext, event: VenueEvent): string | undefined {
  const { data } = event;
  if (isNumbered(event) && !takeNumber(state, context, event)) return undefined;
  const record = findOrder(state, data.orderId);
  if (record === undefined && event.type === "venue.order_filled" && hasSeenOrder(state, data.orderId))
    return `the venue filled ${data.orderId}, which ended too long ago to be booked`;
  if (record === undefined) return ignore(context, event, `order ${data.orderId} is not ours`);
  const mismatch = hearOf(state, context, record, event);
  retire(state, record);
  const id = context.idOf(record.order.symbol);
  if (id !== undefined) noteChild(state, context, record, id);
  if (id !== undefined && event.type !== "venue.order_rejected") protect(state, context, id);
  return mismatch;
}

function hearOf(
  state: TradingState,
  context: TradingContext,
  record: OrderRecord,
  event: VenueEvent,
): string | undefined {
  if (event.type === "venue.order_filled") return hearFill(state, context, record, event);
  if (event.type === "venue.order_ended") return noteEnded(state, record);
  if (event.type !== "venue.order_amended") return hearNews(state, context, record, event);
  const { orderId, stopPriceUsd } = event.data;
  if (record.order.stopPrice === stopPriceUsd) return undefined;
  record.order = { ...record.order, stopPrice: stopPriceUsd };
  record.arrivalPrice = stopPriceUsd;
  emit(context.outbox, orderAmended.create({ orderId, stopPriceUsd }));
  return undefined;
}

/** Asked by client id, the venue no longer works it: proof, beside an account that does not list it (RT-08). */
function noteEnded({ reconcile }: TradingState, { order, status }: OrderRecord): undefined {
  if (isOpen(status)) reconcile.provenEnded.add(order.id);
}

type News = Exclude<VenueEvent, { type: "venue.order_filled" | "venue.order_amended" | "venue.order_ended" }>;

function hearNews(state: TradingState, context: TradingContext, record: OrderRecord, event: News): string | undefined {
  const news = newsOf(event);
  if (news.kind === "ACCEPTED" && record.status === "ABSENT") return hearRevived(state, context, record);
  if (news.kind === "ABSENT") noteEnded(state, record);
  const isRefused = news.kind === "REJECTED" && !wouldHaveTaken(record);
  if (news.kind === "ACCEPTED" || isRefused) rememberAnswer(state, isRefused);
  const changed = moveOrder(state, context, record.order.id, news);
  if (changed) noteTrouble(state, context, record, { kind: news.kind, isRefused });
  return undefined;
}

type Trouble = { readonly kind: OrderNews["kind"]; readonly isRefused: boolean };

function noteTrouble(state: TradingState, context: TradingContext, record: OrderRecord, { kind, isRefused }: Trouble) {
  if (kind === "REJECTED") noteMessage(state, context, record.strategy);
  if (isRefused || kind === "OUTCOME_UNKNOWN")
    rememberExecutionError(state, context.outbox.at, context.config.ess.executionErrorWindowMs);
  if (kind === "OUTCOME_UNKNOWN") context.effects.push({ kind: "QueryOrder", orderId: record.order.id });
}

/** A venue refuses a POST_ONLY that would take: the price moved on, and nobody made an error. */
const wouldHaveTaken = ({ order }: OrderRecord): boolean => order.orderType === "POST_ONLY";

/** It overtook the question whether it was there. Another may stand in its place by now, so it has to go. */
function hearRevived(state: TradingState, context: TradingContext, { order, strategy }: OrderRecord): string {
  send(state, context, { kind: "CancelOrder", orderId: order.id, symbol: order.symbol }, strategy);
  return `the venue works ${order.id}, of which it said that it is not there`;
}

function newsOf(event: News): OrderNews {
  switch (event.type) {
    case "venue.order_accepted":
      return { kind: "ACCEPTED" };
    case "venue.order_rejected":
      return { kind: "REJECTED", reason: event.data.reason };
    case "venue.order_canceled":
      return { kind: event.data.expired ? "EXPIRED" : "CANCELED", reason: event.data.reason };
    case "venue.order_outcome_unknown":
      return { kind: "OUTCOME_UNKNOWN", reason: event.data.reason };
    case "venue.order_absent":
      return { kind: "ABSENT" };
  }
}

function hearFill(
  state: TradingState,
  context: TradingContext,
  record: OrderRecord,
  event: Extract<VenueEvent, { type: "venue.order_filled" }>,
): string | undefined {
  if (state.fillIds.has(event.data.fillId)) return ignore(context, event, `fill ${event.data.fillId} is booked`);
  if (context.idOf(record.order.symbol) === undefined)
    return ignore(context, event, `${record.order.symbol} is not configured`);
  return takeFill(state, context, record, event.data);
}

function ignore({ outbox }: TradingContext, event: VenueEvent, reason: string): undefined {
  emit(outbox, inputIgnored.create({ type: event.type, reason }));
}
