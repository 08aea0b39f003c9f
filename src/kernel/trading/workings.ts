/** Takes down what trading looked at, for those who ask why: read where the decision is made, with its own checks. */
import { isOpen } from "../domain/order.ts";
import type { Position } from "../domain/position.ts";
import type { Cap, CloseWorkings, FeatureReading, HeldReading, OrderWorkings } from "../domain/workings.ts";
import {
  barVolatility,
  efficiency,
  type MarketFeatures,
  reversionScore,
  trendScore,
} from "../features/market-features.ts";
import { epochMs } from "../units/units.ts";
import { commitmentsOf } from "./commitments.ts";
import { readChecks } from "./guard/approved-order.ts";
import type { GuardView } from "./guard/guard-view.ts";
import { isShadowed } from "./shadow/shadow-book.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

type Submitted = Pick<OrderWorkings, "order" | "reason" | "stopDistance" | "parent"> & {
  readonly view: GuardView;
  readonly caps?: readonly Cap[];
};

/** Before the order is remembered, so that use of the limits is that of everything else. */
export function orderWorkings(
  state: TradingState,
  context: TradingContext,
  { order, view, reason, stopDistance, parent, caps = [] }: Submitted,
): OrderWorkings {
  const { features, policy, portfolio, performance, risk } = context;
  const id = context.idOf(order.symbol);
  const checks = readChecks(order, view);
  const { equity, tradable, cash, committedNotional, committedInSymbol, otherPositions, reference } = view;
  const committedRisk = commitmentsOf(state, portfolio, context.config.instruments).risk;
  return {
    order,
    reason,
    stopDistance,
    parent,
    caps,
    checks,
    refusedBy: checks.find(({ refusal }) => refusal !== undefined)?.check,
    signal: id === undefined ? undefined : state.latest[id],
    features: id === undefined ? undefined : readFeatures(features, id),
    held: id === undefined ? undefined : readHeld(state.positions[id]),
    usage: { equity, tradable, cash, committedNotional, committedInSymbol, otherPositions, committedRisk, reference },
    policy,
    portfolio,
    performance,
    risk,
  };
}

/** Before the symbol's wish is made. */
export function closeWorkings(state: TradingState, context: TradingContext, id: number): CloseWorkings {
  const { features, policy, performance, risk } = context;
  const symbol = context.config.instruments[id]?.symbol ?? "";
  const open = [...state.orders.values()].filter(({ order, status }) => order.symbol === symbol && isOpen(status));
  return {
    symbol,
    signal: state.latest[id],
    features: readFeatures(features, id),
    held: readHeld(state.positions[id]),
    openOrders: open.map(({ order }) => order.id),
    isShadowed: isShadowed(state.shadow, id),
    cooldownUntil: state.cooldownUntil[id] ?? 0,
    policy,
    performance,
    risk,
  };
}

function readFeatures(features: MarketFeatures, id: number): FeatureReading | undefined {
  const seen = features.barsSeen[id] ?? 0;
  if (seen === 0) return undefined;
  return {
    closedAt: epochMs(features.closedAt[id] ?? 0),
    close: features.close[id] ?? Number.NaN,
    barsSeen: seen,
    atr: features.atr[id] ?? Number.NaN,
    barVolatility: barVolatility(features, id),
    trendScore: trendScore(features, id),
    reversionScore: reversionScore(features, id),
    efficiency: efficiency(features, id),
    turnover: features.turnover[id] ?? Number.NaN,
  };
}

/** A copy: the position itself moves on. */
function readHeld(position: Position | undefined): HeldReading | undefined {
  if (position === undefined) return undefined;
  const { openedBy, openedAt, quantity, averagePrice, stopPrice, initialRisk, exitReason, plan } = position;
  const { state, class: kind } = plan;
  return { openedBy, openedAt, quantity, averagePrice, stopPrice, initialRisk, state, class: kind, exitReason };
}
