/**
 * Self-healing: how each subsystem is, and what was done about it.
 *
 * Only a part that throws is sick. A market in which nothing happens, a day without a trade and a losing streak are no
 * faults of any part (origin-facts 38.9).
 */
import { type DurationMs, type EpochMs, fraction, type Fraction, seconds } from "../units/units.ts";

/** Tightest first. In quarantine a subsystem is not asked; degraded it is heard and watched. */
export const healingLevels = ["QUARANTINED", "DEGRADED", "HEALTHY"] as const;
export type HealingLevel = (typeof healingLevels)[number];

export const healingActions = ["DEGRADE", "QUARANTINE", "RESTART", "RECOVER", "GIVE_UP"] as const;
export type HealingAction = (typeof healingActions)[number];

/** One subsystem as self-healing knows it. */
export type Patient = {
  readonly level: HealingLevel;
  /** Failures since it was last healthy, or since it was last started anew. */
  readonly failures: number;
  /** Checks in a row without one. */
  readonly cleanChecks: number;
  readonly restarts: number;
  /** When it is started anew; undefined where it is not to be. */
  readonly restartAt: EpochMs | undefined;
};

export type HealingConfig = {
  readonly checkIntervalMs: DurationMs;
  /** Whether a subsystem is brought back without a person. */
  readonly mayRestart: boolean;
  /** Readings that are told and change nothing: who acts on them is the council, the emergency stop and hard limits. */
  readonly drawdownWarningFraction: Fraction;
  readonly drawdownCriticalFraction: Fraction;
  readonly minWinRateFraction: Fraction;
  readonly maxLossStreak: number;
};

/** Source: origin-facts 9.2, QT_AI_SELF_HEALING_*. */
export const defaultHealing: HealingConfig = {
  checkIntervalMs: seconds(120),
  mayRestart: true,
  drawdownWarningFraction: fraction(0.02),
  drawdownCriticalFraction: fraction(0.035),
  minWinRateFraction: fraction(0.45),
  maxLossStreak: 5,
};
