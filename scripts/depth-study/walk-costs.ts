/**
 * What taking costs by the recorded book and by the bar-level model, at every bar's opening and for orders of many sizes.
 *
 * The book is walked as it stands when a bar opens; the cost is the mean price against the mid price. The model sees the
 * bar in which the order is filled, as the simulated venue does: sigma is Parkinson's of its range, V its volume, and the
 * share of it is at most one. `modelBps` is what a factor of one and no spread would cost.
 */
import { applyDiff, applySnapshot, bestOf, openDepthBook } from "../../src/kernel/simulation/depth/depth-book.ts";
import type { DepthBook } from "../../src/kernel/simulation/depth/depth-book.ts";
import { nothingTaken, walkBook } from "../../src/kernel/simulation/depth/walk-book.ts";
import type { Bar } from "../../src/kernel/domain/bar.ts";
import type { Side } from "../../src/kernel/domain/order.ts";
import type { DurationMs } from "../../src/kernel/units/units.ts";
import { barsOf, type Session } from "./session.ts";

export type CostSample = {
  readonly at: number;
  readonly side: Side;
  readonly size: number;
  /** Of the bar's volume. */
  readonly participation: number;
  readonly walkBps: number;
  readonly modelBps: number;
  readonly halfSpreadBps: number;
};

/** In units of the base asset. */
export const studiedSizes = [0.01, 0.1, 0.5, 1, 2, 5, 10, 20, 50, 100];
const sides: readonly Side[] = ["BUY", "SELL"];

export const rangeSigma = ({ high, low }: Bar): number => Math.log(high / low) / (2 * Math.sqrt(Math.LN2));
export const modelImpactBps = (bar: Bar, size: number): number =>
  10_000 * rangeSigma(bar) * Math.sqrt(Math.min(1, size / bar.volume));

export function sampleCosts(session: Session, interval: DurationMs): CostSample[] {
  const bars = new Map(
    barsOf(session, interval).flatMap(({ closedAt, bars: [bar] }) =>
      bar === undefined ? [] : [[closedAt - interval, bar]],
    ),
  );
  const book = openDepthBook();
  const samples: CostSample[] = [];
  let next = Number.NaN;
  for (const event of session.events) {
    if (event.kind === "SNAPSHOT") applySnapshot(book, event);
    if (event.kind !== "DIFF") continue;
    if (book.status === "LIVE" && event.at >= next) {
      const bar = bars.get(next);
      if (bar !== undefined) samples.push(...samplesAt(book, bar, { at: next, lotSize: session.grid.lotSize }));
    }
    if (!(event.at < next)) next = (Math.floor(event.at / interval) + 1) * interval;
    applyDiff(book, event);
  }
  return samples;
}

function samplesAt(
  book: DepthBook,
  bar: Bar,
  { at, lotSize }: { readonly at: number; readonly lotSize: number },
): CostSample[] {
  const best = bestOf(book);
  if (best === undefined) return [];
  const mid = (best.bidTick + best.askTick) / 2;
  const halfSpreadBps = (10_000 * (best.askTick - best.bidTick)) / 2 / mid;
  return sides.flatMap((side) =>
    studiedSizes.flatMap((size) => {
      const lots = Math.round(size / lotSize);
      const walk = walkBook(book, nothingTaken(), { side, lots });
      if (walk.lots < lots) return [];
      const walkBps = (10_000 * Math.abs(walk.meanTick - mid)) / mid;
      const participation = size / bar.volume;
      return [{ at, side, size, participation, walkBps, modelBps: modelImpactBps(bar, size), halfSpreadBps }];
    }),
  );
}
