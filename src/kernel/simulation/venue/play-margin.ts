/**
 * What a bar does to positions on margin: funding that falls due, and liquidation at the open, before stops and after them.
 *
 * Funding is settled before anything trades at its moment. A gap beyond liquidation liquidates at the open. Inside the bar
 * the market reaches the nearer of stop and liquidation first; what is left then meets the worst of the bar, all symbols at
 * their worst at once, and only then what closes at a gain. Marks follow the traded price here, which is wilder than a venue's mark: it liquidates earlier.
 */
import type { Bar } from "../../domain/bar.ts";
import type { AnyReport } from "../../domain/venue-report.ts";
import { openIn, type VenueBook } from "./book-state.ts";
import { endOrder } from "./execute-order.ts";
import { takerPrice } from "./fill-model.ts";
import { baseFundingRate, boundariesBetween, settleFunding } from "./margin/funding.ts";
import { type Fall, liquidate } from "./margin/liquidate.ts";
import { heldPerpetuals, marginRatioOf } from "./margin/margin-book.ts";
import { standingTrigger } from "./trigger-orders.ts";

/** At the open: what fell due up to now, then what the gap liquidates. */
export function openMargin(book: VenueBook, bars: readonly Bar[], reports: AnyReport[]): void {
  if (book.entries.size > 0) for (const { symbol, open } of bars) book.marks.set(symbol, open);
  settleDueFunding(book, reports);
  if (book.entries.size === 0) return;
  fall(book, bars, ({ open }) => open, reports);
}

/** Before the stops of a bar: as far as the nearest of them, the market may go without setting it off. */
export function fallToStops(book: VenueBook, bars: readonly Bar[], reports: AnyReport[]): void {
  settleDueFunding(book, reports);
  if (book.entries.size === 0) return;
  fall(book, bars, (bar) => nearestStop(book, bar), reports);
}

/** After the stops: what is left meets the worst of the bar. */
export function fallToWorst(book: VenueBook, bars: readonly Bar[], reports: AnyReport[]): void {
  if (book.entries.size > 0) fall(book, bars, (bar) => worstOf(book, bar), reports);
}

/** After the targets: what they opened meets the worst too, and the bar ends at its close. */
export function endMargin(book: VenueBook, bars: readonly Bar[], reports: AnyReport[]): void {
  fallToWorst(book, bars, reports);
  if (book.entries.size > 0) for (const { symbol, close } of bars) book.marks.set(symbol, close);
}

const isLong = (book: VenueBook, symbol: string): boolean => (book.holdings.get(symbol) ?? 0) > 0;
const worstOf = (book: VenueBook, { symbol, low, high }: Bar): number => (isLong(book, symbol) ? low : high);

/** Whether the worst of these bars liquidates what is held in a symbol, all symbols at their worst at once. */
export function wouldFall(book: VenueBook, symbol: string, bars: readonly Bar[]): boolean {
  if (!book.entries.has(symbol)) return false;
  const held = heldPerpetuals(book, new Map(bars.map((bar) => [bar.symbol, worstOf(book, bar)])));
  const position = held.find((each) => each.symbol === symbol);
  return position !== undefined && !(marginRatioOf(book, position, held) < 1);
}

function nearestStop(book: VenueBook, bar: Bar): number {
  const closing = isLong(book, bar.symbol) ? "SELL" : "BUY";
  const triggers = openIn(book, bar.symbol).flatMap((open) => {
    const { side, isReduceOnly } = open.order;
    return side === closing && isReduceOnly ? (standingTrigger(open, bar) ?? []) : [];
  });
  const worst = worstOf(book, bar);
  return closing === "SELL" ? Math.max(worst, ...triggers) : Math.min(worst, ...triggers);
}

function fall(book: VenueBook, bars: readonly Bar[], to: (bar: Bar) => number, reports: AnyReport[]): void {
  const barOf = new Map(bars.map((bar) => [bar.symbol, bar]));
  const { impactFactor } = book.terms;
  const way: Fall = {
    from: new Map(bars.map(({ symbol, open }) => [symbol, open])),
    worst: new Map(bars.map((bar) => [bar.symbol, to(bar)])),
    marketPrice: (side, symbol, from, size) => {
      const bar = barOf.get(symbol);
      const instrument = book.instruments.get(symbol);
      return bar === undefined || instrument === undefined
        ? from
        : takerPrice({ instrument, bar, impactFactor, before: book.activity.get(symbol) }, side, from, size);
    },
  };
  for (const fill of liquidate(book, way)) {
    reports.push(fill);
    for (const open of openIn(book, fill.symbol)) endOrder(book, open, "the venue liquidated the position", reports);
  }
}

/** What fell due since it was last settled, on what is held now. */
export function settleDueFunding(book: VenueBook, reports: AnyReport[]): void {
  const { fundedUntil = book.at } = book;
  book.fundedUntil = book.at;
  for (const symbol of book.entries.keys()) {
    const interval = book.instruments.get(symbol)?.perpetual?.fundingIntervalMs;
    if (interval === undefined) continue;
    for (const at of boundariesBetween(fundedUntil, book.at, interval)) {
      const { rate = baseFundingRate, mark } = book.terms.funding.get(symbol)?.get(at) ?? {};
      const report = settleFunding(book, { symbol, at, rate, ...(mark === undefined ? {} : { mark }) });
      if (report !== undefined) reports.push(report);
    }
  }
}
