/**
 * What a taker gets from a recorded book: level by level from the touch, and never the same lots twice.
 *
 * The recording does not know of us, so what we took still stands in it. It stays taken for as long as the level stands:
 * what the level shows beyond it is there for us, what others add is too. Once the level is gone, so is the memory. That is
 * pessimistic where makers refill a level at once. A public trade is told before the change of the book it made: what it
 * took, and all it went through, is gone until the venue sets those levels.
 */
import type { Side } from "../../domain/order.ts";
import { type BookSide, lotsAt, lotsAtPlace, tickAt } from "./book-side.ts";
import { type DepthBook, isUsable } from "./depth-book.ts";
import type { LevelChange, PublicTrade } from "./depth-event.ts";

/** Lots taken, by us or by public trades, by tick of the level they stood at. */
export type TakenLots = { readonly BUY: Map<number, number>; readonly SELL: Map<number, number> };

export const nothingTaken = (): TakenLots => ({ BUY: new Map(), SELL: new Map() });

/** An order that takes: `side` is its own, so a BUY walks the asks. */
export type Taker = {
  readonly side: Side;
  readonly lots: number;
  /** Worst tick accepted. */
  readonly limitTick?: number | undefined;
};

export type WalkPart = { readonly tick: number; readonly lots: number };

export type Walk = {
  readonly parts: readonly WalkPart[];
  readonly lots: number;
  /** Mean tick paid, NaN where nothing was had. */
  readonly meanTick: number;
};

const nothing: Walk = { parts: [], lots: 0, meanTick: Number.NaN };

/** The side of the book an order on `side` takes from. */
export const facing = (book: DepthBook, side: Side): BookSide => (side === "BUY" ? book.asks : book.bids);

const goneAt = (gone: TakenLots, { side }: BookSide, tick: number): number => gone[side].get(tick) ?? 0;

/** What the book gives for an order now. Takes nothing; an unusable book gives nothing. */
export function walkBook(
  book: DepthBook,
  taken: TakenLots,
  { side, lots, limitTick }: Taker,
  traded: TakenLots = nothingTaken(),
): Walk {
  if (!isUsable(book) || !(lots > 0)) return nothing;
  const levels = facing(book, side);
  const parts: WalkPart[] = [];
  let left = lots;
  let paid = 0;
  for (let place = 0; place < levels.count && left > 0; place += 1) {
    const tick = tickAt(levels, place);
    if (limitTick !== undefined && !(side === "BUY" ? tick <= limitTick : tick >= limitTick)) break;
    const free = lotsAtPlace(levels, place) - goneAt(taken, levels, tick) - goneAt(traded, levels, tick);
    const had = Math.min(left, free);
    if (!(had > 0)) continue;
    parts.push({ tick, lots: had });
    paid += had * tick;
    left -= had;
  }
  return parts.length === 0 ? nothing : { parts, lots: lots - left, meanTick: paid / (lots - left) };
}

/** Remembers what was taken. `side` is the taker's. */
export function take(taken: TakenLots, side: Side, parts: readonly WalkPart[]): void {
  const from = taken[side === "BUY" ? "SELL" : "BUY"];
  for (const { tick, lots } of parts) from.set(tick, (from.get(tick) ?? 0) + lots);
}

/** Forgets what was taken of levels that are gone. To be called after every change of the book. */
export function forgetGone(book: DepthBook, taken: TakenLots): void {
  for (const levels of [book.bids, book.asks])
    for (const tick of taken[levels.side].keys()) if (lotsAt(levels, tick) === 0) taken[levels.side].delete(tick);
}

/** A trade took its lots at its tick and all that stood better. */
export function tradeThrough(book: DepthBook, traded: TakenLots, { side, tick, lots }: PublicTrade): void {
  const levels = facing(book, side);
  const gone = traded[levels.side];
  for (let place = 0; place < levels.count; place += 1) {
    const better = tickAt(levels, place);
    if (!(side === "BUY" ? better < tick : better > tick)) break;
    gone.set(better, lotsAtPlace(levels, place));
  }
  gone.set(tick, (gone.get(tick) ?? 0) + lots);
}

/** The venue has set these levels: what was traded there before is in them. */
export function forgetTraded(traded: TakenLots, levels: readonly LevelChange[]): void {
  for (const { side, tick } of levels) traded[side].delete(tick);
}
