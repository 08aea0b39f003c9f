/**
 * The place of an order of ours that rests in a recorded book, as pessimistic as the recording allows.
 *
 * It joins behind all that is displayed at its price. Trades at the price work off what is ahead, then fill us. Cancels
 * help only where the level shrinks below our place: who left is taken to have stood behind us. Trades beyond the price,
 * and orders of the other side that come to rest at it or beyond, would have met us, and fill us as far as they go.
 * After a fault of the book nobody knows the place any more: it is behind everything that is there then.
 */
import type { Side } from "../../domain/order.ts";
import { keyOf, lotsAt, lotsAtPlace, tickAt } from "./book-side.ts";
import { type DepthBook, isUsable } from "./depth-book.ts";
import type { PublicTrade } from "./depth-event.ts";
import { facing, type TakenLots } from "./walk-book.ts";

export type QueuePlace = {
  readonly side: Side;
  readonly tick: number;
  /** Displayed lots that are served before us. */
  aheadLots: number;
  leftLots: number;
};

const own = (book: DepthBook, side: Side) => (side === "BUY" ? book.bids : book.asks);

export const joinQueue = (book: DepthBook, { side, tick, lots }: Resting): QueuePlace => ({
  side,
  tick,
  aheadLots: isUsable(book) ? lotsAt(own(book, side), tick) : Number.POSITIVE_INFINITY,
  leftLots: lots,
});

type Resting = { readonly side: Side; readonly tick: number; readonly lots: number };

/** Lots of ours that a trade fills. A trade of the other taker's side, or short of our price, is none of our business. */
export function tradeAgainst(place: QueuePlace, { side, tick, lots }: PublicTrade): number {
  if (side === place.side) return 0;
  const distance = keyOf(place.side, place.tick) - keyOf(place.side, tick);
  if (!(distance >= 0)) return 0;
  const ahead = distance > 0 ? 0 : Math.min(place.aheadLots, lots);
  if (distance > 0) place.aheadLots = 0;
  else place.aheadLots -= ahead;
  return fillUpTo(place, lots - ahead);
}

/**
 * After a change of the book: moves up as far as the level shrank below our place, and fills against what came to us. While
 * the book is unusable everything is ahead of us; the next snapshot puts us behind all that it shows.
 */
export function seeBook(place: QueuePlace, book: DepthBook, taken: TakenLots): number {
  if (!isUsable(book)) {
    place.aheadLots = Number.POSITIVE_INFINITY;
    return 0;
  }
  place.aheadLots = Math.min(place.aheadLots, lotsAt(own(book, place.side), place.tick));
  const levels = facing(book, place.side);
  let filled = 0;
  for (let index = 0; index < levels.count && place.leftLots > 0; index += 1) {
    const tick = tickAt(levels, index);
    if (keyOf(place.side, tick) > keyOf(place.side, place.tick)) break;
    const gone = taken[levels.side].get(tick) ?? 0;
    const had = fillUpTo(place, lotsAtPlace(levels, index) - gone);
    if (had > 0) taken[levels.side].set(tick, gone + had);
    filled += had;
  }
  return filled;
}

function fillUpTo(place: QueuePlace, lots: number): number {
  const filled = Math.max(0, Math.min(place.leftLots, lots));
  place.leftLots -= filled;
  return filled;
}
