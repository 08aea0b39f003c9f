/** How far the venue's clock and ours are apart, as last measured (controls.md, PT-15). */
import type { DurationMs, EpochMs } from "../units/units.ts";

export type VenueClock = {
  /** The venue's time less ours, the middle of the round trip taken as the moment; below 0 where the venue is behind. */
  readonly skewMs: number;
  readonly roundTripMs: DurationMs;
  readonly measuredAt: EpochMs;
};

/** The most the clocks can be apart: what was measured is off by half the round trip at most (Cristian, 1989). */
export const worstSkew = ({ skewMs, roundTripMs }: Pick<VenueClock, "skewMs" | "roundTripMs">): number =>
  Math.abs(skewMs) + roundTripMs / 2;
