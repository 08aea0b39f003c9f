/** Small order books by hand, for tests: one tick is one, one lot is one. */
import type {
  DepthDiff,
  DepthSnapshot,
  LevelChange,
  PublicTrade,
} from "../../src/kernel/simulation/depth/depth-event.ts";
import { applySnapshot, type DepthBook, openDepthBook } from "../../src/kernel/simulation/depth/depth-book.ts";
import type { Side } from "../../src/kernel/domain/order.ts";
import { epochMs } from "../../src/kernel/units/units.ts";

export type Levels = readonly (readonly [tick: number, lots: number])[];

export const levelsOf = (bids: Levels, asks: Levels): LevelChange[] => [
  ...bids.map(([tick, lots]): LevelChange => ({ side: "BUY", tick, lots })),
  ...asks.map(([tick, lots]): LevelChange => ({ side: "SELL", tick, lots })),
];

export const snapshot = (lastUpdate: number, bids: Levels, asks: Levels): DepthSnapshot => ({
  kind: "SNAPSHOT",
  at: epochMs(1_000 + lastUpdate),
  lastUpdate,
  levels: levelsOf(bids, asks),
});

/** Of the chained kind: updates `first` to `last`, after `previous`. */
export const diff = (
  [first, last, previous]: readonly [number, number, number],
  bids: Levels = [],
  asks: Levels = [],
): DepthDiff => ({
  kind: "DIFF",
  at: epochMs(1_000 + last),
  sequence: { rule: "CHAINED", first, last, previous },
  changes: levelsOf(bids, asks),
});

export const trade = (side: Side, tick: number, lots: number): PublicTrade => ({
  kind: "TRADE",
  at: epochMs(1_000),
  side,
  tick,
  lots,
});

/** Bids 99 x 5, 98 x 7, 96 x 20 against asks 101 x 4, 102 x 6, 105 x 30; as of update 10. */
export function smallBook(): DepthBook {
  const book = openDepthBook();
  const bids: Levels = [
    [99, 5],
    [98, 7],
    [96, 20],
  ];
  const asks: Levels = [
    [101, 4],
    [102, 6],
    [105, 30],
  ];
  applySnapshot(book, snapshot(10, bids, asks));
  return book;
}
