/**
 * The last closed bars of each instrument and what the feature board said at each: all that a strategy may look at.
 *
 * Rings in typed columns, plain data, so that a snapshot holds them. Features are kept beside the bars, because the
 * board itself knows the latest value alone.
 */
import type { Bar } from "../../domain/bar.ts";
import type { FeatureName } from "../../features/board/feature-board.ts";
import type { ClosedBar } from "./strategy.ts";

export type BarMemory = {
  /** Bars kept of each instrument. */
  readonly length: number;
  readonly features: readonly FeatureName[];
  readonly barsSeen: Int32Array;
  /** Row-major rings, a slot of five numbers for each bar. */
  readonly bars: Float64Array;
  /** Row-major rings, a slot of one number for each feature. */
  readonly values: Float64Array;
};

const fields = 5;
/** State holds finite numbers only. */
const unknown = Number.MAX_VALUE;

export const openBarMemory = (instruments: number, length: number, features: readonly FeatureName[]): BarMemory => ({
  length,
  features,
  barsSeen: new Int32Array(instruments),
  bars: new Float64Array(instruments * length * fields),
  values: new Float64Array(instruments * length * features.length),
});

/** @param valueOf a feature at this close; NaN while its window fills */
export function rememberBar(memory: BarMemory, id: number, bar: Bar, valueOf: (name: FeatureName) => number): void {
  const { length, features, barsSeen, bars, values } = memory;
  if (length === 0) return;
  const seen = barsSeen[id] ?? 0;
  const slot = id * length + (seen % length);
  bars[slot * fields] = bar.open;
  bars[slot * fields + 1] = bar.high;
  bars[slot * fields + 2] = bar.low;
  bars[slot * fields + 3] = bar.close;
  bars[slot * fields + 4] = bar.volume;
  for (let index = 0; index < features.length; index++) {
    const name = features[index];
    const value = name === undefined ? Number.NaN : valueOf(name);
    values[slot * features.length + index] = Number.isFinite(value) ? value : unknown;
  }
  barsSeen[id] = seen + 1;
}

export const barsKept = ({ barsSeen, length }: BarMemory, id: number): number => Math.min(barsSeen[id] ?? 0, length);

/** Where the bar `back` bars ago is kept. */
function slotBack({ barsSeen, length }: BarMemory, id: number, back: number): number {
  return id * length + (((barsSeen[id] ?? 0) - 1 - back) % length);
}

export function barBack(memory: BarMemory, id: number, back: number): ClosedBar {
  const at = slotBack(memory, id, back) * fields;
  const { bars } = memory;
  return {
    open: bars[at] ?? Number.NaN,
    high: bars[at + 1] ?? Number.NaN,
    low: bars[at + 2] ?? Number.NaN,
    close: bars[at + 3] ?? Number.NaN,
    volume: bars[at + 4] ?? Number.NaN,
  };
}

export const highBack = (memory: BarMemory, id: number, back: number): number =>
  memory.bars[slotBack(memory, id, back) * fields + 1] ?? Number.NaN;
export const lowBack = (memory: BarMemory, id: number, back: number): number =>
  memory.bars[slotBack(memory, id, back) * fields + 2] ?? Number.NaN;
export const closeBack = (memory: BarMemory, id: number, back: number): number =>
  memory.bars[slotBack(memory, id, back) * fields + 3] ?? Number.NaN;

export function featureBack(memory: BarMemory, id: number, name: FeatureName, back: number): number {
  const { features, values } = memory;
  const value = values[slotBack(memory, id, back) * features.length + features.indexOf(name)];
  return value === undefined || value === unknown ? Number.NaN : value;
}
