/** What the portfolio balancer of a running fund shows. */
import type { BalancerReport } from "../../kernel/domain/balancer-report.ts";
import type { FundState } from "../../kernel/fund-state.ts";

export function balancerOf({ fund }: FundState): BalancerReport {
  if (fund === undefined)
    throw new Error("expected an open fund to look at; start the server after fund.opened was taken in");
  const { riskMode, violations, targets, rebalancedAt } = fund.trading.balancer;
  return {
    riskMode,
    allocator: fund.config.balancer.allocator,
    violations: violations.map((each) => ({ ...each, value: finite(each.value) })),
    targets: targets.map(({ symbol, current, target }) => ({
      symbol,
      currentRatio: finite(current),
      targetRatio: finite(target),
    })),
    rebalancedAtMs: rebalancedAt ?? null,
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
