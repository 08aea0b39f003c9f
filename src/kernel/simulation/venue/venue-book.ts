/**
 * The simulated venue: a book of our orders, filled by bars. Pure; adapters give it a process, a log and a clock.
 *
 * A bar is played in three phases, as a live venue would show it: `openBar` fills at the open what takes, `fillResting`
 * fills what rests, `closeBar` triggers stops and expires what an open could not fill. Whatever the bar did, a resting
 * entry is filled first and its stop, sent upon that, may trigger in the same bar. Like real venues it refuses a client
 * id only while an order of that id is open, so nobody may rely on it for duplicates.
 */
import type { Bar } from "../../domain/bar.ts";
import { type Instrument, snapQuantity } from "../../domain/instrument.ts";
import { isResting, type Order } from "../../domain/order.ts";
import type { Liquidity, VenueReport } from "../../domain/venue-report.ts";
import { costOf, type Price, usd } from "../../units/units.ts";
import { buyPrice, isTradedThrough, maxParticipation, sellPrice, wouldTake } from "./fill-model.ts";

type Resting = { order: Order; filled: number };

export type VenueBook = {
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly resting: Map<string, Resting>;
  /** Base amounts held at the venue, which cannot go below zero. */
  readonly holdings: Map<string, number>;
  /** Last price of each symbol that traded. */
  readonly last: Map<string, number>;
  fills: number;
};

export const openVenueBook = (instruments: readonly Instrument[]): VenueBook => ({
  instruments: new Map(instruments.map((each) => [each.symbol, each])),
  resting: new Map(),
  holdings: new Map(),
  last: new Map(),
  fills: 0,
});

/** What can be asked of a venue at once; a question about an order is none of it. */
export type VenueRequest =
  | { readonly kind: "SubmitOrder"; readonly order: Order }
  | { readonly kind: "CancelOrder"; readonly orderId: string }
  | { readonly kind: "MoveStop"; readonly orderId: string; readonly stopPrice: Price };

/** Carries a request out; nothing comes back where there is nothing to do. */
export function answerOf(book: VenueBook, request: VenueRequest): VenueReport | undefined {
  if (request.kind === "SubmitOrder") return submitTo(book, request.order);
  if (request.kind === "CancelOrder") return cancelAt(book, request.orderId);
  return amendAt(book, request.orderId, request.stopPrice);
}

export function submitTo(book: VenueBook, order: Order): VenueReport {
  const instrument = book.instruments.get(order.symbol);
  const refusal = refusalOf(book, order, instrument);
  if (refusal !== undefined) return { kind: "REJECTED", orderId: order.id, reason: refusal };
  book.resting.set(order.id, { order, filled: 0 });
  return { kind: "ACCEPTED", orderId: order.id };
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
  const resting = book.resting.get(orderId);
  if (resting?.order.purpose !== "STOP") return undefined;
  const last = book.last.get(resting.order.symbol);
  if (last !== undefined && !(stopPrice < last)) return undefined;
  resting.order = { ...resting.order, stopPrice };
  return { kind: "AMENDED", orderId, stopPrice };
}

/** Fills orders that take at the open, entries as far as their limit and the bar's volume allow. */
export function openBar(book: VenueBook, bars: readonly Bar[]): VenueReport[] {
  const reports: VenueReport[] = [];
  for (const bar of bars)
    for (const resting of restingIn(book, bar.symbol))
      if (resting.order.purpose !== "STOP" && resting.order.orderType !== "POST_ONLY")
        fillAtOpen(book, resting, bar, reports);
  return reports;
}

/**
 * Fills orders at their limit once the price has traded through it: touching it is not enough, since others were there
 * before. What could take at the open had its share of the bar there.
 */
export function fillResting(book: VenueBook, bars: readonly Bar[]): VenueReport[] {
  const reports: VenueReport[] = [];
  for (const bar of bars)
    for (const resting of restingIn(book, bar.symbol)) {
      const { order, filled } = resting;
      const instrument = book.instruments.get(order.symbol);
      if (instrument === undefined || !isResting(order) || !isTradedThrough(order, bar, instrument)) continue;
      const wanted = Math.min(order.quantity - filled, shareOf(bar, instrument));
      if (order.orderType === "LIMIT" && isWithinLimit(order, bar, instrument, wanted)) continue;
      if (wanted > 0) fill(book, resting, { quantity: wanted, from: bar.open, bar, liquidity: "MAKER" }, reports);
    }
  return reports;
}

/** Triggers stops inside the bar and expires entries that the open did not fill and that do not rest. */
export function closeBar(book: VenueBook, bars: readonly Bar[]): VenueReport[] {
  const reports: VenueReport[] = [];
  for (const bar of bars) {
    for (const resting of restingIn(book, bar.symbol)) {
      const { order } = resting;
      if (order.purpose === "ENTRY" && !isResting(order)) expire(book, order.id, reports);
      else if (order.stopPrice !== undefined && bar.low <= order.stopPrice) {
        const from = Math.min(bar.open, order.stopPrice);
        fill(book, resting, { quantity: order.quantity, from, bar, liquidity: "TAKER" }, reports);
      }
    }
    book.last.set(bar.symbol, bar.close);
  }
  return reports;
}

function refusalOf(book: VenueBook, order: Order, instrument: Instrument | undefined): string | undefined {
  if (instrument === undefined) return `unknown symbol ${order.symbol}`;
  if (book.resting.has(order.id)) return `an order with client id ${order.id} is open`;
  const last = book.last.get(order.symbol);
  if (order.orderType === "POST_ONLY" && last !== undefined && wouldTake(order, last, instrument))
    return `a post-only order at ${order.limitPrice} would take: the last price is ${last}`;
  if (order.side === "BUY") return undefined;
  const free = (book.holdings.get(order.symbol) ?? 0) - reserved(book, order.symbol);
  return order.quantity <= free + instrument.lotSize / 2
    ? undefined
    : `insufficient balance: ${free} free, ${order.quantity} asked`;
}

/** Open sell orders lock what they would sell, as on a spot venue. */
const reserved = (book: VenueBook, symbol: string): number =>
  restingIn(book, symbol).reduce(
    (sum, { order, filled }) => sum + (order.side === "SELL" ? order.quantity - filled : 0),
    0,
  );

function restingIn(book: VenueBook, symbol: string): Resting[] {
  const found: Resting[] = [];
  for (const resting of book.resting.values()) if (resting.order.symbol === symbol) found.push(resting);
  return found;
}

function fillAtOpen(book: VenueBook, resting: Resting, bar: Bar, reports: VenueReport[]): void {
  const { order, filled } = resting;
  const instrument = book.instruments.get(order.symbol);
  if (instrument === undefined) return;
  const plan = { from: bar.open, bar, liquidity: "TAKER" } as const;
  if (order.purpose === "EXIT") return fill(book, resting, { ...plan, quantity: order.quantity }, reports);
  const wanted = Math.min(order.quantity - filled, shareOf(bar, instrument));
  if (!(wanted > 0) || !isWithinLimit(order, bar, instrument, wanted)) return;
  fill(book, resting, { ...plan, quantity: wanted }, reports);
}

const shareOf = (bar: Bar, instrument: Instrument): number => snapQuantity(instrument, bar.volume * maxParticipation);

/** Whether so much can be bought at the open within the limit. */
const isWithinLimit = (order: Order, bar: Bar, instrument: Instrument, wanted: number): boolean =>
  buyPrice(instrument, bar, bar.open, wanted) <= (order.limitPrice ?? 0);

type FillPlan = {
  readonly quantity: number;
  readonly from: number;
  readonly bar: Bar;
  readonly liquidity: Liquidity;
};

function fill(book: VenueBook, resting: Resting, plan: FillPlan, reports: VenueReport[]): void {
  const { quantity, liquidity } = plan;
  const { order } = resting;
  const instrument = book.instruments.get(order.symbol);
  if (instrument === undefined) return;
  const filled = snapQuantity(instrument, quantity);
  const isBuy = order.side === "BUY";
  const price = priceOf(order, instrument, plan, filled);
  resting.filled += filled;
  if (resting.filled >= order.quantity - instrument.lotSize / 2) book.resting.delete(order.id);
  book.holdings.set(order.symbol, (book.holdings.get(order.symbol) ?? 0) + (isBuy ? filled : 0 - filled));
  book.fills += 1;
  const fee = costOf(usd(filled * price), liquidity === "MAKER" ? instrument.makerFeeBps : instrument.takerFeeBps);
  const fillId = `F${book.fills}`;
  reports.push({ kind: "FILLED", orderId: order.id, fillId, price, quantity: filled, fee, liquidity });
}

function priceOf(order: Order, instrument: Instrument, { from, bar, liquidity }: FillPlan, filled: number): Price {
  if (liquidity === "MAKER" && order.limitPrice !== undefined) return order.limitPrice;
  return order.side === "BUY" ? buyPrice(instrument, bar, from, filled) : sellPrice(instrument, bar, from, filled);
}

function expire(book: VenueBook, orderId: string, reports: VenueReport[]): void {
  book.resting.delete(orderId);
  reports.push({ kind: "CANCELED", orderId, expired: true, reason: "not filled at the open" });
}
