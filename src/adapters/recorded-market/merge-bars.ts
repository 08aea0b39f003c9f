/**
 * Bars of several symbols, merged by close.
 *
 * A close at which no symbol has a bar (an outage of the venue, a weekend) is passed over: nothing arrives, so nothing
 * can be known missing. At every other close a symbol between its first and last bar is present or named missing.
 */
import type { Bar, ClosedBars } from "../../kernel/domain/bar.ts";
import { type DurationMs, type EpochMs, epochMs, price, quantity } from "../../kernel/units/units.ts";
import type { BarColumns } from "./parse-bars.ts";

export type Track = { readonly symbol: string; readonly columns: BarColumns };
export type MergeOptions = {
  readonly interval: DurationMs;
  /** Only bars that close later than this. */
  readonly after?: EpochMs | undefined;
};

type Cursor = Track & {
  next: number;
  /** Open of bar `next`; infinite at the end. */
  opened: number;
};

const noneMissing: readonly string[] = Object.freeze([]);

export function* mergeBars(tracks: readonly Track[], { interval, after }: MergeOptions): Generator<ClosedBars, void> {
  const firstOpen = after === undefined ? Number.NEGATIVE_INFINITY : after - interval;
  const cursors = tracks.map((track) => startAfter(track, firstOpen));
  for (let opened = earliest(cursors); opened < Number.POSITIVE_INFINITY; opened = earliest(cursors)) {
    const bars: Bar[] = [];
    let missing = noneMissing;
    for (const cursor of cursors) {
      if (cursor.opened === opened) bars.push(takeBar(cursor));
      else if (cursor.next > 0 && cursor.opened < Number.POSITIVE_INFINITY) missing = [...missing, cursor.symbol];
    }
    yield { closedAt: epochMs(opened + interval), bars, missing };
  }
}

/** Index of the first open later than `moment`. */
export function indexAfter(opens: Float64Array, moment: number): number {
  let low = 0;
  let high = opens.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((opens[middle] ?? Number.NaN) > moment) high = middle;
    else low = middle + 1;
  }
  return low;
}

function startAfter(track: Track, moment: number): Cursor {
  const next = indexAfter(track.columns.opened, moment);
  return { ...track, next, opened: openedAt(track.columns, next) };
}

const openedAt = ({ opened }: BarColumns, index: number): number =>
  index < opened.length ? (opened[index] ?? Number.NaN) : Number.POSITIVE_INFINITY;

function earliest(cursors: readonly Cursor[]): number {
  let opened = Number.POSITIVE_INFINITY;
  for (const cursor of cursors) if (cursor.opened < opened) opened = cursor.opened;
  return opened;
}

function takeBar(cursor: Cursor): Bar {
  const { columns, next, symbol } = cursor;
  cursor.next = next + 1;
  cursor.opened = openedAt(columns, next + 1);
  return {
    symbol,
    open: price(columns.open[next] ?? Number.NaN),
    high: price(columns.high[next] ?? Number.NaN),
    low: price(columns.low[next] ?? Number.NaN),
    close: price(columns.close[next] ?? Number.NaN),
    volume: quantity(columns.volume[next] ?? Number.NaN),
  };
}
