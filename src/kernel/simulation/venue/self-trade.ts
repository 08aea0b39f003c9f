/**
 * Self-trade prevention: what happens when an order that takes would meet one of ours that rests.
 *
 * Source: Binance, "Self Trade Prevention": the mode of the taker decides; EXPIRE_TAKER, EXPIRE_MAKER and EXPIRE_BOTH end
 * what is left of the one, the other or both. With NONE nothing is prevented; a bar does not show whose order was met.
 */
import { type OpenOrder, openIn } from "./book-state.ts";
import { endOrder, type Moment } from "./execute-order.ts";
import type { Part } from "./liquidity.ts";
import { hasLimit, isAtOnce, isConditional, opposite } from "./venue-order.ts";

const reason = "self-trade prevention";

/** @returns whether the order that takes may go on */
export function preventSelfTrade(moment: Moment, taker: OpenOrder, parts: readonly Part[]): boolean {
  const mode = taker.order.selfTrade;
  if (mode === "NONE") return true;
  const met = metBy(moment, taker, parts);
  if (met.length === 0) return true;
  const { book, reports } = moment;
  if (mode !== "EXPIRE_TAKER") for (const maker of met) endOrder(book, maker, reason, reports);
  if (mode !== "EXPIRE_MAKER") endOrder(book, taker, reason, reports);
  return mode === "EXPIRE_MAKER";
}

/** Orders of ours that rest on the other side no further away than the worst price to be taken. */
function metBy({ book }: Moment, { order: { symbol, side } }: OpenOrder, parts: readonly Part[]): OpenOrder[] {
  const prices = parts.map(({ price }) => price);
  const worst = side === "BUY" ? Math.max(...prices) : Math.min(...prices);
  return openIn(book, symbol).filter(({ order, isTriggered }) => {
    if (order.side !== opposite(side) || !hasLimit(order) || (isConditional(order) && !isTriggered)) return false;
    if (order.limitPrice === undefined || isAtOnce(order)) return false;
    return side === "BUY" ? order.limitPrice <= worst : order.limitPrice >= worst;
  });
}
