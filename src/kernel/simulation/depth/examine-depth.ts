/**
 * Examines a recorded stream of one symbol: rebuilds the book event by event, and counts what is told and what goes wrong.
 *
 * A spread is noted after every change, and weighs as long as it lasted by the venue's clock.
 */
import type { EpochMs } from "../../units/units.ts";
import { hearBook, hearTicker, openTickerCheck, settle, type TickerCheck } from "./check-tickers.ts";
import { applyDiff, applySnapshot, bestOf, type DepthBook, openDepthBook } from "./depth-book.ts";
import type { DepthEvent } from "./depth-event.ts";

export type Examination = {
  readonly book: DepthBook;
  readonly tickers: TickerCheck;
  diffs: number;
  trades: number;
  tradedLots: number;
  firstAt: EpochMs | undefined;
  lastAt: EpochMs | undefined;
  /** Time spent at each spread, in ticks. */
  readonly spreadMs: Map<number, number>;
  spread: { ticks: number; since: EpochMs } | undefined;
};

export const openExamination = (): Examination => ({
  book: openDepthBook(),
  tickers: openTickerCheck(),
  diffs: 0,
  trades: 0,
  tradedLots: 0,
  firstAt: undefined,
  lastAt: undefined,
  spreadMs: new Map(),
  spread: undefined,
});

export function examine(examination: Examination, event: DepthEvent): void {
  const { book, tickers } = examination;
  examination.firstAt ??= event.at;
  examination.lastAt = event.at;
  if (event.kind === "TICKER") return hearTicker(tickers, event);
  if (event.kind === "TRADE") {
    examination.trades += 1;
    examination.tradedLots += event.lots;
    return;
  }
  const { applied } = book.counts;
  if (event.kind === "SNAPSHOT") applySnapshot(book, event);
  else {
    examination.diffs += 1;
    applyDiff(book, event);
  }
  const best = bestOf(book);
  if (book.counts.applied > applied) hearBook(tickers, book.lastUpdate, best);
  noteSpread(examination, best === undefined ? undefined : best.askTick - best.bidTick, event.at);
}

/** Ends it: what waits for a next event is counted. */
export function conclude(examination: Examination): void {
  settle(examination.tickers);
  if (examination.lastAt !== undefined) noteSpread(examination, undefined, examination.lastAt);
}

/** The spread in ticks that held for `share` of the time or was undercut; NaN where there was none. */
export function spreadQuantile({ spreadMs }: Examination, share: number): number {
  const sorted = [...spreadMs].toSorted(([a], [b]) => a - b);
  const whole = sorted.reduce((sum, [, lasted]) => sum + lasted, 0);
  let passed = 0;
  for (const [ticks, lasted] of sorted) {
    passed += lasted;
    if (passed >= share * whole) return ticks;
  }
  return Number.NaN;
}

function noteSpread(examination: Examination, ticks: number | undefined, at: EpochMs): void {
  const { spread, spreadMs } = examination;
  if (spread !== undefined)
    spreadMs.set(spread.ticks, (spreadMs.get(spread.ticks) ?? 0) + Math.max(0, at - spread.since));
  examination.spread = ticks === undefined ? undefined : { ticks, since: at };
}
