/**
 * How far the fund is into its limits: 0 to 100, the worst of the parts, so that calm ones cannot dilute a breach
 * (resolutions 18). Every part is published.
 *
 * Budgets (exposure, expected shortfall, a stress day, concentration, time to sell) are there to be used: 50 at the full
 * budget, 100 at twice it. Losses are not: 0 up to half of the limit, 100 at it. So a fully invested fund in calm still
 * counts as fit for EXPANSION, which needs a score of at most 50. Funding and distance to liquidation come with
 * leverage: this fund holds spot.
 */
import type { HardLimits } from "../../../domain/hard-limits.ts";

/**
 * Chosen so that a book of spot within the hard limits uses none of them up: 90 % invested, the worst named day costs 48 % of
 * equity, and two equal positions have a concentration of 0.41. A position should be sold within a day at a tenth of what is
 * usually traded.
 */
export const budgets = { stressLoss: 0.5, concentration: 0.5, daysToSell: 1 };

export const scoreParts = [
  "drawdown",
  "daily loss",
  "exposure",
  "expected shortfall",
  "stress",
  "concentration",
  "liquidity",
] as const;
export type ScorePart = (typeof scoreParts)[number];

export type UseOfLimits = {
  readonly drawdown: number;
  readonly dailyLoss: number;
  readonly exposure: number;
  readonly expectedShortfall: number;
  /** Loss of the worst stress scenario, share of equity. */
  readonly stressLoss: number;
  /** Sum of squared shares of equity; 0 in a fund of one symbol, which cannot spread. */
  readonly concentration: number;
  readonly daysToSell: number;
};

export type Score = { readonly score: number; readonly worstComponent: ScorePart | "none" };

/** Each part by name, 0 to 100; NaN reads as 100. */
export function scoreOfParts(use: UseOfLimits, limits: HardLimits, maxShortfall: number): Record<ScorePart, number> {
  return {
    drawdown: ofLoss(use.drawdown / limits.maxDrawdownFraction),
    "daily loss": ofLoss(use.dailyLoss / limits.maxDailyLossFraction),
    exposure: ofBudget(use.exposure / limits.maxExposureFraction),
    "expected shortfall": ofBudget(use.expectedShortfall / maxShortfall),
    stress: ofBudget(use.stressLoss / budgets.stressLoss),
    concentration: ofBudget(use.concentration / budgets.concentration),
    liquidity: ofBudget(use.daysToSell / budgets.daysToSell),
  };
}

export function scoreOf(use: UseOfLimits, limits: HardLimits, maxShortfall: number): Score {
  const parts = scoreOfParts(use, limits, maxShortfall);
  let worst: Score = { score: 0, worstComponent: "none" };
  for (const part of scoreParts) if (parts[part] > worst.score) worst = { score: parts[part], worstComponent: part };
  return worst;
}

const ofLoss = (used: number): number => (used <= 0.5 ? 0 : used < 1 ? (used - 0.5) * 200 : 100);
const ofBudget = (used: number): number => (used < 2 ? Math.max(0, used * 50) : 100);
