/**
 * Open orders, ours against the venue's (RT-05, RT-08).
 *
 * An order the venue lists lives, whatever we thought of it. One it does not list may have ended, be on its way or be
 * lost: only the venue's answer to its client id proves which. None is ever sent again for being missing; a cancel that
 * changed nothing is.
 */
import type { Instrument } from "../../domain/instrument.ts";
import type { OrderRecord } from "../../domain/order.ts";
import type { Difference } from "../../domain/reconciliation.ts";
import type { VenueOpenOrder } from "../../domain/venue-account.ts";
import { type Books, isSamePrice, isSameQuantity } from "./books.ts";

/** Unanswered for no longer than this, an order is on its way; chosen: one pass over orders. */
export type Patience = { readonly unansweredMs: number };

export function compareOrders(books: Books, listed: readonly VenueOpenOrder[], patience: Patience): Difference[] {
  const atVenue = new Map(listed.map((order) => [order.orderId, order]));
  const differences: Difference[] = [];
  for (const record of books.orders) {
    const order = atVenue.get(record.order.id);
    atVenue.delete(record.order.id);
    if (order === undefined) differences.push(...missing(books, record, patience));
    else differences.push(...compareOrder(books, record, order, patience));
  }
  for (const order of atVenue.values()) differences.push(unknownHere(books, order));
  return differences;
}

const isUnanswered = ({ status }: OrderRecord): boolean => status === "SUBMITTED" || status === "UNKNOWN";

function missing(books: Books, record: OrderRecord, { unansweredMs }: Patience): Difference[] {
  const { order, status, submittedAt, filledQuantity } = record;
  const isOnItsWay = status === "SUBMITTED" && books.at - submittedAt <= unansweredMs;
  if (isOnItsWay) return [];
  const { id: orderId, symbol } = order;
  const ours = order.quantity - filledQuantity;
  const isProven = books.isProvenEnded(orderId);
  const kind = isUnanswered(record) ? "ORDER_UNRESOLVED" : "ORDER_MISSING_AT_VENUE";
  const what = `${order.side} order ${orderId} for ${symbol} is ${status} here with ${ours} left, and the venue does not list it`;
  const done = isProven
    ? "under its client id the venue does not work it either, so it has ended"
    : "the venue is asked by client id, and it counts as open until it answers";
  const remedy = isProven ? "END_ORDER" : "QUERY_ORDER";
  return [{ kind, symbol, orderId, ours, venue: undefined, remedy, explanation: `${what}: ${done}` }];
}

/** At most one difference an order, the gravest. */
function compareOrder(books: Books, record: OrderRecord, listed: VenueOpenOrder, patience: Patience): Difference[] {
  const { order, filledQuantity } = record;
  const { id: orderId, symbol } = order;
  const instrument = books.instrumentOf(symbol);
  const about = { symbol, orderId };
  if (instrument === undefined || listed.symbol !== symbol || listed.side !== order.side)
    return [differentTerms(record, listed)];
  if (!isSameQuantity(order.quantity, listed.quantity, instrument)) return [differentTerms(record, listed)];
  if (!isSameQuantity(filledQuantity, listed.filledQuantity, instrument)) {
    const explanation = `of order ${orderId} for ${symbol} ${filledQuantity} is filled here and ${listed.filledQuantity} at the venue: its reports are asked for again`;
    const values = { ours: filledQuantity, venue: listed.filledQuantity };
    return [{ kind: "FILLED_QUANTITY", ...about, ...values, remedy: "ASK_REPORTS", explanation }];
  }
  if (!isSameStop(order.stopPrice, listed.stopPrice, instrument)) return [differentStop(record, listed)];
  if (record.status === "PENDING_CANCEL") return stillThere(books, record, patience);
  if (!isUnanswered(record)) return [];
  const explanation = `order ${orderId} for ${symbol} is ${record.status} here and the venue lists it: it lives`;
  return [
    { kind: "ORDER_UNANSWERED", ...about, ours: undefined, venue: undefined, remedy: "TAKE_AS_ACCEPTED", explanation },
  ];
}

/** Taken back once, and the venue works it all the same: an exit may be waiting for it to give way. */
function stillThere({ at }: Books, record: OrderRecord, { unansweredMs }: Patience): Difference[] {
  const { order, updatedAt, filledQuantity } = record;
  const isGivingWay = at - updatedAt <= unansweredMs;
  if (isGivingWay) return [];
  const { id: orderId, symbol } = order;
  const venue = order.quantity - filledQuantity;
  const what = `the venue works ${order.side} ${venue} ${symbol} under ${orderId}`;
  const explanation = `${what}, which was asked for back and is still there: it is asked for once more`;
  return [{ kind: "ORDER_STILL_OPEN", symbol, orderId, ours: 0, venue, remedy: "CANCEL_OURS", explanation }];
}

/** Two orders without a stop agree in it; a stop and none do not. */
const isSameStop = (ours: number | undefined, venue: number | undefined, instrument: Instrument): boolean =>
  ours === venue || isSamePrice(ours ?? Number.NaN, venue ?? Number.NaN, instrument);

function differentTerms({ order }: OrderRecord, listed: VenueOpenOrder): Difference {
  const words = (of: { side: string; quantity: number; symbol: string }) => `${of.side} ${of.quantity} ${of.symbol}`;
  return {
    kind: "ORDER_TERMS",
    symbol: order.symbol,
    orderId: order.id,
    ours: order.quantity,
    venue: listed.quantity,
    remedy: "NAME_IT",
    explanation: `order ${order.id} is ${words(order)} here and ${words(listed)} at the venue: a person has to look`,
  };
}

/** Where a stop rests is the venue's to say; one that rests nowhere is none to adopt. */
function differentStop({ order }: OrderRecord, { stopPrice: venue }: VenueOpenOrder): Difference {
  const canAdopt = order.purpose === "STOP" && (venue ?? 0) > 0;
  const what = `stop ${order.id} for ${order.symbol} triggers at ${order.stopPrice ?? "no price"} here and at ${venue ?? "no price"} at the venue`;
  return {
    kind: "STOP_PRICE",
    symbol: order.symbol,
    orderId: order.id,
    ours: order.stopPrice,
    venue,
    remedy: canAdopt ? "ADOPT_STOP" : "NAME_IT",
    explanation: `${what}: ${canAdopt ? "the venue's is taken, and it is raised from there" : "a person has to look"}`,
  };
}

/** What is not ours is never cancelled by itself: somebody placed it, and knows why. */
function unknownHere(
  { isOurs }: Books,
  { orderId, symbol, side, quantity, filledQuantity }: VenueOpenOrder,
): Difference {
  const venue = quantity - filledQuantity;
  const what = `the venue works ${side} ${venue} ${symbol} under ${orderId}`;
  if (isOurs(orderId)) {
    const explanation = `${what}, which has ended here: it is taken back`;
    return { kind: "ORDER_STILL_OPEN", symbol, orderId, ours: 0, venue, remedy: "CANCEL_OURS", explanation };
  }
  const explanation = `${what}, which the fund never sent: it is left alone, and a person has to cancel or accept it`;
  return { kind: "ORDER_UNKNOWN_HERE", symbol, orderId, ours: undefined, venue, remedy: "NAME_IT", explanation };
}
