/**
 * Bars: what a symbol's price did during one closed interval.
 *
 * A bar is known at its close. Files name a bar by its open time; inside, decisions are taken on `closedAt`
 * (resolutions 39c).
 */
import { type EpochMs, epochMs, type Price, type Quantity } from "../units/units.ts";

export type Bar = {
  readonly symbol: string;
  readonly open: Price;
  readonly high: Price;
  readonly low: Price;
  readonly close: Price;
  /** Traded amount of the base asset. */
  readonly volume: Quantity;
};

/** All bars that close at one moment. A symbol that is expected but has no bar is named in `missing`. */
export type ClosedBars = {
  readonly closedAt: EpochMs;
  readonly bars: readonly Bar[];
  readonly missing: readonly string[];
};

/** What happens inside a bar is known before it closes: at midnight the day's last fills still belong to the day. */
export const lastMomentInside = (closedAt: EpochMs): EpochMs => epochMs(closedAt - 1);
