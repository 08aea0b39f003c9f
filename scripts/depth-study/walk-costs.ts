/**
 * What taking costs by the recorded book and by the bar-level model, at every bar's opening and for orders of many sizes.
 *
 * The book is walked as it stands when a bar opens; the cost is the mean price against the mid price. The model sees the
 * bar in which the order is filled, as the simulated venue does: sigma is Parkinson's of its range, V its
 * volume, or those of the last bar that had any. `modelBps` is what a factor of one and no spread would cost.
 */
import { applyDiff, applySnapshot, bestOf, openDepthBook } from "../../src/kernel/simulation/depth/depth-book.ts";
import type { DepthBook } from "../../src/kernel/simulation/depth/depth-book.ts";
import { nothingTaken, walkBook } from "../../src/kernel/simulation/depth/walk-book.ts";
import { type Activity, activityAfter } from "../../src/kernel/simulation/venue/fill-model.ts";
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

/** @param before what the symbol did in the bars before */
export function modelImpactBps(bar: Bar, size: number, before?: Activity): number {
  const { volatility, volume } = activityAfter(bar, before);
  return 10_000 * volatility * Math.sqrt(size / volume);
}

type PlayedBar = { readonly bar: Bar; readonly before: Activity | undefined };

/** By the moment they open. */
function barsByOpening(session: Session, interval: DurationMs): Map<number, PlayedBar> {
  const byOpening = new Map<number, PlayedBar>();
  let before: Activity | undefined;
  for (const { closedAt, bars } of barsOf(session, interval))
    for (const bar of bars) {
      byOpening.set(closedAt - interval, { bar, before });
      before = activityAfter(bar, before);
    }
  return byOpening;
}

export function sampleCosts(session: Session, interval: DurationMs): CostSample[] {
  const bars = barsByOpening(session, interval);
  const book = openDepthBook();
  const samples: CostSample[] = [];
  let next = Number.NaN;
  for (const event of session.events) {
    if (event.kind === "SNAPSHOT") applySnapshot(book, event);
    if (event.kind !== "DIFF") continue;
    if (book.status === "LIVE" && event.at >= next) {
      const played = bars.get(next);
      if (played !== undefined) samples.push(...samplesAt(book, played, { at: next, lotSize: session.grid.lotSize }));
    }
    if (!(event.at < next)) next = (Math.floor(event.at / interval) + 1) * interval;
    applyDiff(book, event);
  }
  return samples;
}

function samplesAt(
  book: DepthBook,
  { bar, before }: PlayedBar,
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
      return [{ at, side, size, participation, walkBps, modelBps: modelImpactBps(bar, size, before), halfSpreadBps }];
    }),
  );
}
