/**
 * Matching at one moment of one symbol: orders that take, then orders that rest.
 *
 * A FOK takes all or nothing; a post-only order never takes; a conditional order does nothing before it has gone off.
 */
import type { Bar } from "../../domain/bar.ts";
import type { Instrument } from "../../domain/instrument.ts";
import { type OpenOrder, openIn, remainingOf, type VenueBook } from "./book-state.ts";
import { endOrder, fillPart, type Moment, noCash, nothingLeft, payable, wantedOf } from "./execute-order.ts";
import { wouldTake } from "./fill-model.ts";
import type { Part } from "./liquidity.ts";
import { preventSelfTrade } from "./self-trade.ts";
import { quantity } from "../../units/units.ts";
import { hasLimit, isConditional } from "./venue-order.ts";

const works = ({ order, isTriggered }: OpenOrder): boolean => isTriggered || !isConditional(order);
export const mayTake = (open: OpenOrder): boolean => works(open) && open.order.timeInForce !== "GTX";
/** Has a limit at which it waits; what ends with its moment does not wait. */
export const mayRest = (open: OpenOrder): boolean =>
  works(open) && hasLimit(open.order) && (open.order.timeInForce === "GTC" || open.order.timeInForce === "GTX");

/** Whether it waited at its limit when the bar opened: the market as it stood last did not meet it. */
const restedBefore = (book: VenueBook, open: OpenOrder, instrument: Instrument): boolean => {
  const last = book.last.get(open.order.symbol);
  return mayRest(open) && last !== undefined && !wouldTake(open.order, last, instrument);
};

/** Whether it meets the market at the open of the bar, as an order that came to take. Such an order rests from the next bar on. */
export const takesAtOpen = (book: VenueBook, open: OpenOrder, bar: Bar, instrument: Instrument): boolean =>
  mayTake(open) && !restedBefore(book, open, instrument) && wouldTake(open.order, bar.open, instrument);

/** Fills everything in the symbol that takes; what waited at its limit is met there, wherever the bar opens. */
export function takeAll(moment: Moment): void {
  for (const open of openIn(moment.book, moment.instrument.symbol))
    if (mayTake(open) && isStillOpen(moment.book, open) && !restedBefore(moment.book, open, moment.instrument))
      takeOne(moment, open);
}

export function takeOne(moment: Moment, open: OpenOrder): void {
  const wanted = wantedOf(moment, open);
  if (wanted === undefined) return;
  const offered = moment.market.offered(wanted);
  const parts = payable(moment, wanted.order.side, offered, "TAKER");
  const half = moment.instrument.lotSize / 2;
  const isAll = sumOf(parts) >= wanted.quantity - half;
  if (offered.length === 0 || (open.order.timeInForce === "FOK" && !isAll)) return;
  if (!preventSelfTrade(moment, open, parts)) return;
  const isLessThanLeft = wanted.quantity < remainingOf(open) - half;
  for (const part of parts)
    if (isStillOpen(moment.book, open)) fillPart(moment, open, wanted, { ...part, role: "TAKER" });
  if (sumOf(parts) < sumOf(offered) - half) endIfOpen(moment, open, noCash);
  if (isAll && isLessThanLeft && !hasLimit(open.order)) endIfOpen(moment, open, nothingLeft);
}

const sumOf = (parts: readonly Part[]): number => parts.reduce((sum, { quantity }) => sum + quantity, 0);

function endIfOpen({ book, reports }: Moment, open: OpenOrder, reason: string): void {
  if (isStillOpen(book, open)) endOrder(book, open, reason, reports);
}

/** Fills orders at their limit that the market has traded through. */
export function restAll(moment: Moment, isLeftOut: (open: OpenOrder) => boolean): void {
  for (const open of openIn(moment.book, moment.instrument.symbol))
    if (mayRest(open) && isStillOpen(moment.book, open) && !isLeftOut(open)) restOne(moment, open);
}

export function restOne(moment: Moment, open: OpenOrder): void {
  const { limitPrice } = open.order;
  const wanted = wantedOf(moment, open);
  if (wanted === undefined || limitPrice === undefined) return;
  const part: Part = { quantity: quantity(moment.market.reached(wanted)), price: limitPrice };
  const paid = payable(moment, wanted.order.side, [part], "MAKER");
  for (const each of paid) if (each.quantity > 0) fillPart(moment, open, wanted, { ...each, role: "MAKER" });
  if (sumOf(paid) < part.quantity - moment.instrument.lotSize / 2) endIfOpen(moment, open, noCash);
}

/** One order may end another: a fill leaves it nothing to close, or self-trade prevention takes it out. */
export const isStillOpen = (book: VenueBook, { order }: OpenOrder): boolean => book.resting.has(order.id);
