/**
 * The last 24 hours of every symbol: what was traded in them, and where the price stood before them.
 *
 * Columns with one row per instrument, a slot for each hour; a bar is one addition, however long it was quiet before. An
 * hour counts by its closes, so for bars shorter than an hour the window holds 23 to 24 hours: never more than a day.
 * Amounts are whole USD, which doubles add and subtract without a rest, so a sum kept up is the sum counted anew.
 */
import type { Bar } from "../../../domain/bar.ts";
import { dayMs, type DurationMs, type EpochMs, hours } from "../../../units/units.ts";

const hourMs = hours(1);
const hoursOfDay = 24;
/** One more than a day has: the close before the window is what its return is counted from. */
const closesKept = hoursOfDay + 1;

export type DayWindow = {
  /** What of a bar belongs to a day: all of it, unless bars are longer. */
  readonly share: number;
  /** Hour of the latest bar of each row since the epoch; 0 before the first bar. */
  readonly hour: Float64Array;
  /** Hours of each row that have a close, as far as one counts. */
  readonly hoursKnown: Int32Array;
  /** Row-major: traded in each of 24 hours, whole USD. */
  readonly traded: Float64Array;
  /** Sum of each row of `traded`. */
  readonly volume: Float64Array;
  /** Row-major: the last close of each of 25 hours; an hour without a bar keeps the close before it. */
  readonly closes: Float64Array;
};

export const openDayWindow = (instruments: number, interval: DurationMs): DayWindow => ({
  share: Math.min(1, dayMs / interval),
  hour: new Float64Array(instruments),
  hoursKnown: new Int32Array(instruments),
  traded: new Float64Array(instruments * hoursOfDay),
  volume: new Float64Array(instruments),
  closes: new Float64Array(instruments * closesKept),
});

/** Takes one closed bar of instrument `id` in. */
export function takeDayBar(window: DayWindow, id: number, bar: Bar, closedAt: EpochMs): void {
  const hour = Math.floor((closedAt - 1) / hourMs);
  if (hour !== window.hour[id]) openHours(window, id, hour);
  const traded = Math.round(bar.volume * bar.close * window.share);
  const slot = id * hoursOfDay + (hour % hoursOfDay);
  window.traded[slot] = (window.traded[slot] ?? 0) + traded;
  window.volume[id] = (window.volume[id] ?? 0) + traded;
  window.closes[id * closesKept + (hour % closesKept)] = bar.close;
}

/** Empties the hours between the latest bar and `hour`, which become part of the window as others leave it. */
function openHours(window: DayWindow, id: number, hour: number): void {
  const latest = window.hour[id] ?? 0;
  const isFirst = latest === 0;
  const since = isFirst ? hour - 1 : Math.max(latest, hour - closesKept);
  const lastClose = window.closes[id * closesKept + (latest % closesKept)] ?? 0;
  for (let next = since + 1; next <= hour; next += 1) {
    const slot = id * hoursOfDay + (next % hoursOfDay);
    window.volume[id] = (window.volume[id] ?? 0) - (window.traded[slot] ?? 0);
    window.traded[slot] = 0;
    window.closes[id * closesKept + (next % closesKept)] = lastClose;
  }
  const passed = isFirst ? 1 : hour - latest;
  window.hoursKnown[id] = Math.min(closesKept, (window.hoursKnown[id] ?? 0) + passed);
  window.hour[id] = hour;
}

/** Traded in the last 24 hours, USD. */
export const dayVolume = (window: DayWindow, id: number): number => window.volume[id] ?? 0;

/** Return over the last 24 hours; NaN until a close from before them is known. */
export function dayReturn(window: DayWindow, id: number): number {
  if ((window.hoursKnown[id] ?? 0) < closesKept) return Number.NaN;
  const hour = window.hour[id] ?? 0;
  const row = id * closesKept;
  const now = window.closes[row + (hour % closesKept)] ?? Number.NaN;
  const before = window.closes[row + ((hour + 1) % closesKept)] ?? Number.NaN;
  return now / before - 1;
}
