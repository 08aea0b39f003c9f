/**
 * The forecasters that live in the kernel: honest baselines of plain arithmetic on closed bars.
 *
 * `momentum` holds that a trend goes on, `reversion` that a stretched price comes back, `ridge` learns which of the two and
 * how much. None says how much to trust it: that is learnt (`calibration.ts`). Models that are not deterministic
 * arithmetic stay outside and speak through `forecast.received` (resolutions 38, 39b).
 */
import { type KernelModel, kernelModels } from "../../domain/ensemble.ts";
import { type MarketFeatures, reversionScore, trendScore } from "../../features/market-features.ts";
import { ridgeEvidence, type RidgeState } from "./ridge.ts";

/** What forecasters remember. */
export type Memory = { readonly ridge: RidgeState };

export type Forecaster = {
  readonly model: KernelModel;
  /** A z-score that the probability is calibrated on; NaN knows nothing. Callers make sure the windows are full. */
  readonly evidence: (features: MarketFeatures, id: number, memory: Memory) => number;
};

export const forecasters: readonly Forecaster[] = [
  { model: "momentum", evidence: trendScore },
  { model: "reversion", evidence: reversionScore },
  { model: "ridge", evidence: (features, id, { ridge }) => ridgeEvidence(ridge, features, id) },
];

/** Names of the kernel's own, asked or not; nobody outside may speak as one of them. */
export const isKernelModel = (model: string): boolean => kernelModels.some((each) => each === model);
