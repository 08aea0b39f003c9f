/** pump_dump: prices are driven up in so many bars and let go in so many more, back to where they would have been. */
import { type BarShock, followPath, type Struck } from "./bar-shock.ts";
import type { PumpDump } from "./stress.ts";

export const pumpDump = (stress: PumpDump, struck: Struck): BarShock =>
  followPath(struck, (_bar, step) => ({ factor: 1 + stress.riseFraction * heightShare(stress, step) }));

function heightShare({ fromBar, pumpBars, dumpBars }: PumpDump, step: number): number {
  const done = step - fromBar + 1;
  if (done <= 0) return 0;
  if (done <= pumpBars) return done / pumpBars;
  return Math.max(0, 1 - (done - pumpBars) / Math.max(1, dumpBars));
}
