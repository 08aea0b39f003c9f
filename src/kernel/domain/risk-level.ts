/**
 * The risk score in words. Source: origin-facts 2.8, with the score of resolutions 18 (0 to 100, higher is worse).
 *
 * Seed 001 prints a score of 78 as a critical alert, which these bands agree with.
 */

/** Worst first. */
export const riskLevels = ["critical", "high", "moderate", "low"] as const;
export type RiskLevel = (typeof riskLevels)[number];

const below = { low: 30, moderate: 50, high: 70 };

/** A score that is not a number is critical. */
export function riskLevelOf(score: number): RiskLevel {
  if (score < below.low) return "low";
  if (score < below.moderate) return "moderate";
  return score < below.high ? "high" : "critical";
}
