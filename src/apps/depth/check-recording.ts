/**
 * Checks a recording of order books: rebuilds every symbol's book and says whether it can be believed.
 *
 * All amounts are in the symbol's own units, spreads in bps of the last mid price as well, so that symbols compare.
 */
import type { Grid } from "../../adapters/recorded-depth/grid.ts";
import { nothingRead, readDepth } from "../../adapters/recorded-depth/recorded-depth.ts";
import { fromSteps } from "../../kernel/domain/instrument.ts";
import { bestOf, type BookFault } from "../../kernel/simulation/depth/depth-book.ts";
import type { BestPrices, DepthEvent } from "../../kernel/simulation/depth/depth-event.ts";
import {
  conclude,
  type Examination,
  examine,
  openExamination,
  spreadQuantile,
} from "../../kernel/simulation/depth/examine-depth.ts";

export type CheckedSymbol = {
  readonly symbol: string;
  readonly tickSize: number;
  readonly lotSize: number;
  readonly lengthMs: number;
  readonly snapshots: number;
  readonly diffs: number;
  readonly applied: number;
  readonly stale: number;
  /** Heard while the book was unusable, and never used. */
  readonly unused: number;
  readonly faults: Readonly<Record<BookFault, number>>;
  readonly trades: number;
  readonly tradedQuantity: number;
  /** The rebuilt book against the venue's own best prices. */
  readonly tickers: {
    readonly heard: number;
    readonly compared: number;
    readonly equal: number;
    readonly pricesDiffer: number;
    readonly lotsDiffer: number;
  };
  readonly spreads: readonly SpreadQuantile[];
};

export type SpreadQuantile = { readonly shareOfTime: number; readonly ticks: number; readonly spreadBps: number };

export type CheckedRecording = {
  readonly messages: number;
  readonly ignored: Readonly<Record<string, number>>;
  readonly withoutSnapshot: Readonly<Record<string, number>>;
  readonly symbols: readonly CheckedSymbol[];
};

const quantiles = [0.5, 0.9, 0.99];

type Watched = { readonly grid: Grid; readonly examination: Examination; best: BestPrices | undefined };

export async function checkRecording(paths: readonly string[], given: Partial<Grid> = {}): Promise<CheckedRecording> {
  const counts = nothingRead();
  const watched = new Map<string, Watched>();
  for await (const { symbol, grid, event } of readDepth(paths, counts, given)) watch(watched, symbol, { grid, event });
  return {
    messages: counts.messages,
    ignored: Object.fromEntries(counts.ignored),
    withoutSnapshot: Object.fromEntries(counts.withoutSnapshot),
    symbols: [...watched].map(([symbol, each]) => checked(symbol, each)),
  };
}

/** Whether every book could be rebuilt without a fault, and equals what the venue told of it. */
export const isSound = ({ symbols, withoutSnapshot }: CheckedRecording): boolean =>
  symbols.length > 0 &&
  Object.keys(withoutSnapshot).length === 0 &&
  symbols.every(
    ({ faults, tickers, applied }) =>
      applied > 0 && tickers.equal === tickers.compared && Object.values(faults).every((count) => count === 0),
  );

function watch(
  watched: Map<string, Watched>,
  symbol: string,
  { grid, event }: { readonly grid: Grid; readonly event: DepthEvent },
): void {
  const each = watched.get(symbol) ?? { grid, examination: openExamination(), best: undefined };
  watched.set(symbol, each);
  examine(each.examination, event);
  each.best = bestOf(each.examination.book) ?? each.best;
}

function checked(symbol: string, { grid, examination, best }: Watched): CheckedSymbol {
  conclude(examination);
  const { book, tickers, diffs, trades, tradedLots, firstAt, lastAt } = examination;
  const { heard, compared, equal, pricesDiffer, lotsDiffer } = tickers;
  const midTick = best === undefined ? Number.NaN : (best.bidTick + best.askTick) / 2;
  return {
    symbol,
    ...grid,
    lengthMs: (lastAt ?? 0) - (firstAt ?? 0),
    snapshots: book.counts.snapshots,
    diffs,
    applied: book.counts.applied,
    stale: book.counts.stale,
    unused: book.counts.unused + book.held.length,
    faults: book.counts.faults,
    trades,
    tradedQuantity: fromSteps(tradedLots, grid.lotSize),
    tickers: { heard, compared, equal, pricesDiffer, lotsDiffer },
    spreads: quantiles.map((shareOfTime) => {
      const ticks = spreadQuantile(examination, shareOfTime);
      return { shareOfTime, ticks, spreadBps: (10_000 * ticks) / midTick };
    }),
  };
}
