/**
 * latency_spike: requests arrive, and answers come back, so many times as late. Usual latency: 50 ms (origin-facts 29.2).
 *
 * While a market order is under way the price moves on; counted against us, by the part of the bar's range that so much
 * time takes: sigma of the bar (Parkinson 1980) times the root of the time's share in the bar.
 */
import type { Bar } from "../../domain/bar.ts";
import { type DurationMs, durationMs } from "../../units/units.ts";
import { isActive, type LatencySpike } from "./stress.ts";

const usualLatencyMs = 50;
const parkinson = 1 / (2 * Math.sqrt(Math.LN2));

/** One way, beyond what the venue takes anyway: zero while nothing is wrong. */
export const lagAt = (stress: LatencySpike, step: number): DurationMs =>
  durationMs(isActive(stress, stress.bars, step) ? usualLatencyMs * stress.factor : 0);

/** How far a price runs from a market order that is `lag` under way, bps. */
export const driftBps = ({ high, low }: Bar, lag: DurationMs, interval: DurationMs): number =>
  parkinson * Math.log(high / low) * Math.sqrt(Math.min(1, lag / interval)) * 10_000;
