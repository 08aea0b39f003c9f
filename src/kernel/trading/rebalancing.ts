/** The balancer's two portfolio hooks: the book is checked at every close, and rebalanced at its own rhythm. */
import {
  type Allocator,
  type BalancerConfig,
  type Rebalancing,
  type Target,
  type Trim,
  type Violation,
} from "../domain/balancer.ts";
import { roundTripCost } from "../domain/trading-cost.ts";
import { emit } from "../events/outbox.ts";
import { portfolioRebalanceRecommended, portfolioViolationsChanged } from "../events/portfolio-events.ts";
import { closedFormAllocators } from "../maths/portfolio/allocate.ts";
import { dayMs, fraction, ratio } from "../units/units.ts";
import { announceHooks } from "./announce-hooks.ts";
import { answerFor, askForAllocation } from "./balance/allocation.ts";
import { type BookView, violationsOf } from "./balance/constraints.ts";
import { haveMoved, isSameSet, overBelow, standingViolations } from "./balance/news.ts";
import { forcedTrims, targetsOf, worthwhileTrims } from "./balance/rebalance.ts";
import type { Relations } from "./balance/relations.ts";
import { modeOf, riskModeOf } from "./balancing.ts";
import { hearHooks } from "./hear-hooks.ts";
import { exposureCheck } from "./hooks/portfolio/exposure-check.ts";
import { rebalanceRecommendations } from "./hooks/portfolio/rebalance-recommendations.ts";
import { askToSell } from "./positions/sell-part.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

export type Checked = {
  readonly violations: readonly Violation[];
  /** Why nothing new may be bought; undefined where it may. */
  readonly stop: string | undefined;
};

export function checkExposure(state: TradingState, context: TradingContext, view: BookView): Checked {
  const { balancer } = state;
  const violations = violationsOf(view);
  balancer.riskMode = riskModeOf(context, view, violations);
  const hooks = [exposureCheck(context.config.hooks["exposure-check"])];
  const { outcome, trace } = hearHooks(state, context, hooks, { subject: violations, view: undefined });
  if (trace.length === 0) {
    if (balancer.violations.length > 0) balancer.violations = [];
    return { violations, stop: undefined };
  }
  const isCalm = violations.length === 0 && balancer.violations.length === 0;
  const near = isCalm ? [] : violationsOf(view, overBelow);
  const standing = standingViolations(violations, near, balancer.violations);
  if (!isSameSet(standing, balancer.violations)) {
    const { riskMode } = balancer;
    const told = standing.map((each) => ({ ...each, value: Number.isFinite(each.value) ? each.value : null }));
    emit(context.outbox, portfolioViolationsChanged.create({ violations: told, riskMode }));
    announceHooks(context.outbox, "portfolio", trace);
    balancer.violations = standing;
  }
  return { violations, stop: outcome.kind === "VETO" ? outcome.reason : undefined };
}

/** Never more often than bars come, nor than it is configured to. */
export function rebalance(
  state: TradingState,
  context: TradingContext,
  view: BookView,
  violations: readonly Violation[],
): void {
  const { balancer } = state;
  const { outbox, config } = context;
  const isDue = outbox.at - (balancer.rebalancedAt ?? Number.NEGATIVE_INFINITY) >= config.balancer.rebalanceEveryMs;
  if (!isDue || modeOf(context, "rebalance-recommendations") === "OFF") return;
  balancer.rebalancedAt = outbox.at;
  const recommended = recommend(state, context, view, violations);
  balancer.targets = recommended.targets;
  const hooks = [rebalanceRecommendations(config.hooks["rebalance-recommendations"])];
  const nothing: Rebalancing = { ...recommended, trims: [] };
  const { outcome, trace } = hearHooks(state, context, hooks, { subject: nothing, view: recommended });
  const trims = outcome.kind === "PASS" ? outcome.subject.trims : [];
  const carriedOut = trims.filter((trim) => carryOut(state, context, trim));
  tell(state, context, recommended, carriedOut.length > 0);
  if (carriedOut.length > 0) announceHooks(outbox, "portfolio", trace);
}

function recommend(
  state: TradingState,
  context: TradingContext,
  view: BookView,
  violations: readonly Violation[],
): Rebalancing {
  const { config, policy, idOf } = context;
  const forced = forcedTrims(violations, view);
  if (view.relations === undefined) return { allocator: config.balancer.allocator, targets: [], trims: forced };
  const { allocator, weights } = allocated(state, context, view.relations);
  const { maxExposure, maxLeverage } = policy.mandate.envelope;
  const exposure = Math.min(maxExposure, maxLeverage, config.balancer.maxNetExposureFraction);
  const targets = targetsOf(view.relations, weights, exposure, view);
  const costOf = (symbol: string): number => {
    const instrument = config.instruments[idOf(symbol) ?? -1];
    return instrument === undefined ? Number.NaN : roundTripCost(instrument, config) / 10_000;
  };
  const worthwhile = worthwhileTrims(targets, view.relations, costOf);
  return { allocator, targets, trims: tightestOf([...forced, ...worthwhile]) };
}

/** One trim for each symbol: the one that leaves least. */
function tightestOf(trims: readonly Trim[]): Trim[] {
  const tightest = new Map<string, Trim>();
  for (const trim of trims)
    if (trim.keep < (tightest.get(trim.symbol)?.keep ?? Number.POSITIVE_INFINITY)) tightest.set(trim.symbol, trim);
  return [...tightest.values()];
}

/** The solver's answer where it is configured and has come; what needs no solver until then. */
function allocated(
  { balancer }: TradingState,
  { config, outbox, idOf, dailyReturns }: TradingContext,
  relations: Relations,
): { readonly allocator: Allocator; readonly weights: Float64Array } {
  const { allocator, maxSymbolFraction }: BalancerConfig = config.balancer;
  if (allocator !== "MIN_CVAR") return { allocator, weights: closedFormAllocators[allocator](relations.covariance) };
  const { symbols, covariance } = relations;
  const weights = answerFor(balancer, symbols);
  if (weights !== undefined) return { allocator, weights };
  const returns = symbols.map((symbol) => dailyReturns(idOf(symbol) ?? -1));
  askForAllocation(balancer, { symbols, returns, cap: maxSymbolFraction }, outbox);
  return { allocator: "HRP", weights: closedFormAllocators.HRP(covariance) };
}

/** Nothing is trimmed while an exit mode is at work, or a position is on its way out. */
function carryOut(state: TradingState, context: TradingContext, { symbol, keep }: Trim): boolean {
  const id = context.idOf(symbol) ?? -1;
  const position = state.positions[id];
  const instrument = context.config.instruments[id];
  if (position === undefined || instrument === undefined || position.exitReason !== undefined) return false;
  if (context.policy.exitMode !== "HOLD") return false;
  return askToSell(position, instrument, 1 - keep, { reason: "REBALANCE", at: context.outbox.at });
}

function tell(
  { balancer }: TradingState,
  { outbox }: TradingContext,
  recommended: Rebalancing,
  isCarriedOut: boolean,
): void {
  const { allocator, targets, trims } = recommended;
  const trimmed = trims.map(({ symbol }) => symbol).toSorted();
  const isOld = outbox.at - (balancer.toldAt ?? Number.NEGATIVE_INFINITY) >= dayMs;
  const haveTargetsMoved = isOld && haveMoved(targets, balancer.toldTargets);
  if (!isCarriedOut && !haveTargetsMoved && trimmed.join() === balancer.toldTrims.join()) return;
  balancer.toldAt = outbox.at;
  balancer.toldTargets = targets;
  balancer.toldTrims = trimmed;
  emit(
    outbox,
    portfolioRebalanceRecommended.create({
      allocator,
      targets: targets.filter(isTold).map(({ symbol, current, target }) => ({
        symbol,
        currentRatio: ratio(current),
        targetRatio: ratio(target),
      })),
      trims: trims.map(({ symbol, keep, why }) => ({ symbol, keepFraction: fraction(keep), why })),
      isCarriedOut,
    }),
  );
}

const isTold = ({ current, target }: Target): boolean => Number.isFinite(current) && Number.isFinite(target);
