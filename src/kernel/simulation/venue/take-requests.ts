/**
 * What is asked of the simulated venue: take an order, cancel one, move a stop. A request that takes time is sent off and
 * answered when it has arrived (`in-flight.ts`).
 */
import type { Order } from "../../domain/order.ts";
import type { VenueReport } from "../../domain/venue-report.ts";
import type { Price } from "../../units/units.ts";
import type { VenueBook, VenueRequest } from "./book-state.ts";
import { isInstant, sendOff } from "./in-flight.ts";
import { refusalOf } from "./refuse-order.ts";
import { reasonOf } from "./reject-codes.ts";
import { isStop, type VenueOrder, venueOrderOf } from "./venue-order.ts";

/** Carries a request out, or sends it off where it takes time; nothing comes back where there is nothing to do yet. */
export function answerOf(book: VenueBook, request: VenueRequest): VenueReport | undefined {
  if (isInstant(book.terms.latency)) return answerNow(book, request);
  sendOff(book, request);
  return undefined;
}

export function answerNow(book: VenueBook, request: VenueRequest): VenueReport | undefined {
  if (request.kind === "SubmitOrder") return submitTo(book, request.order);
  if (request.kind === "CancelOrder") return cancelAt(book, request.orderId);
  return amendAt(book, request.orderId, request.stopPrice);
}

export function submitTo(book: VenueBook, asked: Order | VenueOrder): VenueReport {
  const order = venueOrderOf(asked);
  const { id: orderId } = order;
  const refusal = refusalOf(book, order);
  if (refusal !== undefined) return { kind: "REJECTED", orderId, reason: reasonOf(refusal), code: refusal.code };
  restOrder(book, order);
  return { kind: "ACCEPTED", orderId };
}

/** A trailing stop without a price of its own to begin at follows from the last price. */
export function restOrder(book: VenueBook, order: VenueOrder): void {
  const isTrailing = order.type === "TRAILING_STOP" && order.activationPrice === undefined;
  const peak = isTrailing ? book.last.get(order.symbol) : undefined;
  book.resting.set(order.id, { order, filled: 0, isTriggered: false, peak });
}

export function cancelAt(book: VenueBook, orderId: string): VenueReport | undefined {
  if (!book.resting.delete(orderId)) return undefined;
  return { kind: "CANCELED", orderId, expired: false, reason: "cancelled on request" };
}

/**
 * Moves the trigger of a stop that rests, in one piece: it never stops resting, and never rests twice. A trigger the
 * market has passed is refused.
 */
export function amendAt(book: VenueBook, orderId: string, stopPrice: Price): VenueReport | undefined {
  const open = book.resting.get(orderId);
  if (open?.order.stopPrice === undefined || !isStop(open.order) || open.isTriggered) return undefined;
  const { symbol, side } = open.order;
  const last = book.last.get(symbol);
  if (last !== undefined && !(side === "SELL" ? stopPrice < last : stopPrice > last)) return undefined;
  open.order = { ...open.order, stopPrice };
  return { kind: "AMENDED", orderId, stopPrice };
}
