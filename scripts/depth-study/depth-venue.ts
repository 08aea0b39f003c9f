/**
 * The venue of a backtest, filled by a recorded order book instead of bars.
 *
 * A close's events are played in two parts: those of its first tenth of a second, which orders sent at the close before
 * meet, and the rest. The fund hears of a fill when its part has been played.
 */
import type { OpenVenue } from "../../src/apps/backtest/played-venue.ts";
import type { ClosedBars } from "../../src/kernel/domain/bar.ts";
import type { AnyReport } from "../../src/kernel/domain/venue-report.ts";
import { openDepthMarket } from "../../src/kernel/simulation/venue/depth-liquidity.ts";
import { playDepth } from "../../src/kernel/simulation/venue/play-depth.ts";
import { answerOf, openVenueBook } from "../../src/kernel/simulation/venue/venue-book.ts";
import { type DurationMs, durationMs } from "../../src/kernel/units/units.ts";
import type { Session } from "./session.ts";

const firstPart = durationMs(100);

/** @param closes that the fund will be played, in order */
export function depthVenue(
  { symbol, events }: Session,
  closes: readonly ClosedBars[],
  interval: DurationMs,
): OpenVenue {
  return (instruments, startCash) => {
    const book = openVenueBook(instruments, startCash);
    const market = openDepthMarket(symbol);
    let next = 0;
    let played = 0;
    const playTo = (until: number): AnyReport[] => {
      const reports: AnyReport[] = [];
      for (let event = events[next]; event !== undefined && event.at < until; event = events[next]) {
        reports.push(...playDepth(book, market, event));
        next += 1;
      }
      return reports;
    };
    const closedAt = (): number => closes[played]?.closedAt ?? Number.NaN;
    return {
      book,
      lag: firstPart,
      open: () => playTo(closedAt() - interval + firstPart),
      fillResting: () => playTo(closedAt()),
      close: () => {
        played += 1;
        return [];
      },
      answer: (request) => answerOf(book, request),
    };
  };
}
