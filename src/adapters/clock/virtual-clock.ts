/**
 * A clock that stands still until it is moved: the time of a simulated or recorded world, at any pace.
 *
 * Wakes on the way fire in order of time, each with the clock standing at its moment.
 */
import type { EpochMs } from "../../kernel/units/units.ts";
import type { Clock } from "../../ports/clock.ts";

export interface VirtualClock extends Clock {
  /** Moves on to `at`. After each wake `settle` is awaited, so that its consequences come before the next. */
  advanceTo(at: EpochMs, settle: () => Promise<void>): Promise<void>;
}

type Pending = { readonly at: EpochMs; readonly wake: () => void };

export function virtualClock(start: EpochMs): VirtualClock {
  let current = start;
  const pending = new Set<Pending>();
  const nextBefore = (limit: EpochMs): Pending | undefined => {
    let next: Pending | undefined;
    for (const each of pending) if (each.at < limit && (next === undefined || each.at < next.at)) next = each;
    return next;
  };
  return {
    now: () => current,
    wakeAt: (at, wake) => {
      const each: Pending = { at, wake };
      pending.add(each);
      return () => pending.delete(each);
    },
    advanceTo: async (at, settle) => {
      for (let next = nextBefore(at); next !== undefined; next = nextBefore(at)) {
        pending.delete(next);
        if (next.at > current) current = next.at;
        next.wake();
        await settle();
      }
      if (at > current) current = at;
    },
  };
}
