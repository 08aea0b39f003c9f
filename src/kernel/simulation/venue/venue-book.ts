/**
 * The simulated venue: a book of our orders, filled by bars. Pure; adapters give it a process, a log and a clock.
 *
 * A bar is played in two phases, as a live venue would show it: `openBar` fills market orders at the open, `closeBar`
 * triggers stops inside the bar (stop first, whatever else the bar did) and expires what an open could not fill. Like
 * real venues it refuses a client id only while an order of that id is open, so nobody may rely on it for duplicates.
 */
import type { Bar } from "../../domain/bar.ts";
import { type Instrument, snapQuantity } from "../../domain/instrument.ts";
import type { Order } from "../../domain/order.ts";
import type { VenueReport } from "../../domain/venue-report.ts";
import { costOf, usd } from "../../units/units.ts";
import { buyPrice, maxParticipation, sellPrice } from "./fill-model.ts";

type Resting = { readonly order: Order; filled: number };

export type VenueBook = {
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly resting: Map<string, Resting>;
  /** Base amounts held at the venue, which cannot go below zero. */
  readonly holdings: Map<string, number>;
  fills: number;
};

export const openVenueBook = (instruments: readonly Instrument[]): VenueBook => ({
  instruments: new Map(instruments.map((each) => [each.symbol, each])),
  resting: new Map(),
  holdings: new Map(),
  fills: 0,
});

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

/** Fills market orders at the open, entries as far as their limit and the bar's volume allow. */
export function openBar(book: VenueBook, bars: readonly Bar[]): VenueReport[] {
  const reports: VenueReport[] = [];
  for (const bar of bars)
    for (const resting of restingIn(book, bar.symbol))
      if (resting.order.purpose !== "STOP") fillAtOpen(book, resting, bar, reports);
  return reports;
}

/** Triggers stops inside the bar and expires entries that the open did not fill. */
export function closeBar(book: VenueBook, bars: readonly Bar[]): VenueReport[] {
  const reports: VenueReport[] = [];
  for (const bar of bars) {
    for (const resting of restingIn(book, bar.symbol)) {
      const { order } = resting;
      if (order.purpose === "ENTRY") expire(book, order.id, reports);
      else if (order.stopPrice !== undefined && bar.low <= order.stopPrice) {
        const from = Math.min(bar.open, order.stopPrice);
        fill(book, resting, { quantity: order.quantity, from, bar }, reports);
      }
    }
  }
  return reports;
}

function refusalOf(book: VenueBook, order: Order, instrument: Instrument | undefined): string | undefined {
  if (instrument === undefined) return `unknown symbol ${order.symbol}`;
  if (book.resting.has(order.id)) return `an order with client id ${order.id} is open`;
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
  const { order } = resting;
  const instrument = book.instruments.get(order.symbol);
  if (instrument === undefined) return;
  if (order.purpose === "EXIT") return fill(book, resting, { quantity: order.quantity, from: bar.open, bar }, reports);
  const wanted = Math.min(order.quantity, snapQuantity(instrument, bar.volume * maxParticipation));
  if (!(wanted > 0) || buyPrice(instrument, bar, bar.open, wanted) > (order.limitPrice ?? 0)) return;
  fill(book, resting, { quantity: wanted, from: bar.open, bar }, reports);
}

type FillPlan = { readonly quantity: number; readonly from: number; readonly bar: Bar };

function fill(book: VenueBook, resting: Resting, { quantity, from, bar }: FillPlan, reports: VenueReport[]): void {
  const { order } = resting;
  const instrument = book.instruments.get(order.symbol);
  if (instrument === undefined) return;
  const filled = snapQuantity(instrument, quantity);
  const isBuy = order.side === "BUY";
  const price = isBuy ? buyPrice(instrument, bar, from, filled) : sellPrice(instrument, bar, from, filled);
  resting.filled += filled;
  if (resting.filled >= order.quantity - instrument.lotSize / 2) book.resting.delete(order.id);
  book.holdings.set(order.symbol, (book.holdings.get(order.symbol) ?? 0) + (isBuy ? filled : 0 - filled));
  book.fills += 1;
  const fee = costOf(usd(filled * price), instrument.takerFeeBps);
  reports.push({ kind: "FILLED", orderId: order.id, fillId: `F${book.fills}`, price, quantity: filled, fee });
}

function expire(book: VenueBook, orderId: string, reports: VenueReport[]): void {
  book.resting.delete(orderId);
  reports.push({ kind: "CANCELED", orderId, expired: true, reason: "not filled at the open" });
}
