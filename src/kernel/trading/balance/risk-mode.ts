/**
 * The balancer's own risk mode, and what it lets a winner grow by.
 *
 * SAFE on a critical violation, a drawdown above 3 %, five losses in a row, no position left, or risk above 0.8 of its limit;
 * warnings cap AGGRESSIVE to NEUTRAL. It starts from the fund's risk mode and only tightens it. Source: origin-facts 10.
 */
import type { BalancerRiskMode, CandidateReview, Violation } from "../../domain/balancer.ts";
import type { RiskMode } from "../../domain/modes.ts";
import { shareOf, sumOf } from "./book.ts";
import { type Candidate, roomFor } from "./candidate.ts";
import { type BookView, isCritical } from "./constraints.ts";

export const safeAboveDrawdown = 0.03;
export const safeAtLosses = 5;
export const safeAboveRiskShare = 0.8;

export type Strain = {
  readonly violations: readonly Violation[];
  readonly drawdown: number;
  readonly consecutiveLosses: number;
  readonly riskMode: RiskMode;
};

const fundsMode: Readonly<Record<RiskMode, BalancerRiskMode>> = {
  DEFENSIVE: "SAFE",
  NORMAL: "NEUTRAL",
  AGGRESSIVE: "AGGRESSIVE",
};

export function balancerRiskMode(
  { violations, drawdown, consecutiveLosses, riskMode }: Strain,
  { book, limits }: Pick<BookView, "book" | "limits">,
): BalancerRiskMode {
  const isStrained =
    violations.some(isCritical) ||
    !(drawdown <= safeAboveDrawdown) ||
    !(consecutiveLosses < safeAtLosses) ||
    !(book.lines.length < limits.maxPositions) ||
    !(shareOf(sumOf(book.lines, "risk"), book) <= safeAboveRiskShare * limits.maxTotalRiskFraction);
  if (isStrained) return "SAFE";
  const mode = fundsMode[riskMode];
  return mode === "AGGRESSIVE" && violations.length > 0 ? "NEUTRAL" : mode;
}

/** Share of the room that each mode gives away to what already wins (chosen). */
export const budgetShare: Readonly<Record<BalancerRiskMode, number>> = { SAFE: 0, NEUTRAL: 0.5, AGGRESSIVE: 1 };

/**
 * What may be added to a symbol that is held, USD: a share of what every constraint leaves (resolutions 28).
 * 0 where anything is not known.
 */
export function amplificationBudget(
  held: Pick<Candidate, "symbol" | "side" | "stopDistance" | "allocation" | "tiedShare">,
  mode: BalancerRiskMode,
  view: BookView,
): number {
  const { cap } = roomFor({ ...held, notional: Number.POSITIVE_INFINITY, minNotional: 0 }, view);
  const budget = budgetShare[mode] * cap;
  return budget > 0 && Number.isFinite(budget) ? budget : 0;
}

/** A wish for more of what is held is held against that budget instead of the gates for what is new. */
export function reviewAddition(
  { notional, minNotional }: Pick<Candidate, "notional" | "minNotional">,
  held: Pick<Candidate, "symbol" | "side" | "stopDistance" | "allocation" | "tiedShare">,
  mode: BalancerRiskMode,
  view: BookView,
): CandidateReview {
  const budget = amplificationBudget(held, mode, view);
  const added = Math.min(notional, budget);
  if (!(added >= minNotional && added > 0))
    return { kind: "DROPPED", reason: "NO_BUDGET", note: `${budget.toFixed(2)} USD may be added while ${mode}` };
  const bound =
    budget < notional ? { reason: roomFor({ ...held, notional, minNotional }, view).reason, cap: budget } : undefined;
  return { kind: "APPROVED", notional: added, bound };
}
