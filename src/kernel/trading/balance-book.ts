/**
 * The portfolio balancer at one close: the book is checked, then rebalanced if that is due, then candidates are put in order
 * (resolutions 64). A close without a book and without a wish costs nothing.
 */
import type { Intent } from "../domain/signal.ts";
import type { BookView } from "./balance/constraints.ts";
import { inPriority, isBalancing, modeOf, viewOf } from "./balancing.ts";
import { checkExposure, rebalance } from "./rebalancing.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

export type Entry = { readonly id: number; readonly intent: Intent };

export type Balancing = {
  readonly view: BookView;
  /** Why nothing new may be bought; undefined where it may. */
  readonly stop: string | undefined;
  /** Best first, where the balancer is obeyed. */
  readonly entries: readonly Entry[];
  readonly isRanked: boolean;
};

/** @returns undefined where there is nothing to balance, or nobody to do it */
export function balanceBook(
  state: TradingState,
  context: TradingContext,
  entries: readonly Entry[],
): Balancing | undefined {
  if (entries.length === 0 && isEmpty(state)) return undefined;
  if (!isBalancing(context)) {
    if (state.balancer.violations.length > 0) state.balancer.violations = [];
    return undefined;
  }
  const view = viewOf(
    state,
    context,
    entries.map(({ intent }) => intent.symbol),
  );
  const { violations, stop } = checkExposure(state, context, view);
  rebalance(state, context, view, violations);
  const isRanked = modeOf(context, "portfolio-check") === "ENFORCED";
  return { view, stop, isRanked, entries: isRanked ? inPriority(state, context, view, entries) : entries };
}

function isEmpty({ positions, orders, execution, balancer }: TradingState): boolean {
  if (orders.size > 0 || execution.parents.size > 0 || balancer.violations.length > 0) return false;
  for (const position of positions) if (position !== undefined) return false;
  return true;
}
