/**
 * When a scale of caution may be loosened again: after its cool-down, and once a day or a trade has closed since.
 *
 * Cool-downs count from the last change of that kind and never from snapshots; at the start none is running
 * (resolutions 7). Tightening asks nobody here.
 */
import type { DurationMs, EpochMs } from "../units/units.ts";

/** A moment as the counters of the fund know it. */
export type Moment = { readonly at: EpochMs; readonly closedDays: number; readonly closedTrades: number };

export const hasClosedSince = (change: Moment, now: Moment): boolean =>
  now.closedDays > change.closedDays || now.closedTrades > change.closedTrades;

export const mayLoosen = (lastChange: Moment | undefined, now: Moment, coolDown: DurationMs): boolean =>
  lastChange === undefined || (now.at - lastChange.at >= coolDown && hasClosedSince(lastChange, now));
