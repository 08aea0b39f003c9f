/**
 * The lines of the CEO's operating mode, as one object that can be injected.
 *
 * Source: seed 001, "Adjust Thresholds" (expansion drawdown, critical drawdown, critical risk score, expansion win
 * rate) and origin-facts 2.2 and 2.3 for the rest. Risk scores run as in resolutions 18: higher is worse.
 */
import { type DurationMs, type Fraction, fraction, minutes } from "../units/units.ts";

export type CeoThresholds = {
  /** Drawdown at or beyond which EXPANSION and GROWTH are not available and DEFENSIVE is chosen. */
  readonly expansionDrawdownFraction: Fraction;
  readonly preservationDrawdownFraction: Fraction;
  readonly criticalDrawdownFraction: Fraction;
  /** Risk scores, 0 to 100: at most this for GROWTH and EXPANSION, at least this for DEFENSIVE and BLACK_SWAN. */
  readonly growthRiskScore: number;
  readonly expansionRiskScore: number;
  readonly defensiveRiskScore: number;
  readonly criticalRiskScore: number;
  readonly growthWinRateFraction: Fraction;
  readonly expansionWinRateFraction: Fraction;
  readonly defensiveWinRateFraction: Fraction;
  /** GROWTH needs health HEALTHY or better. */
  readonly requireHealthyForGrowth: boolean;
  /** Health DEGRADED does not ask for DEFENSIVE by itself. */
  readonly allowDegraded: boolean;
  /** Wait before a looser mode, counted from the last change; a tighter mode never waits (resolutions 7). */
  readonly riseCoolDownMs: DurationMs;
  readonly otherCoolDownMs: DurationMs;
};

export const defaultCeoThresholds: CeoThresholds = {
  expansionDrawdownFraction: fraction(0.03),
  preservationDrawdownFraction: fraction(0.05),
  criticalDrawdownFraction: fraction(0.08),
  growthRiskScore: 30,
  expansionRiskScore: 50,
  defensiveRiskScore: 70,
  criticalRiskScore: 85,
  growthWinRateFraction: fraction(0.55),
  expansionWinRateFraction: fraction(0.52),
  defensiveWinRateFraction: fraction(0.48),
  requireHealthyForGrowth: true,
  allowDegraded: true,
  riseCoolDownMs: minutes(10),
  otherCoolDownMs: minutes(5),
};
