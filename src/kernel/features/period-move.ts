/**
 * How far a price has moved within a period, over the closes that are known: the period collar's measure.
 *
 * A close holds until the next, so the last one before the period counts: a gap is a move. Source: controls.md, PT-02.
 */
import type { DurationMs } from "../units/units.ts";
import { logCloseBack, type MarketFeatures } from "./market-features.ts";

/** Closes within the period, one at least. */
export const closesIn = (period: DurationMs, interval: DurationMs): number => Math.max(1, Math.ceil(period / interval));

/** Farthest the latest close is from any of the period, as a share of that one. NaN where there is none before it. */
export function moveWithin(features: MarketFeatures, id: number, period: DurationMs, interval: DurationMs): number {
  const known = Math.min(features.barsSeen[id] ?? 0, features.ring) - 1;
  const closes = Math.min(known, closesIn(period, interval));
  if (!(closes >= 1)) return Number.NaN;
  const latest = logCloseBack(features, id, 0);
  /** Once it is no number it stays none. */
  let farthest = 0;
  for (let back = 1; back <= closes; back += 1) {
    farthest = Math.max(farthest, Math.abs(Math.expm1(latest - logCloseBack(features, id, back))));
  }
  return farthest;
}

/** What it may move: as configured, and by the square-root law of diffusion more where one bar is longer than the period. */
export const moveAllowed = (allowed: number, period: DurationMs, interval: DurationMs): number =>
  period > 0 && interval > period ? allowed * Math.sqrt(interval / period) : allowed;
