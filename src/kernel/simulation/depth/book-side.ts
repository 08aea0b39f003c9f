/**
 * One side of an order book: levels in ticks and lots, sorted, the best one last.
 *
 * A level is kept under its key, the tick for bids and the negated tick for asks, so that on both sides the best level is
 * the one with the highest key. It stands at the end of the arrays, where nearly all changes happen, so that an insert
 * moves few numbers.
 */
import type { Side } from "../../domain/order.ts";

export type BookSide = {
  readonly side: Side;
  keys: Float64Array;
  lots: Float64Array;
  count: number;
};

const firstRoom = 1_024;

export const openBookSide = (side: Side): BookSide => ({
  side,
  keys: new Float64Array(firstRoom),
  lots: new Float64Array(firstRoom),
  count: 0,
});

export const keyOf = (side: Side, tick: number): number => (side === "BUY" ? tick : 0 - tick);

/** Best level first: the tick of the level `place` steps behind the touch, NaN where there is none. */
export function tickAt(levels: BookSide, place: number): number {
  if (place < 0 || place >= levels.count) return Number.NaN;
  return keyOf(levels.side, levels.keys[levels.count - 1 - place] ?? Number.NaN);
}

/** Lots of the level `place` steps behind the touch, zero where there is none. */
export const lotsAtPlace = (levels: BookSide, place: number): number =>
  place < 0 || place >= levels.count ? 0 : (levels.lots[levels.count - 1 - place] ?? 0);

/** Lots displayed at a tick, zero where no level stands. */
export function lotsAt(levels: BookSide, tick: number): number {
  const key = keyOf(levels.side, tick);
  const index = indexOf(levels, key);
  return index < levels.count && levels.keys[index] === key ? (levels.lots[index] ?? 0) : 0;
}

/** Sets a level to what is displayed now; zero removes it, and of a level that does not stand it is nothing. */
export function setLevel(levels: BookSide, tick: number, lots: number): void {
  const key = keyOf(levels.side, tick);
  const index = indexOf(levels, key);
  const stands = index < levels.count && levels.keys[index] === key;
  if (lots > 0) {
    if (!stands) insertAt(levels, index, key);
    levels.lots[index] = lots;
  } else if (stands) removeAt(levels, index);
}

export function clearSide(levels: BookSide): void {
  levels.count = 0;
}

/** The first index whose key is not below `key`. */
function indexOf({ keys, count }: BookSide, key: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function insertAt(levels: BookSide, index: number, key: number): void {
  if (levels.count === levels.keys.length) grow(levels);
  levels.keys.copyWithin(index + 1, index, levels.count);
  levels.lots.copyWithin(index + 1, index, levels.count);
  levels.keys[index] = key;
  levels.count += 1;
}

function removeAt(levels: BookSide, index: number): void {
  levels.keys.copyWithin(index, index + 1, levels.count);
  levels.lots.copyWithin(index, index + 1, levels.count);
  levels.count -= 1;
}

function grow(levels: BookSide): void {
  const { keys, lots } = levels;
  levels.keys = new Float64Array(2 * keys.length);
  levels.lots = new Float64Array(2 * lots.length);
  levels.keys.set(keys);
  levels.lots.set(lots);
}
