/**
 * Who is due when. One table instead of loops of their own, so that two parts never do one job at different times.
 *
 * Source: seed 001 (30 s for the CEO and the risk officer), seed 004 (60 s for the conductor). Stages that are due run
 * at bar close, at fills and at timer expiry; with bars longer than a cadence every close is due (resolutions 12).
 */
import type { DurationMs } from "../units/units.ts";
import { seconds } from "../units/units.ts";

export const cadences = {
  council: seconds(30),
} as const;

/** A council that has not completed a round for three effective cadences no longer permits anything. */
export const staleAfter = (barInterval: DurationMs, knownGap: DurationMs): number =>
  3 * Math.max(cadences.council, barInterval, knownGap);
