/**
 * What the venue says about our orders, taken in once: life cycle, fills, protection.
 *
 * The venue port gives numbered reports in order. One that comes too early is left to be fetched again, so
 * that none is skipped. A report with a number already seen, or a fill with an id already booked, changes nothing. An order the fund does not
 * know is reported and left alone: reconciliation against foreign orders comes with the live venues.
 */
import type { OrderRecord } from "../domain/order.ts";
import type { Position } from "../domain/position.ts";
import type { InputEvent } from "../events/catalogue.ts";
import { emit } from "../events/outbox.ts";
import { inputIgnored, orderAmended, positionClosed, positionOpened, tradeExecuted } from "../events/trading-events.ts";
import type { OrderNews } from "./execute/order-life.ts";
import { type Account, bookEntryFill, bookExitFill, type Booked, type Fill } from "./positions/book-fill.ts";
import { exitRowOf } from "./positions/exit-rows.ts";
import { moveOrder, protect } from "./protect.ts";
import { slippageOf, watchSlippage } from "./watch-slippage.ts";
import { noteChild, noteFill } from "./hear-child.ts";
import type { TradingContext } from "./trading-context.ts";
import {
  findOrder,
  hasSeenOrder,
  rememberAnswer,
  rememberExecutionError,
  rememberFill,
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
      | "venue.order_absent";
  }
>;

export function hearVenue(state: TradingState, context: TradingContext, event: VenueEvent): string | undefined {
  const { data } = event;
  if ("reportSeq" in data && data.reportSeq > 0) {
    if (data.reportSeq <= state.reportSeq)
      return ignore(context, event, `report ${data.reportSeq} was taken in before`);
    if (data.reportSeq > state.reportSeq + 1)
      return ignore(context, event, `report ${data.reportSeq} came before report ${state.reportSeq + 1}`);
    state.reportSeq = data.reportSeq;
  }
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
  if (event.type !== "venue.order_amended") return hearNews(state, context, record, event);
  const { orderId, stopPriceUsd } = event.data;
  if (record.order.stopPrice === stopPriceUsd) return undefined;
  record.order = { ...record.order, stopPrice: stopPriceUsd };
  record.arrivalPrice = stopPriceUsd;
  emit(context.outbox, orderAmended.create({ orderId, stopPriceUsd }));
  return undefined;
}

type News = Exclude<VenueEvent, { type: "venue.order_filled" | "venue.order_amended" }>;

function hearNews(state: TradingState, context: TradingContext, record: OrderRecord, event: News): string | undefined {
  const news = newsOf(event);
  if (news.kind === "ACCEPTED" && record.status === "ABSENT") return hearRevived(context, record);
  const isRefused = news.kind === "REJECTED" && !wouldHaveTaken(record);
  if (news.kind === "ACCEPTED" || isRefused) rememberAnswer(state, isRefused);
  const changed = moveOrder(state, context, record.order.id, news);
  if (changed && (isRefused || news.kind === "OUTCOME_UNKNOWN"))
    rememberExecutionError(state, context.outbox.at, context.config.ess.executionErrorWindowMs);
  if (changed && news.kind === "OUTCOME_UNKNOWN")
    context.effects.push({ kind: "QueryOrder", orderId: record.order.id });
  return undefined;
}

/** A venue refuses a POST_ONLY that would take: the price moved on, and nobody made an error. */
const wouldHaveTaken = ({ order }: OrderRecord): boolean => order.orderType === "POST_ONLY";

/** It overtook the question whether it was there. Another may stand in its place by now, so it has to go. */
function hearRevived({ effects }: TradingContext, { order }: OrderRecord): string {
  effects.push({ kind: "CancelOrder", orderId: order.id });
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
  const { fillId, priceUsd, quantity, feeUsd, liquidity } = event.data;
  if (state.fillIds.includes(fillId)) return ignore(context, event, `fill ${fillId} is booked`);
  const id = context.idOf(record.order.symbol);
  if (id === undefined) return ignore(context, event, `${record.order.symbol} is not configured`);
  rememberFill(state, fillId);
  const news: OrderNews = { kind: "FILLED", quantity };
  moveOrder(state, context, record.order.id, news);
  const held = state.positions[id];
  const excess = record.order.side === "SELL" ? quantity - (held?.quantity ?? 0) : 0;
  const isOversold = excess > accountOf(context, id).instrument.lotSize / 2;
  if (isOversold && held === undefined) return oversold(record, quantity, 0);
  const bookable = isOversold && held !== undefined ? held.quantity : quantity;
  const fill = { price: priceUsd, quantity: bookable, fee: feeUsd, at: context.outbox.at };
  const booked = book(accountOf(context, id), held, record, fill);
  state.positions[id] = booked.position;
  state.positionsChanged = true;
  noteFill(state, record, { price: priceUsd, quantity: bookable, fee: feeUsd });
  const slippageBps = slippageOf(record, priceUsd) ?? null;
  const { id: orderId, symbol, side } = record.order;
  const { realizedPnl: realizedPnlUsd } = booked;
  emit(
    context.outbox,
    tradeExecuted.create({
      orderId,
      fillId,
      symbol,
      side,
      priceUsd,
      quantity: bookable,
      feeUsd,
      realizedPnlUsd,
      slippageBps,
      liquidity,
    }),
  );
  watchSlippage(state, context, record, { price: priceUsd, quantity: bookable, liquidity });
  announcePosition(state, context, booked);
  return isOversold ? oversold(record, quantity, bookable) : undefined;
}

/** What is held can be booked; the rest says that our books and the venue's differ. */
const oversold = ({ order }: OrderRecord, sold: number, held: number): string =>
  `the venue sold ${sold} ${order.symbol} under ${order.id}, of which ${held} were held`;

function accountOf({ ledger, config, features, regimeOf }: TradingContext, id: number): Account {
  const instrument = config.instruments[id];
  if (instrument === undefined) throw new Error(`expected instrument ${id} to be configured`);
  const outlook = { row: exitRowOf(regimeOf(id)), atr: features.atr[id] ?? 0 };
  return { ledger, id, instrument, outlook };
}

function book(account: Account, held: Position | undefined, record: OrderRecord, fill: Fill): Booked {
  if (record.order.side === "BUY") return bookEntryFill(account, held, record, fill);
  if (held === undefined) throw new Error(`expected to hold ${record.order.symbol} when ${record.order.id} sells it`);
  return bookExitFill(account, held, record, fill);
}

function announcePosition(state: TradingState, { outbox }: TradingContext, { isNew, position, closed }: Booked): void {
  if (isNew && position !== undefined) {
    const { symbol, openedBy, strategy, quantity, averagePrice, stopPrice, initialRisk } = position;
    const prices = { averagePriceUsd: averagePrice, stopPriceUsd: stopPrice };
    emit(
      outbox,
      positionOpened.create({ symbol, openedBy, strategy, quantity, ...prices, initialRiskUsd: initialRisk }),
    );
  }
  if (closed === undefined) return;
  state.closedTrades.push(closed);
  emit(
    outbox,
    positionClosed.create({
      tradeId: closed.id,
      symbol: closed.symbol,
      strategy: closed.strategy,
      openedAtMs: closed.openedAt,
      closedAtMs: closed.closedAt,
      quantity: closed.quantity,
      entryPriceUsd: closed.entryPrice,
      exitPriceUsd: closed.exitPrice,
      pnlUsd: closed.pnl,
      feesUsd: closed.fees,
      rMultipleRatio: closed.rMultiple,
      exitReason: closed.exitReason,
    }),
  );
}

function ignore({ outbox }: TradingContext, event: VenueEvent, reason: string): undefined {
  emit(outbox, inputIgnored.create({ type: event.type, reason }));
}
