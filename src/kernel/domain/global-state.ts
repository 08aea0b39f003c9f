/**
 * What the agents decide now, in one snapshot: the clerk's projection, the single truth for people and dashboards.
 *
 * Fields: origin-facts 2.10. What is missing or stale is shown as the most careful value, never as permission
 * (resolutions 12), and what does not exist yet is null.
 */
import type { DurationMs, EpochMs, Fraction, Ratio } from "../units/units.ts";
import type { Agent } from "./agents.ts";
import type { OperatingMode } from "./modes.ts";
import type { MetaStrategy } from "./strategy-advice.ts";
import type { RiskLevel } from "./risk-level.ts";

/** Features the modes switch off; most of them come with later parts of the fund. */
export const features = [
  "new_positions",
  "leverage_increase",
  "rl_position_sizing",
  "meta_strategy",
  "retraining",
] as const;
export type Feature = (typeof features)[number];

export type AgentReport = {
  readonly agent: Agent;
  readonly isEnabled: boolean;
  /** Undefined if it never ran. */
  readonly lastRunAt: EpochMs | undefined;
  /** It has not run for three effective cadences. */
  readonly isStale: boolean;
};

export type GlobalState = {
  readonly globalMode: OperatingMode;
  readonly modeDecisionConfidence: Fraction | null;
  readonly modeReason: string;
  readonly effectiveRiskLimits: {
    readonly maxLeverage: Ratio;
    readonly maxRiskPerTrade: Fraction;
    readonly varEstimate: Ratio;
    readonly expectedShortfall: Ratio;
  };
  /** 0 to 100, higher is worse. */
  readonly riskScore: number;
  readonly riskLevel: RiskLevel;
  readonly shouldReduceExposure: boolean;
  readonly shouldPauseTrading: boolean;
  readonly activeStrategies: readonly string[];
  readonly disabledStrategies: readonly string[];
  /** Null until the strategy officer speaks, and while it is silent for too long. */
  readonly metaStrategyMode: MetaStrategy | null;
  /** Its primary, then its fallbacks. */
  readonly recommendedModels: readonly string[];
  /** Null as above. */
  readonly strategyConfidence: Fraction | null;
  readonly disabledFeatures: readonly Feature[];
  readonly alerts: readonly string[];
  readonly snapshotAt: EpochMs;
  /** Agents that reported within three effective cadences, over the agents there are. */
  readonly dataCompleteness: Fraction;
  readonly allAgentsHealthy: boolean;
  /** Age of the oldest report behind it. */
  readonly staleness: DurationMs;
  readonly agents: readonly AgentReport[];
};
