/**
 * flash_crash: prices fall to a depth in so many bars and come back in so many more, both in even steps.
 *
 * What of the depth is a gap is there at the first open; a stop inside it fills where the gap ends.
 */
import { type BarShock, followPath, type Struck } from "./bar-shock.ts";
import type { FlashCrash } from "./stress.ts";

export function flashCrash(stress: FlashCrash, struck: Struck): BarShock {
  const { fromBar, depthFraction, gapFraction } = stress;
  return followPath(struck, (_bar, step) => {
    const factor = 1 - depthFraction * depthShare(stress, step);
    return { factor, from: step === fromBar && gapFraction > 0 ? 1 - depthFraction * gapFraction : undefined };
  });
}

/** Part of the full depth at the close of `step`. */
function depthShare({ fromBar, fallBars, recoveryBars, gapFraction }: FlashCrash, step: number): number {
  const done = step - fromBar + 1;
  if (done <= 0) return 0;
  if (done <= fallBars) return gapFraction + (1 - gapFraction) * (done / fallBars);
  return Math.max(0, 1 - (done - fallBars) / Math.max(1, recoveryBars));
}
