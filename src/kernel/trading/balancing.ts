/**
 * The portfolio balancer at one close: the book is checked, then rebalanced if that is due, then candidates are held against
 * it, best first (resolutions 64).
 *
 * It is heard through three hooks. Off, nothing here runs; whatever it says only ever shrinks, stops or sells.
 */
import type { CandidateReview, Target, Violation } from "../domain/balancer.ts";
import type { HookName } from "../domain/hooks.ts";
import type { Intent } from "../domain/signal.ts";
import { effectiveMode, type SubsystemMode } from "../domain/subsystem.ts";
import { roundTripCost } from "../domain/trading-cost.ts";
import { partOf } from "../maths/portfolio/square-matrix.ts";
import { alignReturns } from "../maths/risk/covariance.ts";
import { type Book, type BookLine, withLine } from "./balance/book.ts";
import { recordOf } from "./balance/balancer-state.ts";
import { reviewCandidate } from "./balance/candidate.ts";
import type { BookView } from "./balance/constraints.ts";
import { byPriority, priorityOf } from "./balance/priority.ts";
import { minimumRelationDays, relationDays, type Relations, relationsOf, sectorsOf } from "./balance/relations.ts";
import { amplificationBudget, balancerRiskMode, reviewAddition } from "./balance/risk-mode.ts";
import { commitmentsOf, enteringOf } from "./commitments.ts";
import { tiedShareIn } from "./margin-use.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

const hooksOfBalancer = ["portfolio-check", "exposure-check", "rebalance-recommendations"] as const;

export const modeOf = ({ config, policy }: TradingContext, hook: HookName): SubsystemMode =>
  effectiveMode(config.hooks[hook], true, { stage: policy.modes.stage, brake: policy.modes.braked });

/** Whether any of the balancer's hooks runs at all. */
export const isBalancing = (context: TradingContext): boolean =>
  hooksOfBalancer.some((hook) => modeOf(context, hook) !== "OFF");

/** The book with everything that may still be filled, and how what is in it and what is wished for hang together. */
export function viewOf(state: TradingState, context: TradingContext, wished: readonly string[]): BookView {
  const limits = context.config.balancer;
  const book = bookOf(state, context);
  const symbols = [...new Set([...book.lines.map(({ symbol }) => symbol), ...wished])].toSorted();
  const relations = relationsAmong(state, context, symbols);
  const sectors = sectorsOf(symbols, limits.sectors, relations, limits.maxCorrelationFraction);
  return { book, limits, relations, sectors };
}

/** What is held and may still be bought of all that moves with a symbol, itself included, USD. */
export function committedInGroup(state: TradingState, context: TradingContext, symbol: string): number {
  const { book, sectors } = viewOf(state, context, [symbol]);
  const group = sectors.get(symbol);
  return book.lines.reduce((sum, line) => sum + (sectors.get(line.symbol) === group ? line.notional : 0), 0);
}

function bookOf(state: TradingState, context: TradingContext): Book {
  const lines = new Map<string, BookLine>();
  const add = (symbol: string, notional: number, risk: number): void => {
    const before = lines.get(symbol);
    lines.set(symbol, {
      symbol,
      side: "LONG",
      notional: notional + (before?.notional ?? 0),
      risk: risk + (before?.risk ?? 0),
    });
  };
  for (const position of state.positions) {
    if (position === undefined) continue;
    const { symbol, quantity, lastPrice, averagePrice, stopPrice } = position;
    add(symbol, quantity * lastPrice, quantity * Math.max(0, Math.min(lastPrice, averagePrice) - stopPrice));
  }
  for (const { symbol, worst, stopDistance } of enteringOf(state)) add(symbol, worst, worst * stopDistance);
  const { cash } = commitmentsOf(state, context.portfolio, context.config.instruments);
  return { tradable: context.portfolio.tradable, cash, lines: [...lines.values()] };
}

/** Counted once for each set of symbols between two closes of a day. Those with too few days are left out. */
function relationsAmong(
  { balancer }: TradingState,
  { daysKnown, dailyReturns, idOf, config }: TradingContext,
  symbols: readonly string[],
): Relations | undefined {
  const days = config.instruments.reduce((sum, _, id) => sum + daysKnown(id), 0);
  if (days !== balancer.daysKnown) balancer.relations.clear();
  balancer.daysKnown = days;
  const ids = symbols.map((symbol) => idOf(symbol) ?? -1);
  const known = symbols.filter((_, index) => daysKnown(ids[index] ?? -1) >= minimumRelationDays);
  const key = known.join();
  if (known.length === 0) return undefined;
  if (!balancer.relations.has(key)) {
    const returns = known.map((symbol) => dailyReturns(idOf(symbol) ?? -1).slice(-relationDays));
    balancer.relations.set(key, relationsOf(known, alignReturns(returns)));
  }
  return balancer.relations.get(key);
}

/** Candidates in the order they are asked, best first. */
export function inPriority<Entry extends { readonly id: number; readonly intent: Intent }>(
  state: TradingState,
  context: TradingContext,
  view: BookView,
  entries: readonly Entry[],
): Entry[] {
  const ranked = entries.map((entry) => {
    const { symbol, signal } = entry.intent;
    const instrument = context.config.instruments[entry.id];
    const variance = varianceOf(view.relations, symbol);
    const priority =
      instrument === undefined
        ? Number.NaN
        : priorityOf({
            confidence: signal.confidence,
            tier: context.placeOf(entry.id).tier,
            dailyDeviation: Math.sqrt(variance),
            expectedEdge: signal.expectedEdge,
            roundTripCost: roundTripCost(instrument, context.config),
            ...recordOf(state.balancer, entry.id),
          });
    return { symbol, priority, entry };
  });
  return ranked.toSorted(byPriority).map(({ entry }) => entry);
}

function varianceOf(relations: Relations | undefined, symbol: string): number {
  const place = relations?.symbols.indexOf(symbol) ?? -1;
  return relations === undefined || place < 0 ? Number.NaN : (partOf(relations.covariance, [place])[0] ?? Number.NaN);
}

/** What the balancer says to a wish, given what better ones of this close have taken. */
export function reviewIn(
  view: BookView,
  state: TradingState,
  context: TradingContext,
  earlier: readonly Intent[],
): (intent: Intent) => CandidateReview {
  const tiedShareOf = tiedShareIn(context.config.instruments);
  const book = earlier.reduce(
    (held, { symbol, notional, stopDistance }) =>
      withLine(held, { symbol, side: "LONG", notional, risk: notional * stopDistance }, tiedShareOf(symbol)),
    view.book,
  );
  const allowance = allowanceOf(state, context);
  return ({ symbol, notional, stopDistance }) => {
    const minNotional = context.config.instruments[context.idOf(symbol) ?? -1]?.minNotionalUsd ?? Number.NaN;
    const allocation = allowance(symbol);
    if (state.positions[context.idOf(symbol) ?? -1] !== undefined) {
      const held = { symbol, side: "LONG" as const, stopDistance, allocation, tiedShare: tiedShareOf(symbol) };
      return reviewAddition({ notional, minNotional }, held, state.balancer.riskMode, { ...view, book });
    }
    return reviewCandidate(
      { symbol, side: "LONG", notional, stopDistance, minNotional, allocation, tiedShare: tiedShareOf(symbol) },
      { ...view, book },
    );
  };
}

/** What the allocator leaves for a symbol, USD; without end where it has not spoken of it, or is not obeyed. */
function allowanceOf({ balancer }: TradingState, context: TradingContext): (symbol: string) => number {
  if (modeOf(context, "rebalance-recommendations") !== "ENFORCED") return () => Number.POSITIVE_INFINITY;
  return (symbol) => {
    const target = balancer.targets.find((each: Target) => each.symbol === symbol);
    return target === undefined ? Number.POSITIVE_INFINITY : target.target * context.portfolio.tradable;
  };
}

/** The balancer's mode, given what the book breaks. */
export function riskModeOf(context: TradingContext, view: BookView, violations: readonly Violation[]) {
  const { drawdown, consecutiveLosses } = context.performance;
  return balancerRiskMode({ violations, drawdown, consecutiveLosses, riskMode: context.policy.modes.riskMode }, view);
}

/** What may be added to the position of instrument `id`, USD: for whoever lets winners grow (resolutions 28). */
export function amplificationBudgetOf(state: TradingState, context: TradingContext, id: number): number {
  const position = state.positions[id];
  if (position === undefined || !isBalancing(context)) return 0;
  const { symbol, lastPrice, stopPrice } = position;
  const view = viewOf(state, context, []);
  const allocation = allowanceOf(state, context)(symbol);
  const stopDistance = Math.max(0, 1 - stopPrice / lastPrice);
  return amplificationBudget({ symbol, side: "LONG", stopDistance, allocation }, state.balancer.riskMode, view);
}
