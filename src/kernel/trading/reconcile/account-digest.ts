/**
 * Books and account in one canonical text each, so that an account that agrees can be journalled as a digest.
 *
 * Equal texts mean equal whole lots, ticks and terms of every order and holding, which is what `compare.ts` asks for.
 * Where anything is in doubt (an order or a cancel without an answer, a number that is none, an unknown symbol) there is no text.
 */
import type { OrderStatus, Side } from "../../domain/order.ts";
import { type Books, stepsIn } from "./books.ts";
import { isSound } from "./comparable.ts";
import type { Told } from "./compare.ts";

type Row = {
  readonly orderId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: number;
  readonly filledQuantity: number;
  readonly stopPrice: number | undefined;
};
type Holding = { readonly symbol: string; readonly quantity: number };

/** Nobody has answered for these, or they should be gone: whether they agree depends on how long ago that was. */
const inDoubt: readonly OrderStatus[] = ["SUBMITTED", "UNKNOWN", "PENDING_CANCEL"];

export function booksText(books: Books): string | undefined {
  if (books.orders.some(({ status }) => inDoubt.includes(status))) return undefined;
  const rows = books.orders.map(({ order, filledQuantity }) => ({
    ...order,
    orderId: order.id,
    filledQuantity,
    stopPrice: order.stopPrice,
  }));
  return textOf(rows, books.holdings, books.instrumentOf);
}

export const accountText = (account: Told, instrumentOf: Books["instrumentOf"]): string | undefined =>
  isSound(account) ? textOf(account.orders, account.holdings, instrumentOf) : undefined;

function textOf(
  rows: readonly Row[],
  holdings: readonly Holding[],
  instrumentOf: Books["instrumentOf"],
): string | undefined {
  const words: string[] = [];
  for (const { orderId, symbol, side, quantity, filledQuantity, stopPrice } of rows) {
    const instrument = instrumentOf(symbol);
    if (instrument === undefined) return undefined;
    const { lotSize, tickSize } = instrument;
    const lots = `${stepsIn(quantity, lotSize)} ${stepsIn(filledQuantity, lotSize)}`;
    words.push(`${orderId} ${symbol} ${side} ${lots} ${stopPrice === undefined ? "" : stepsIn(stopPrice, tickSize)}`);
  }
  for (const { symbol, quantity } of holdings) {
    const instrument = instrumentOf(symbol);
    if (instrument === undefined) return undefined;
    const lots = stepsIn(quantity, instrument.lotSize);
    if (lots !== 0) words.push(`${symbol} ${lots}`);
  }
  const text = words.toSorted().join("|");
  return text.includes("NaN") ? undefined : text;
}

const prime = 0x01000193;

/** Two FNV-1a sums of 32 bits from different starts: for telling states apart, not for keeping secrets. */
export function digestOf(text: string): string {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, prime);
    b = Math.imul(b ^ (unit + 0x9e37), prime);
  }
  return [a, b].map((sum) => (sum >>> 0).toString(16).padStart(8, "0")).join("");
}
