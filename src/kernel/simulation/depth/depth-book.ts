/**
 * An order book rebuilt from a snapshot and changes, as the venue tells to do it; unusable whenever that cannot be proved.
 *
 * Binance USD-M: changes that end before the snapshot are dropped, the first one applied must span its number
 * (U <= lastUpdateId <= u) or name it as the one before, each further one must name the one before (pu = u). On spot the next one begins at u + 1. A
 * gap, a best bid at or above the best ask, or a level that contradicts the venue's word makes the book unusable until
 * the next snapshot, and is counted. Source: Binance, "How to manage a local order book correctly" (USD-M and spot);
 * Bybit inverse v2, `orderBookL2_25`.
 */
import { type BookSide, clearSide, lotsAt, lotsAtPlace, openBookSide, setLevel, tickAt } from "./book-side.ts";
import type { BestPrices, DepthDiff, DepthSnapshot, LevelChange, Sequence } from "./depth-event.ts";

/** WAITING: no snapshot since the start or since the last fault. SNAPSHOT: no change has joined it yet. */
export type BookStatus = "WAITING" | "SNAPSHOT" | "LIVE";
/** Why a book became unusable. CONTRADICTED: a level did not stand as the venue says it did, or is no number. */
export const bookFaults = ["GAP", "CROSSED", "CONTRADICTED"] as const;
export type BookFault = (typeof bookFaults)[number];

export type DepthBook = {
  readonly bids: BookSide;
  readonly asks: BookSide;
  status: BookStatus;
  /** Number of the last update applied. */
  lastUpdate: number;
  /** Changes heard while no snapshot was there; the next one may need them. */
  held: DepthDiff[];
  readonly counts: {
    snapshots: number;
    applied: number;
    /** Older than the book, dropped. */
    stale: number;
    /** Heard while waiting and never used. */
    unused: number;
    readonly faults: Record<BookFault, number>;
  };
};

/** More than a snapshot can be late by; beyond it the oldest go, and the next snapshot will find a gap. */
const maxHeld = 10_000;

export const openDepthBook = (): DepthBook => ({
  bids: openBookSide("BUY"),
  asks: openBookSide("SELL"),
  status: "WAITING",
  lastUpdate: 0,
  held: [],
  counts: { snapshots: 0, applied: 0, stale: 0, unused: 0, faults: { GAP: 0, CROSSED: 0, CONTRADICTED: 0 } },
});

export const isUsable = ({ status }: DepthBook): boolean => status !== "WAITING";

/** Starts anew from a whole book, unless ours is newer, and catches up on what was heard before it came. */
export function applySnapshot(book: DepthBook, { lastUpdate, levels }: DepthSnapshot): void {
  if (isUsable(book) && lastUpdate < book.lastUpdate) {
    book.counts.stale += 1;
    return;
  }
  clearSide(book.bids);
  clearSide(book.asks);
  book.counts.snapshots += 1;
  book.status = "SNAPSHOT";
  book.lastUpdate = lastUpdate;
  const { held } = book;
  book.held = [];
  if (!levels.every((level) => setChecked(book, level))) return breakBook(book, "CONTRADICTED");
  if (isCrossed(book)) return breakBook(book, "CROSSED");
  for (const diff of held) applyDiff(book, diff);
}

export function applyDiff(book: DepthBook, diff: DepthDiff): void {
  if (book.status === "WAITING") return hold(book, diff);
  const verdict = judge(book, diff.sequence);
  if (verdict === "STALE") {
    book.counts.stale += 1;
    return;
  }
  if (verdict === "GAP") {
    breakBook(book, "GAP");
    return hold(book, diff);
  }
  if (!diff.changes.every((change) => setChecked(book, change))) return breakBook(book, "CONTRADICTED");
  book.lastUpdate = diff.sequence.last;
  book.status = "LIVE";
  book.counts.applied += 1;
  if (isCrossed(book)) breakBook(book, "CROSSED");
}

/** Best prices with what stands there; nothing while the book is unusable or a side of it is empty. */
export function bestOf(book: DepthBook): BestPrices | undefined {
  const { bids, asks } = book;
  if (!isUsable(book) || bids.count === 0 || asks.count === 0) return undefined;
  return {
    bidTick: tickAt(bids, 0),
    bidLots: lotsAtPlace(bids, 0),
    askTick: tickAt(asks, 0),
    askLots: lotsAtPlace(asks, 0),
  };
}

/** Lots that stand within so many ticks of the best price of a side, itself included. */
export function lotsWithin(levels: BookSide, ticks: number): number {
  const best = tickAt(levels, 0);
  let sum = 0;
  for (let place = 0; place < levels.count; place += 1) {
    if (!(Math.abs(tickAt(levels, place) - best) <= ticks)) break;
    sum += lotsAtPlace(levels, place);
  }
  return sum;
}

type Verdict = "NEXT" | "STALE" | "GAP";

function judge({ status, lastUpdate }: DepthBook, sequence: Sequence): Verdict {
  const { rule, last } = sequence;
  const joins = status === "SNAPSHOT";
  if (!(last > lastUpdate || (joins && rule === "CHAINED" && last === lastUpdate))) return "STALE";
  if (rule === "RISING") return "NEXT";
  const next = rule === "CHAINED" ? lastUpdate : lastUpdate + 1;
  const follows = (rule === "CHAINED" ? sequence.previous : sequence.first) === next;
  return follows || (joins && sequence.first <= next) ? "NEXT" : "GAP";
}

/** Sets a level unless the venue's word about it is untrue, or is no number. */
function setChecked(book: DepthBook, { side, tick, lots, stood }: LevelChange): boolean {
  if (!(Number.isInteger(tick) && tick > 0 && lots >= 0 && lots < Number.POSITIVE_INFINITY)) return false;
  const levels = side === "BUY" ? book.bids : book.asks;
  if (stood !== undefined && stood !== lotsAt(levels, tick) > 0) return false;
  setLevel(levels, tick, lots);
  return true;
}

const isCrossed = ({ bids, asks }: DepthBook): boolean =>
  bids.count > 0 && asks.count > 0 && !(tickAt(bids, 0) < tickAt(asks, 0));

function breakBook(book: DepthBook, fault: BookFault): void {
  book.status = "WAITING";
  book.counts.faults[fault] += 1;
  clearSide(book.bids);
  clearSide(book.asks);
}

function hold(book: DepthBook, diff: DepthDiff): void {
  book.held.push(diff);
  if (book.held.length <= maxHeld) return;
  book.held.shift();
  book.counts.unused += 1;
}
