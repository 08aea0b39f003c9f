/**
 * Who of a close goes first: 100·confidence + tier + 10·stability - 5·cost + 10·performance (origin-facts 10).
 *
 * Confidence is calibrated, so it leads; the rest orders what is as likely. The other terms run from 0 to 1, performance from
 * -1 to 1; what is not known adds nothing.
 */
import type { UniverseTier } from "../../domain/universe.ts";
import type { Bps } from "../../units/units.ts";

/** The earlier system's MONITORING is Universe OS' CONDITIONAL; who has no verdict has no points. */
export const tierPoints: Readonly<Record<UniverseTier, number>> = {
  CORE: 20,
  EXPANSION: 10,
  CONDITIONAL: 5,
  INSUFFICIENT_DATA: 0,
  BLACKLIST: 0,
};

export type Prospect = {
  /** Probability that the direction is right. */
  readonly confidence: number;
  readonly tier: UniverseTier;
  /** Standard deviation of a day's return; NaN where it is not known. */
  readonly dailyDeviation: number;
  /** After costs. */
  readonly expectedEdge: Bps;
  readonly roundTripCost: Bps;
  /** Mean profit of the symbol's trades in units of risk, and how many they are. */
  readonly meanRMultiple: number;
  readonly trades: number;
};

/** A day's deviation from which a symbol has no stability left (chosen). */
export const unstableDeviation = 0.1;
/** Trades at which half of the symbol's mean is believed (chosen). */
export const trustedTrades = 10;

export function priorityOf(prospect: Prospect): number {
  const { confidence, tier, dailyDeviation, expectedEdge, roundTripCost, meanRMultiple, trades } = prospect;
  const stability = known(1 - dailyDeviation / unstableDeviation, 0);
  const cost = known(roundTripCost / (roundTripCost + Math.max(0, expectedEdge)), 0);
  const performance = known(meanRMultiple * (trades / (trades + trustedTrades)), -1);
  return 100 * confidence + tierPoints[tier] + 10 * stability - 5 * cost + 10 * performance;
}

const known = (value: number, least: number): number => (Number.isNaN(value) ? 0 : Math.min(1, Math.max(least, value)));

export type Ranked = { readonly symbol: string; readonly priority: number };

/** Ties, and what has no priority at all, by name: the last of all where it is not a number. */
export const byPriority = (a: Ranked, b: Ranked): number =>
  orderable(b.priority) - orderable(a.priority) || (a.symbol < b.symbol ? -1 : 1);

const orderable = (priority: number): number => (Number.isNaN(priority) ? -Number.MAX_VALUE : priority);
