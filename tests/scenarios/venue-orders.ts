/** Orders in the venue's words, and bars to play against them. */
import type { Bar } from "../../src/kernel/domain/bar.ts";
import type { AnyReport } from "../../src/kernel/domain/venue-report.ts";
import { closeBar, fillResting, openBar, type VenueBook } from "../../src/kernel/simulation/venue/venue-book.ts";
import type { VenueOrder } from "../../src/kernel/simulation/venue/venue-order.ts";
import { price, quantity } from "../../src/kernel/units/units.ts";

/** One of BTC bought at 100 or better, resting until cancelled. */
export const order = (change: Partial<VenueOrder> = {}): VenueOrder => ({
  id: "A",
  symbol: "BTC",
  side: "BUY",
  type: "LIMIT",
  quantity: quantity(1),
  ...(change.type === undefined || change.type === "LIMIT" ? { limitPrice: price(100) } : {}),
  timeInForce: "GTC",
  isReduceOnly: false,
  selfTrade: "NONE",
  ...change,
});

export const barOf = (open: number, high: number, low: number, close: number, volume = 10_000): Bar => ({
  symbol: "BTC",
  open: price(open),
  high: price(high),
  low: price(low),
  close: price(close),
  volume: quantity(volume),
});

/** All three phases of a bar. */
export const playBar = (book: VenueBook, bar: Bar): AnyReport[] => [
  ...openBar(book, [bar]),
  ...fillResting(book, [bar]),
  ...closeBar(book, [bar]),
];

export type Filled = Extract<AnyReport, { kind: "FILLED" }>;
export const fillsIn = (reports: readonly AnyReport[]): Filled[] =>
  reports.flatMap((report) => (report.kind === "FILLED" ? [report] : []));

/** What was told, in short: A FILLED 1 at 100, B CANCELED. */
export const told = (reports: readonly AnyReport[]): string[] =>
  reports.map((report) => {
    if (report.kind === "FILLED") return `${report.orderId} ${report.quantity} at ${report.price}`;
    return "orderId" in report ? `${report.orderId} ${report.kind}` : report.kind;
  });
