/**
 * Matching at one moment of one symbol: orders that take, then orders that rest.
 *
 * A FOK takes all or nothing; a post-only order never takes; a conditional order does nothing before it has gone off.
 */
import { type OpenOrder, openIn, type VenueBook } from "./book-state.ts";
import { fillPart, type Moment, wantedOf } from "./execute-order.ts";
import type { Part } from "./liquidity.ts";
import { preventSelfTrade } from "./self-trade.ts";
import { quantity } from "../../units/units.ts";
import { hasLimit, isConditional } from "./venue-order.ts";

const works = ({ order, isTriggered }: OpenOrder): boolean => isTriggered || !isConditional(order);
export const mayTake = (open: OpenOrder): boolean => works(open) && open.order.timeInForce !== "GTX";
/** Has a limit at which it waits; what ends with its moment does not wait. */
export const mayRest = (open: OpenOrder): boolean =>
  works(open) && hasLimit(open.order) && (open.order.timeInForce === "GTC" || open.order.timeInForce === "GTX");

/** Fills everything in the symbol that takes. */
export function takeAll(moment: Moment): void {
  for (const open of openIn(moment.book, moment.instrument.symbol))
    if (mayTake(open) && isStillOpen(moment.book, open)) takeOne(moment, open);
}

export function takeOne(moment: Moment, open: OpenOrder): void {
  const wanted = wantedOf(moment, open);
  if (wanted === undefined) return;
  const parts = moment.market.offered(wanted);
  const offered = parts.reduce((sum, { quantity }) => sum + quantity, 0);
  const isAll = offered >= wanted.quantity - moment.instrument.lotSize / 2;
  if (parts.length === 0 || (open.order.timeInForce === "FOK" && !isAll)) return;
  if (!preventSelfTrade(moment, open, parts)) return;
  for (const part of parts)
    if (isStillOpen(moment.book, open)) fillPart(moment, open, wanted, { ...part, role: "TAKER" });
}

/** Fills orders at their limit that the market has traded through. */
export function restAll(moment: Moment, isLeftOut: (open: OpenOrder) => boolean = () => false): void {
  for (const open of openIn(moment.book, moment.instrument.symbol))
    if (mayRest(open) && isStillOpen(moment.book, open) && !isLeftOut(open)) restOne(moment, open);
}

export function restOne(moment: Moment, open: OpenOrder): void {
  const { limitPrice } = open.order;
  const wanted = wantedOf(moment, open);
  if (wanted === undefined || limitPrice === undefined) return;
  const part: Part = { quantity: quantity(moment.market.reached(wanted)), price: limitPrice };
  if (part.quantity > 0) fillPart(moment, open, wanted, { ...part, role: "MAKER" });
}

/** One order may end another: a fill leaves it nothing to close, or self-trade prevention takes it out. */
export const isStillOpen = (book: VenueBook, { order }: OpenOrder): boolean => book.resting.has(order.id);
