/**
 * Supervisor: when trading stops at once.
 *
 * Source: seed 000, "Freeze" (six triggers with duration, severity and review from origin-facts 1.8) and resolutions
 * 29 (kill switch). A trigger fires on crossing, not on standing beyond (resolutions 14): the Supervisor freezes again
 * only when a value that was back within its bound leaves it anew. A value that is not a number is beyond.
 */
import type { Briefing } from "../../../domain/briefing.ts";
import type { DecisionPayloads, FreezeTrigger, Priority } from "../../../domain/decision.ts";
import type { HardLimits } from "../../../domain/hard-limits.ts";
import { type DurationMs, minutes } from "../../../units/units.ts";

export type Trigger = {
  readonly name: FreezeTrigger;
  readonly isBeyond: (briefing: Briefing, limits: HardLimits) => boolean;
  /** The measured value and the limit it broke, in words. */
  readonly reason: (briefing: Briefing, limits: HardLimits) => string;
  readonly durationMs: DurationMs | null;
  readonly severity: DecisionPayloads["FREEZE"]["severity"];
  readonly requiresReview: boolean;
  readonly affectedSubsystems: readonly string[];
};

const share = (value: number): string => `${(value * 100).toFixed(2)} %`;

export const freezeTriggers: readonly Trigger[] = [
  {
    name: "DRAWDOWN",
    isBeyond: ({ performance }, limits) => !(performance.drawdown <= limits.maxDrawdownFraction),
    reason: ({ performance }, limits) =>
      `drawdown ${share(performance.drawdown)} exceeds the limit of ${share(limits.maxDrawdownFraction)}`,
    durationMs: minutes(120),
    severity: "CRITICAL",
    requiresReview: true,
    affectedSubsystems: ["trading", "execution", "signals"],
  },
  {
    name: "DAILY_LOSS",
    isBeyond: ({ performance }, limits) => !(performance.dailyLoss <= limits.maxDailyLossFraction),
    reason: ({ performance }, limits) =>
      `daily loss ${share(performance.dailyLoss)} exceeds the limit of ${share(limits.maxDailyLossFraction)}`,
    durationMs: minutes(60),
    severity: "HIGH",
    requiresReview: true,
    affectedSubsystems: ["trading", "execution"],
  },
  {
    name: "CONSECUTIVE_LOSSES",
    isBeyond: ({ performance }, limits) => !(performance.consecutiveLosses < limits.maxConsecutiveLosses),
    reason: ({ performance }, limits) =>
      `${performance.consecutiveLosses} losses in a row reach the limit of ${limits.maxConsecutiveLosses}`,
    durationMs: minutes(30),
    severity: "MEDIUM",
    requiresReview: false,
    affectedSubsystems: ["trading"],
  },
  {
    name: "MINIMUM_CAPITAL",
    isBeyond: ({ portfolio }, limits) => !(portfolio.equity >= limits.minEquityUsd),
    reason: ({ portfolio }, limits) =>
      `equity ${portfolio.equity.toFixed(2)} USD is below the minimum of ${limits.minEquityUsd} USD`,
    durationMs: null,
    severity: "CRITICAL",
    requiresReview: true,
    affectedSubsystems: ["trading", "execution", "risk"],
  },
  {
    name: "ESS_CRITICAL",
    isBeyond: ({ ess }) => ess.level === "CRITICAL",
    reason: ({ performance }) => `emergency stop system is CRITICAL at a drawdown of ${share(performance.drawdown)}`,
    durationMs: minutes(60),
    severity: "CRITICAL",
    requiresReview: true,
    affectedSubsystems: ["trading", "execution"],
  },
  {
    name: "SYSTEM_EMERGENCY",
    isBeyond: ({ health }) => health.status === "EMERGENCY",
    reason: ({ health }) => `system health is EMERGENCY: ${health.issues.join("; ") || "no monitor says why"}`,
    durationMs: minutes(60),
    severity: "CRITICAL",
    requiresReview: true,
    affectedSubsystems: ["trading", "execution"],
  },
  {
    name: "KILL_SWITCH",
    isBeyond: ({ performance }, limits) => !(performance.allTimeDrawdown <= limits.killSwitchDrawdownFraction),
    reason: ({ performance }, limits) =>
      `drawdown ${share(performance.allTimeDrawdown)} from the all-time peak exceeds the kill switch at ` +
      share(limits.killSwitchDrawdownFraction),
    durationMs: minutes(24 * 60),
    severity: "CRITICAL",
    requiresReview: true,
    affectedSubsystems: ["trading", "execution", "signals", "risk"],
  },
];

export const priorityOf = (severity: Trigger["severity"]): Priority => (severity === "CRITICAL" ? "CRITICAL" : "HIGH");
