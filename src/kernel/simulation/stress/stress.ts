/**
 * The thirteen kinds of stress, and a scenario made of them. Source: origin-facts 29.2.
 *
 * `fromBar` counts closes from the strike; `assets` names symbols by how they begin (`BTC`), `HELD` what the fund holds
 * most of when the scenario strikes. Everything a stress draws comes from the seed of the run.
 */
import type { Fraction } from "../../units/units.ts";

export const stressTypes = [
  "historic_replay",
  "flash_crash",
  "volatility_spike",
  "trend_shift",
  "liquidity_drop",
  "spread_explosion",
  "data_corruption",
  "model_failure",
  "execution_failure",
  "latency_spike",
  "correlation_breakdown",
  "pump_dump",
  "mixed_custom",
] as const;
export type StressType = (typeof stressTypes)[number];

export type Assets = "ALL" | "HELD" | readonly string[];

type Placed<Type extends StressType> = { readonly type: Type; readonly fromBar: number };
type OfAssets<Type extends StressType> = Placed<Type> & { readonly assets: Assets };

/** A recorded move told as factors of the close before it. */
export type MoveStep = {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
};
/** Which recorded window, and its steps once somebody has read them. */
export type HistoricReplay = OfAssets<"historic_replay"> & {
  readonly window: string;
  readonly path: readonly MoveStep[];
};
export type FlashCrash = OfAssets<"flash_crash"> & {
  readonly depthFraction: Fraction;
  /** How much of the depth is there at the first open already: a gap in which no stop fills. */
  readonly gapFraction: Fraction;
  readonly fallBars: number;
  readonly recoveryBars: number;
};
export type VolatilitySpike = OfAssets<"volatility_spike"> & { readonly factor: number; readonly bars: number };
/** AGAINST turns the move of as many bars before the strike round. */
export const shiftDirections = ["AGAINST", "UP", "DOWN"] as const;
export type TrendShift = OfAssets<"trend_shift"> & {
  readonly direction: (typeof shiftDirections)[number];
  readonly sizeFraction: Fraction;
  readonly bars: number;
};
export type LiquidityDrop = OfAssets<"liquidity_drop"> & { readonly dropFraction: Fraction; readonly bars: number };
export type SpreadExplosion = OfAssets<"spread_explosion"> & { readonly factor: number; readonly bars: number };
export const corruptions = ["NAN", "SPIKE", "DUPLICATE"] as const;
export type Corruption = (typeof corruptions)[number];
export type DataCorruption = OfAssets<"data_corruption"> & {
  readonly shareFraction: Fraction;
  readonly kinds: readonly Corruption[];
  readonly bars: number;
};
export type ModelFailure = Placed<"model_failure"> & { readonly shareFraction: Fraction; readonly bars: number };
export type ExecutionFailure = Placed<"execution_failure"> & {
  readonly shareFraction: Fraction;
  readonly bars: number;
};
export type LatencySpike = Placed<"latency_spike"> & { readonly factor: number; readonly bars: number };
/** APART: every second symbol does the opposite. TOGETHER: all do the same, so that spreading the money helps nobody. */
export const breakdowns = ["APART", "TOGETHER"] as const;
export type CorrelationBreakdown = Placed<"correlation_breakdown"> & {
  readonly toward: (typeof breakdowns)[number];
  readonly bars: number;
};
export type PumpDump = OfAssets<"pump_dump"> & {
  readonly riseFraction: number;
  readonly pumpBars: number;
  readonly dumpBars: number;
};

/** Every kind but the mixture. */
export type Stress =
  | HistoricReplay
  | FlashCrash
  | VolatilitySpike
  | TrendShift
  | LiquidityDrop
  | SpreadExplosion
  | DataCorruption
  | ModelFailure
  | ExecutionFailure
  | LatencySpike
  | CorrelationBreakdown
  | PumpDump;

export type Scenario = {
  /** `btc-crash`; how it is asked for. */
  readonly name: string;
  readonly title: string;
  /** More than one is a `mixed_custom`. */
  readonly stresses: readonly Stress[];
};

/** Closes from the strike until the last bar that a stress changes; what it leaves behind may stay for good. */
export function barsOf(stress: Stress): number {
  switch (stress.type) {
    case "flash_crash":
      return stress.fromBar + stress.fallBars + stress.recoveryBars;
    case "pump_dump":
      return stress.fromBar + stress.pumpBars + stress.dumpBars;
    case "historic_replay":
      return stress.fromBar + stress.path.length;
    default:
      return stress.fromBar + stress.bars;
  }
}

export const lengthOf = ({ stresses }: Scenario): number => Math.max(0, ...stresses.map(barsOf));

/** Whether step `step` from the strike lies within the `bars` of a stress. */
export const isActive = ({ fromBar }: { readonly fromBar: number }, bars: number, step: number): boolean =>
  step >= fromBar && step < fromBar + bars;
