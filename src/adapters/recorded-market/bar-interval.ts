/**
 * The interval of a bar file: read from its name or found in its stamps, and the gaps that are left in it.
 *
 * The interval is the most common distance between stamps and must also be the smallest one; every distance must be a
 * whole multiple of it. An hourly file with one bar at half past is refused, not read as a half-hourly one with holes.
 */
import { type DurationMs, durationMs, type EpochMs, epochMs } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";

/** Bars that the recording lacks: the first missing open and how many in a row. */
export type Gap = { readonly firstMissing: EpochMs; readonly bars: number };

/** Longest first, so that an interval is written in the largest unit that fits. */
const unitMs = [
  ["w", 604_800_000],
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;

/** `4h` as a duration; `undefined` when `text` is no interval. */
export function parseInterval(text: string): DurationMs | undefined {
  const [, count, letter] = /^([1-9]\d{0,3})([smhdw])$/.exec(text) ?? [];
  const unit = unitMs.find(([name]) => name === letter);
  return unit === undefined ? undefined : durationMs(Number(count) * unit[1]);
}

/** 14,400,000 as `4h`. */
export function formatInterval(interval: DurationMs): string {
  const unit = unitMs.find(([, length]) => interval > 0 && interval % length === 0);
  return unit === undefined ? `${interval}ms` : `${interval / unit[1]}${unit[0]}`;
}

/** A moment as text; milliseconds beside it, since that is what stands in the file. */
export const formatStamp = (at: number): string => `${at} (${new Date(at).toISOString()})`;

/** The interval of a whole file. `stated` is what its name says, which the stamps must confirm. */
export function findInterval(path: string, opens: Float64Array, stated: DurationMs | undefined): DurationMs {
  if (opens.length < 2) {
    if (stated !== undefined) return stated;
    throw bad(path, "expected two bars or more, or an interval in the file name (my-1h.csv), was one bar");
  }
  const { smallest, common } = distances(opens);
  const expected = stated ?? durationMs(common);
  if (smallest % 1_000 !== 0) {
    const rule = "bars to be whole seconds apart (ts_ms counts milliseconds)";
    throw offGrid(path, opens, { wrong: smallest, rule });
  }
  if (smallest !== expected) {
    const source = stated === undefined ? "the most common distance" : "as the file name says";
    const rule = `the closest bars to be ${formatInterval(expected)} apart, ${source}`;
    throw offGrid(path, opens, { wrong: smallest, rule });
  }
  const uneven = firstUneven(opens, expected);
  if (uneven === undefined) return expected;
  throw offGrid(path, opens, {
    wrong: uneven,
    rule: `bars to be whole multiples of ${formatInterval(expected)} apart`,
  });
}

/** Every run of bars that is absent between the first and the last. */
export function findGaps(opens: Float64Array, interval: DurationMs): Gap[] {
  const gaps: Gap[] = [];
  let previous = opens[0] ?? Number.NaN;
  for (const opened of opens.subarray(1)) {
    if (opened - previous > interval) {
      gaps.push({ firstMissing: epochMs(previous + interval), bars: Math.round((opened - previous) / interval) - 1 });
    }
    previous = opened;
  }
  return gaps;
}

function distances(opens: Float64Array): { smallest: number; common: number } {
  const counts = new Map<number, number>();
  let previous = opens[0] ?? Number.NaN;
  for (const opened of opens.subarray(1)) {
    const distance = opened - previous;
    counts.set(distance, (counts.get(distance) ?? 0) + 1);
    previous = opened;
  }
  let smallest = Number.POSITIVE_INFINITY;
  let common = 0;
  for (const [distance, count] of counts) {
    const most = counts.get(common) ?? 0;
    smallest = Math.min(smallest, distance);
    if (count > most || (count === most && distance < common)) common = distance;
  }
  return { smallest, common };
}

function firstUneven(opens: Float64Array, interval: DurationMs): number | undefined {
  let previous = opens[0] ?? Number.NaN;
  for (const opened of opens.subarray(1)) {
    if ((opened - previous) % interval !== 0) return opened - previous;
    previous = opened;
  }
  return undefined;
}

/** Names the first pair of lines that lie `wrong` apart. The header is line 1. */
function offGrid(path: string, opens: Float64Array, fault: { wrong: number; rule: string }): FundError {
  const row = opens.findIndex((opened, index) => opened - (opens[index - 1] ?? Number.NaN) === fault.wrong);
  const stamps = `${formatStamp(opens[row - 1] ?? 0)} to ${formatStamp(opens[row] ?? 0)}`;
  const was = `${formatInterval(durationMs(fault.wrong))} from ${stamps}`;
  return bad(`${path}:${row + 2}`, `expected ${fault.rule}, was ${was}`);
}

const bad = (where: string, message: string): FundError => new FundError("BAD_MARKET_DATA", `${where}: ${message}`);
