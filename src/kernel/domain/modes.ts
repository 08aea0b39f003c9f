/**
 * The fund's scales of caution, one per axis, each listed tightest first (resolutions 1).
 *
 * None outranks another: `governance/arbitrate/envelopes.ts` maps every value to a risk envelope and the envelopes
 * fold together.
 */

/** Set by the CEO. Source: seed 000, "Trading Mode". */
export const tradingModes = ["EMERGENCY", "PAUSED", "SHADOW", "LIVE"] as const;
export type TradingMode = (typeof tradingModes)[number];

/** Set by the CEO. Source: seed 000, "Capital Profile". */
export const capitalProfiles = ["MICRO", "LOW", "NORMAL", "AGGRESSIVE"] as const;
export type CapitalProfile = (typeof capitalProfiles)[number];

/** Set by the CEO. Source: seed 001, "AI CEO Decision Cycle"; full list from resolutions 1. */
export const operatingModes = ["BLACK_SWAN", "CAPITAL_PRESERVATION", "DEFENSIVE", "EXPANSION", "GROWTH"] as const;
export type OperatingMode = (typeof operatingModes)[number];

/** Derived by the conductor, AI-HFOS. Source: seed 004, "AI-HFOS Core". */
export const systemRiskModes = ["CRITICAL", "SAFE", "NORMAL", "AGGRESSIVE"] as const;
export type SystemRiskMode = (typeof systemRiskModes)[number];

/** Set by the controller. Source: seeds 002 and 003, "Meta Strategy Controller". */
export const riskModes = ["DEFENSIVE", "NORMAL", "AGGRESSIVE"] as const;
export type RiskMode = (typeof riskModes)[number];

/** Level of the emergency stop system while ARMED. Source: seed 000, "Trading Mode" and "ESS Policy". */
export const essLevels = ["CRITICAL", "WARNING", "CAUTION", "NOMINAL"] as const;
export type EssLevel = (typeof essLevels)[number];

/** State of the emergency stop system, in the order it goes through them (resolutions 17). */
export const essStates = ["DISABLED", "ARMED", "TRIPPED", "LIQUIDATING", "COOLING_DOWN", "RECOVERY_REVIEW"] as const;
export type EssState = (typeof essStates)[number];

/** What may trip the emergency stop. Source: origin-facts 14; open drawdown from seed 004, "Max Drawdown Limits". */
export const essEvaluators = [
  "DRAWDOWN",
  "DAILY_LOSS",
  "OPEN_DRAWDOWN",
  "EXECUTION_ERRORS",
  "DATA_FEED",
  "SYSTEM_HEALTH",
  "MANUAL",
] as const;
export type EssEvaluator = (typeof essEvaluators)[number];

/** Derived from the monitors. Source: seed 000 with resolutions 1. */
export const systemHealths = ["EMERGENCY", "CRITICAL", "DEGRADED", "HEALTHY", "OPTIMAL"] as const;
export type SystemHealth = (typeof systemHealths)[number];

/** What to do with what is already held, mildest first; the strongest asked for wins (resolutions 12a). */
export const exitModes = ["HOLD", "CANCEL", "REDUCE", "FLATTEN"] as const;
export type ExitMode = (typeof exitModes)[number];

/** Market trend and volatility, two independent axes (resolutions 2). */
export const trends = ["UP", "DOWN", "RANGE", "CHOPPY"] as const;
export type Trend = (typeof trends)[number];
export const volatilities = ["LOW", "NORMAL", "HIGH", "EXTREME"] as const;
export type Volatility = (typeof volatilities)[number];
