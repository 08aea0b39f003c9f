/** Carries out what `positions/protection.ts` finds missing: stops placed, stops cancelled for an exit, exits sent. */
import { isOpen, isResting } from "../domain/order.ts";
import { type ExitReason, type Position, stopReasonOf } from "../domain/position.ts";
import { emit, nextOrderId } from "../events/outbox.ts";
import { orderStatusChanged } from "../events/trading-events.ts";
import { type DurationMs, type EpochMs, seconds } from "../units/units.ts";
import { exitOrder, stopOrder } from "./execute/make-order.ts";
import { applyNews, type OrderNews } from "./execute/order-life.ts";
import { guardStopMove } from "./guard/approved-move.ts";
import { needOf } from "./positions/protection.ts";
import { send } from "./send.ts";
import { submit } from "./submit.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

/** From now on the position is on its way out; the first reason stays. */
export function requestExit(state: TradingState, id: number, reason: ExitReason): void {
  const position = state.positions[id];
  if (position !== undefined) position.exitReason ??= reason;
}

export function protectAll(state: TradingState, context: TradingContext): void {
  for (let id = 0; id < state.positions.length; id++) protect(state, context, id);
}

export function protect(state: TradingState, context: TradingContext, id: number): void {
  if (meetNeed(state, context, id)) protect(state, context, id);
}

/** Returns whether something was done, so that there may be more to do. */
function meetNeed(state: TradingState, context: TradingContext, id: number): boolean {
  const position = state.positions[id];
  const instrument = context.config.instruments[id];
  if (position === undefined || instrument === undefined) return false;
  const { strategy } = position;
  const need = needOf(position, state.orders.values(), instrument.lotSize);
  switch (need.kind) {
    case "NOTHING":
      return false;
    case "PLACE_STOP": {
      if (isLostAgain(state, position.symbol, context.outbox.at)) return false;
      if (isThrough(position)) return leaveAtMarket(state, id, position);
      const order = stopOrder(nextOrderId(context.outbox), position, need.quantity);
      const reason = `protects ${position.symbol} at its stop`;
      return submit(state, context, order, { strategy, reason, stopDistance: 0 });
    }
    case "PLACE_EXIT": {
      if (isLostAgain(state, position.symbol, context.outbox.at)) return false;
      cancelAgainst(state, context, position.symbol);
      const order = exitOrder(nextOrderId(context.outbox), position.symbol, need.quantity);
      const what = position.exitReason === undefined ? "reduces" : "closes";
      const reason = `${what} ${position.symbol}: ${position.exitReason ?? position.reduction?.reason ?? "GOVERNANCE"}`;
      return submit(state, context, order, { strategy, reason, stopDistance: 0 });
    }
    case "CANCEL_STOPS":
      for (const orderId of need.orderIds) cancel(state, context, orderId, "gives way to the exit");
      return true;
  }
}

/**
 * As many that never arrived within so much fund time, and the next waits for the clock. Chosen: an end to a loop that
 * costs no time, far beyond what a bad moment at a venue loses, since what waits is not protected.
 */
const lostAtMost = 20;
const lostWithin: DurationMs = seconds(10);

/**
 * What was lost is sent again at once. Where the venue answers that it is not there as fast as sending fails, that would
 * go round without end; as after a refusal, the next tick or close tries again then.
 */
function isLostAgain({ ended }: TradingState, symbol: string, at: EpochMs): boolean {
  let lost = 0;
  for (const { order, status, updatedAt } of ended)
    if (status === "ABSENT" && order.purpose !== "ENTRY" && order.symbol === symbol && !(at - updatedAt >= lostWithin))
      lost += 1;
  return lost >= lostAtMost;
}

/** A venue refuses a stop that the market has passed already: what it was to sell is sold now. */
const isThrough = ({ lastPrice, stopPrice }: Position): boolean => !(lastPrice > stopPrice);

function leaveAtMarket(state: TradingState, id: number, position: Position): true {
  requestExit(state, id, stopReasonOf(position, position.stopPrice));
  return true;
}

/**
 * Asks the venue to move the stops that rest below where they should, each in one piece, so that the position is never
 * without one and nothing can be sold twice. Called once a close: one that was not answered is asked for again then. A
 * venue never moves a stop past the market: where the price is through already, the position is left.
 */
export function raiseStops(state: TradingState, context: TradingContext): void {
  const { positions, orders } = state;
  const through: number[] = [];
  for (const record of orders.values()) {
    const { purpose, symbol, stopPrice = Number.NaN } = record.order;
    if (purpose !== "STOP") continue;
    const id = context.idOf(symbol) ?? -1;
    const position = positions[id];
    const instrument = context.config.instruments[id];
    if (position === undefined || instrument === undefined || !(stopPrice < position.stopPrice)) continue;
    if (isThrough(position)) {
      through.push(id);
      continue;
    }
    const move = guardStopMove(record, position.stopPrice, instrument);
    if (typeof move !== "string") send(state, context, { kind: "MoveStop", symbol, ...move }, record.strategy);
  }
  for (const id of through) leaveThrough(state, context, id);
}

function leaveThrough(state: TradingState, context: TradingContext, id: number): void {
  const position = state.positions[id];
  if (position === undefined || position.exitReason !== undefined) return;
  leaveAtMarket(state, id, position);
  protect(state, context, id);
}

export function cancelEntries(state: TradingState, context: TradingContext, reason: string): void {
  for (const record of state.orders.values())
    if (record.order.purpose === "ENTRY" && isOpen(record.status)) cancel(state, context, record.order.id, reason);
}

/** A symbol that has left the universe while an entry waited at the venue. */
export function cancelEntriesOutside(state: TradingState, context: TradingContext, universe: readonly string[]): void {
  for (const { order, status } of state.orders.values())
    if (order.purpose === "ENTRY" && isOpen(status) && !universe.includes(order.symbol))
      cancel(state, context, order.id, `${order.symbol} has left the universe`);
}

/** Books and venue differ in it: what waits to be bought there is taken back until they agree. */
export function cancelEntriesIn(state: TradingState, context: TradingContext, symbol: string): void {
  for (const { order, status } of state.orders.values())
    if (order.purpose === "ENTRY" && isOpen(status) && order.symbol === symbol)
      cancel(state, context, order.id, `${symbol} is frozen until the books agree with the venue's`);
}

/** What rests on the other side of an exit goes first, so that the fund does not sell to itself (controls.md, PT-13). */
function cancelAgainst(state: TradingState, context: TradingContext, symbol: string): void {
  for (const { order, status } of state.orders.values())
    if (order.symbol === symbol && order.purpose === "ENTRY" && isResting(order) && isOpen(status))
      cancel(state, context, order.id, "gives way to the exit");
}

/** Asks the venue for an order back; one of unknown outcome is waited for. */
export function cancel(state: TradingState, context: TradingContext, orderId: string, reason: string): void {
  const record = state.orders.get(orderId);
  if (record !== undefined && moveOrder(state, context, orderId, { kind: "CANCEL_REQUESTED", reason }))
    send(state, context, { kind: "CancelOrder", orderId, symbol: record.order.symbol }, record.strategy);
}

/** Applies news to an open order and says so. Returns whether anything changed. */
export function moveOrder(
  state: TradingState,
  { outbox }: Pick<TradingContext, "outbox">,
  orderId: string,
  news: OrderNews,
): boolean {
  const record = state.orders.get(orderId) ?? state.ended.findLast((each) => each.order.id === orderId);
  if (record === undefined) return false;
  const from = applyNews(record, news, outbox.at);
  if (from === undefined) return false;
  const { status: to, filledQuantity, note } = record;
  emit(outbox, orderStatusChanged.create({ orderId, from, to, filledQuantity, note }));
  return true;
}
