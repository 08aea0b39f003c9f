/**
 * The forecasters that live in the kernel: two honest baselines of plain arithmetic on closed bars.
 *
 * `momentum` holds that a trend goes on, `reversion` that a stretched price comes back. Neither says how much to trust
 * it: that is learnt (`calibration.ts`). Models that are not deterministic arithmetic stay outside and speak through
 * `forecast.received` (resolutions 38, 39b).
 */
import { type MarketFeatures, reversionScore, trendScore } from "../../features/market-features.ts";

export type Forecaster = {
  readonly model: string;
  /** A z-score that the probability is calibrated on. Callers make sure the windows are full. */
  readonly evidence: (features: MarketFeatures, id: number) => number;
};

export const forecasters: readonly Forecaster[] = [
  { model: "momentum", evidence: trendScore },
  { model: "reversion", evidence: reversionScore },
];
