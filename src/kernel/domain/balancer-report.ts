/** What the portfolio balancer shows: what the book breaks, its mode, and where the book would stand. */
import type { Allocator, BalancerRiskMode, ConstraintName, ViolationSeverity } from "./balancer.ts";

export type ViolationReport = {
  readonly constraint: ConstraintName;
  readonly subject: string;
  readonly severity: ViolationSeverity;
  /** Null where it is not a number. */
  readonly value: number | null;
  readonly limit: number;
};

export type TargetReport = {
  readonly symbol: string;
  /** Shares of what is tradable when it was last rebalanced; null where they are not known. */
  readonly currentRatio: number | null;
  readonly targetRatio: number | null;
};

export type BalancerReport = {
  readonly riskMode: BalancerRiskMode;
  /** As configured; until a solver has answered, HRP speaks in its place. */
  readonly allocator: Allocator;
  readonly violations: readonly ViolationReport[];
  readonly targets: readonly TargetReport[];
  readonly rebalancedAtMs: number | null;
};
