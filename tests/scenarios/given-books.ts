/** Given books of a desk with one stop and one entry at the venue, and differences as the reconciler tells them. */
import type { OrderRecord } from "../../src/kernel/domain/order.ts";
import type { Difference } from "../../src/kernel/domain/reconciliation.ts";
import type { Books } from "../../src/kernel/trading/reconcile/books.ts";
import { epochMs, price, quantity } from "../../src/kernel/units/units.ts";
import { instrumentOf, now } from "./books.ts";

const placed = {
  strategy: "ensemble",
  submittedAt: epochMs(now - 60_000),
  updatedAt: now,
  note: "",
  stopDistance: 0.02,
};

/** Of 2 BTC, 0.5 already sold, under 90 USD. */
export const btcStop: OrderRecord = {
  ...placed,
  order: { id: "O1-0", symbol: "BTC", side: "SELL", purpose: "STOP", quantity: quantity(2), stopPrice: price(90) },
  status: "PARTIALLY_FILLED",
  filledQuantity: quantity(0.5),
};
/** Of 3 ETH, 1 already bought. */
export const ethEntry: OrderRecord = {
  ...placed,
  order: { id: "O2-0", symbol: "ETH", side: "BUY", purpose: "ENTRY", quantity: quantity(3), limitPrice: price(100) },
  status: "PARTIALLY_FILLED",
  filledQuantity: quantity(1),
};

/** As of report 7. Every id that begins with O is the fund's. */
export const deskBooks: Books = {
  at: now,
  reportSeq: 7,
  orders: [btcStop, ethEntry],
  holdings: [
    { symbol: "BTC", quantity: 1.5 },
    { symbol: "ETH", quantity: 1 },
  ],
  cash: 1_000,
  isOurs: (orderId) => orderId.startsWith("O"),
  isProvenEnded: () => false,
  isAccepted: () => false,
  isAsked: () => false,
  instrumentOf,
};

/** 1.5 BTC here and 1 at the venue, or what a test says instead. */
export const difference = (change: Partial<Difference> = {}): Difference => ({
  kind: "POSITION",
  symbol: "BTC",
  orderId: undefined,
  ours: 1.5,
  venue: 1,
  remedy: "ASK_REPORTS",
  explanation: "1.5 BTC is held here and 1 at the venue",
  ...change,
});
export const cashDiffers = difference({
  kind: "CASH",
  symbol: undefined,
  ours: 1_000,
  venue: 990,
  explanation: "there are 1000 USD here and 990 at the venue",
});
export const foreignEth = difference({
  kind: "ORDER_UNKNOWN_HERE",
  symbol: "ETH",
  orderId: "web-1",
  ours: undefined,
  venue: 4,
  remedy: "NAME_IT",
  explanation: "the venue works BUY 4 ETH under web-1",
});
export const stopIsGone = difference({
  kind: "ORDER_MISSING_AT_VENUE",
  orderId: "O1-0",
  ours: 1.5,
  venue: undefined,
  remedy: "QUERY_ORDER",
  explanation: "SELL order O1-0 for BTC is not listed",
});
