/**
 * Why an account on margin may not send an order: liquidation, an order that was to reduce and would not, tiers, margin.
 *
 * The reasons are named as the venue's codes are: -2023, -2022, -2027 and -2019 (data of public issue threads, Binance's
 * error codes for USD-M). What is open already counts as if it would be filled.
 */
import type { Side } from "../../../domain/order.ts";
import { initialMargin, largestNotional } from "../../../domain/perpetual.ts";
import { availableMargin, heldPerpetuals, type MarginBook, marginRatioOf } from "./margin-book.ts";

export type MarginOrder = {
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: number;
  /** The worst it may be filled at. */
  readonly price: number;
  readonly isReduceOnly: boolean;
};

export type MarginRefusal = {
  readonly name: "IN_LIQUIDATION" | "REDUCE_ONLY" | "MAX_POSITION" | "MARGIN_INSUFFICIENT";
  readonly detail: string;
};

const refusal = (name: MarginRefusal["name"], detail: string): MarginRefusal => ({ name, detail });

/** @param open orders that may still be filled, each with what is left of it */
export function marginRefusal(
  book: MarginBook,
  order: MarginOrder,
  open: readonly MarginOrder[],
): MarginRefusal | undefined {
  const terms = book.instruments.get(order.symbol)?.perpetual;
  const held = heldPerpetuals(book);
  const position = held.find(({ symbol }) => symbol === order.symbol);
  const ratio = position === undefined ? 0 : marginRatioOf(book, position, held);
  if (!(ratio < 1)) return refusal("IN_LIQUIDATION", `margin ratio ${ratio}`);
  if (order.isReduceOnly) return reduceOnlyRefusal(order, position?.quantity ?? 0);
  if (terms === undefined) return refusal("MARGIN_INSUFFICIENT", `${order.symbol} is no perpetual`);
  const adding = growthOf(book, order, open);
  const notional = (adding.held + adding.open + adding.order) * order.price;
  const largest = largestNotional(terms);
  if (!(notional <= largest))
    return refusal("MAX_POSITION", `${notional.toFixed(2)} of at most ${largest} USD at ${terms.leverageRatio}x`);
  const asked = initialMargin(terms, adding.order * order.price);
  const free = availableMargin(book) - lockedBy(book, open);
  return asked <= free
    ? undefined
    : refusal("MARGIN_INSUFFICIENT", `${free.toFixed(2)} USD free, ${asked.toFixed(2)} asked`);
}

function reduceOnlyRefusal({ side, quantity }: MarginOrder, held: number): MarginRefusal | undefined {
  const reducible = side === "SELL" ? Math.max(0, held) : Math.max(0, 0 - held);
  if (reducible > 0 && quantity > 0) return undefined;
  return refusal("REDUCE_ONLY", `${side} ${quantity} of ${held} held`);
}

const signed = ({ side, quantity }: MarginOrder): number => (side === "BUY" ? quantity : 0 - quantity);

type Growth = { readonly held: number; readonly open: number; readonly order: number };

/** How far the position would grow to the order's side: what is held against it is closed first. */
function growthOf(book: MarginBook, order: MarginOrder, open: readonly MarginOrder[]): Growth {
  const direction = order.side === "BUY" ? 1 : -1;
  const held = (book.holdings.get(order.symbol) ?? 0) * direction;
  const rivals = open.filter(
    ({ symbol, side, isReduceOnly }) => symbol === order.symbol && side === order.side && !isReduceOnly,
  );
  const openToo = rivals.reduce((sum, each) => sum + Math.abs(signed(each)), 0);
  const turned = Math.max(0, 0 - held);
  const openGrowth = Math.max(0, openToo - turned);
  const orderGrowth = Math.max(0, openToo + order.quantity - turned) - openGrowth;
  return { held: Math.max(0, held), open: openGrowth, order: orderGrowth };
}

/** Initial margin of orders that may still add to a position, or turn it round once the older ones have closed it. */
function lockedBy(book: MarginBook, open: readonly MarginOrder[]): number {
  const toClose = new Map<string, number>();
  let locked = 0;
  for (const order of open) {
    const { symbol, quantity } = order;
    const terms = book.instruments.get(symbol)?.perpetual;
    if (terms === undefined || order.isReduceOnly) continue;
    const held = book.holdings.get(symbol) ?? 0;
    const left = held * signed(order) < 0 ? (toClose.get(symbol) ?? Math.abs(held)) : 0;
    const closes = Math.min(left, quantity);
    if (closes > 0) toClose.set(symbol, left - closes);
    locked += initialMargin(terms, (quantity - closes) * order.price);
  }
  return locked;
}
