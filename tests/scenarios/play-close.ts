/**
 * One close of a simulated world, in the order the world would show it: fills at the open, then of orders that rest, then
 * stops inside the bar, then the closed bars themselves. Tests play it in one go; backtests and paper funds let their timers run in between.
 */
import { type ClosedBars, lastMomentInside } from "../../src/kernel/domain/bar.ts";
import type { AnyReport } from "../../src/kernel/domain/venue-report.ts";
import { type DurationMs, type EpochMs, epochMs } from "../../src/kernel/units/units.ts";
import { closeBar, fillResting, openBar, type VenueBook } from "../../src/kernel/simulation/venue/venue-book.ts";

export type Phase =
  | { readonly kind: "REPORTS"; readonly at: EpochMs; readonly reports: readonly AnyReport[] }
  | { readonly kind: "BARS"; readonly at: EpochMs; readonly closed: ClosedBars };

/** Phases in order; orders that arrive while one is handled are in the book before the next is made. */
export function* playClose(book: VenueBook, closed: ClosedBars, interval: DurationMs): Generator<Phase, void> {
  const openedAt = epochMs(closed.closedAt - interval);
  book.at = openedAt;
  yield { kind: "REPORTS", at: openedAt, reports: openBar(book, closed.bars) };
  book.at = lastMomentInside(closed.closedAt);
  yield { kind: "REPORTS", at: lastMomentInside(closed.closedAt), reports: fillResting(book, closed.bars) };
  yield { kind: "REPORTS", at: lastMomentInside(closed.closedAt), reports: closeBar(book, closed.bars) };
  yield { kind: "BARS", at: closed.closedAt, closed };
}
