/**
 * Each allocator walked forward over the same days: weights from what was known, costs on what is traded, drift between.
 *
 * The covariance is the balancer's own (`relationsOf`), so what is judged here is what the fund would do. Fully invested, long
 * only, and rebalanced every `everyDays` to the weights of that day's close; nothing is chosen by looking ahead.
 */
import type { Allocator } from "../../src/kernel/domain/balancer.ts";
import type { SolveLinear } from "../../src/kernel/maths/linear-program.ts";
import { closedFormAllocators } from "../../src/kernel/maths/portfolio/allocate.ts";
import { readShortfall, shortfallProgram } from "../../src/kernel/maths/portfolio/least-shortfall.ts";
import { alignReturns } from "../../src/kernel/maths/risk/covariance.ts";
import { relationDays, relationsOf } from "../../src/kernel/trading/balance/relations.ts";
import type { Panel } from "./market.ts";

export type Rules = {
  /** Days that only teach. */
  readonly warmUp: number;
  readonly everyDays: number;
  /** One way, share of what is traded. */
  readonly cost: number;
  readonly solve: SolveLinear;
};

export type Walk = {
  readonly allocator: Allocator;
  /** After costs. */
  readonly returns: Float64Array;
  /** Traded over a year of days, both ways, shares of the portfolio; and what that cost. */
  readonly turnover: number;
  readonly costs: number;
};

export function walk(allocator: Allocator, { symbols, returns }: Panel, rules: Rules): Walk {
  const days = returns[0]?.length ?? 0;
  const after = new Float64Array(days - rules.warmUp);
  let weights = new Float64Array(symbols.length);
  let traded = 0;
  for (let day = rules.warmUp; day < days; day++) {
    let paid = 0;
    if ((day - rules.warmUp) % rules.everyDays === 0) {
      const seen = returns.map((each) => each.slice(Math.max(0, day - relationDays), day));
      const wanted = weightsBy(allocator, symbols, seen, rules.solve);
      const moved = wanted.reduce((sum, each, index) => sum + Math.abs(each - (weights[index] ?? 0)), 0);
      if (day > rules.warmUp) traded += moved;
      paid = moved * rules.cost;
      weights = Float64Array.from(wanted);
    }
    const grown = weights.map((each, index) => each * (1 + (returns[index]?.[day] ?? Number.NaN)));
    const total = grown.reduce((sum, each) => sum + each, 0);
    after[day - rules.warmUp] = (1 - paid) * total - 1;
    weights = grown.map((each) => each / total);
  }
  const years = after.length / 365;
  return { allocator, returns: after, turnover: traded / years, costs: (traded * rules.cost) / years };
}

function weightsBy(
  allocator: Allocator,
  symbols: readonly string[],
  seen: readonly Float64Array[],
  solve: SolveLinear,
): Float64Array {
  const scenarios = alignReturns(seen);
  if (allocator === "MIN_CVAR") {
    const least = readShortfall(solve(shortfallProgram(scenarios, { tail: 0.05, cap: 1 })), symbols.length);
    if (least === undefined) throw new Error("expected an optimum of a bounded program");
    return least.weights;
  }
  const relations = relationsOf(symbols, scenarios);
  if (relations === undefined) throw new Error("expected enough days in the warm-up");
  return closedFormAllocators[allocator](relations.covariance);
}
