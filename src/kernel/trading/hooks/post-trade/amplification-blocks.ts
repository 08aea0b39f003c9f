/**
 * Profit amplification: what forbids that anything is made of a position that does well, each with its name.
 *
 * Written so that NaN blocks. Source: origin-facts 12 and resolutions 28. A safety governor's veto and the stops of
 * governance need no block of their own: an addition passes every gate an entry passes.
 */
import type { AmplificationConfig } from "../../../domain/position-care.ts";
import type { PositionClass } from "../../../domain/position-plan.ts";
import type { MarketAssessment } from "../../../domain/regime.ts";
import type { SystemRiskMode } from "../../../domain/modes.ts";
import type { PositionReading } from "./position-classes.ts";

export type AmplificationView = {
  readonly reading: PositionReading;
  readonly class: PositionClass | undefined;
  readonly regime: MarketAssessment | undefined;
  /** By traded value, 1 is the most traded. */
  readonly rank: number;
  readonly systemRiskMode: SystemRiskMode;
  readonly isBraked: boolean;
  /** No freeze, and the mandate lets entries through. */
  readonly entriesAllowed: boolean;
  /** Of the fund. */
  readonly drawdown: number;
  readonly config: AmplificationConfig;
};

type Block = { readonly name: string; readonly holds: (view: AmplificationView) => boolean };

const stableRank = 50;

export const amplificationBlocks: readonly Block[] = [
  { name: "EMERGENCY_BRAKE_ACTIVE", holds: ({ isBraked }) => isBraked },
  { name: "ENTRIES_STOPPED", holds: ({ entriesAllowed }) => !entriesAllowed },
  {
    name: "RISK_PROFILE_REDUCED",
    holds: ({ systemRiskMode: mode }) => mode !== "NORMAL" && mode !== "AGGRESSIVE",
  },
  { name: "HIGH_DRAWDOWN", holds: ({ drawdown, config }) => !(drawdown <= config.maxDrawdownFraction) },
  { name: "WEAK_TREND", holds: ({ class: kind }) => kind !== "STRONG_TREND" && kind !== "SLOW_GRINDER" },
  {
    name: "UNSTABLE_SYMBOL",
    holds: ({ regime, rank }) =>
      regime === undefined ||
      regime.volatility === "EXTREME" ||
      (regime.volatility === "HIGH" && !(rank <= stableRank)),
  },
  { name: "POOR_LIQUIDITY", holds: ({ regime }) => regime === undefined || regime.isIlliquid },
];

export const blocksOf = (view: AmplificationView): string[] =>
  amplificationBlocks.filter(({ holds }) => holds(view)).map(({ name }) => name);

/** How well a class stands, 0 to 1. Source: origin-facts 12, the trend factor of the score. */
const standing: Readonly<Record<PositionClass, number>> = {
  STRONG_TREND: 1,
  SLOW_GRINDER: 0.8,
  STALLING: 0.5,
  REVERSAL_RISK: 0.2,
  TOXIC: 0,
};

const calm = 1.2;
const stressed = 2;

/** 0 to 100, for people: nothing is decided by it. */
export function amplificationScore({ reading, class: kind, rank }: AmplificationView, isBlocked: boolean): number {
  const { r, peakR, roughness } = reading;
  const givenBack = peakR > 0 ? (peakR - r) / peakR : 1;
  const calmness = roughness <= calm ? 1 : roughness <= stressed ? 0.8 : 0.4;
  const score =
    30 * Math.min(Math.max(r, 0) / 5, 1) +
    25 * (kind === undefined ? 0 : standing[kind]) +
    20 * Math.max(1 - givenBack / 0.5, 0) +
    15 * Math.max(1 - rank / 100, 0) +
    10 * calmness;
  return Math.max(0, score - (isBlocked ? 30 : 0));
}
