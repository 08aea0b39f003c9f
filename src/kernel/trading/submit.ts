/** The door: every order passes the guard here, and only what it approves becomes an effect. */
import { type Order, orderStatuses } from "../domain/order.ts";
import type { Cap } from "../domain/workings.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import { orderRefused, orderSubmitted } from "../events/trading-events.ts";
import { quantity } from "../units/units.ts";
import { closeableQuantity, commitmentsAround } from "./commitments.ts";
import { type GuardResult, guardOrder } from "./guard/approved-order.ts";
import type { GuardView } from "./guard/guard-view.ts";
import type { TradingContext } from "./trading-context.ts";
import { orderWorkings } from "./workings.ts";
import { hasSeenOrder, rememberOrder, type TradingState } from "./trading-state.ts";

export type Purpose = {
  /** Who wished the entry, or owns what is closed. */
  readonly strategy: string;
  readonly reason: string;
  readonly stopDistance: number;
  /** What the balancer held an entry against. */
  readonly caps?: readonly Cap[];
  /** Of an entry: the parent order it works, and what that is expected to slip by. */
  readonly parent?: { readonly id: string; readonly expectedSlippageBps: number };
};

/** Sends the order if the guard approves it. Returns whether it did. */
export function submit(state: TradingState, context: TradingContext, order: Order, purpose: Purpose): boolean {
  const { outbox, effects } = context;
  const { strategy, stopDistance, parent } = purpose;
  const view = viewOf(state, context, order, stopDistance);
  const result = guardOrder(order, view);
  outbox.workings?.orders.push(orderWorkings(state, context, { ...purpose, order, view }));
  if (result.kind === "REFUSED") {
    announceRefusal(outbox, result);
    return false;
  }
  const submittedAt = outbox.at;
  rememberOrder(state, {
    order: result.order,
    strategy,
    submittedAt,
    status: orderStatuses[0],
    filledQuantity: quantity(0),
    updatedAt: submittedAt,
    note: "",
    stopDistance,
    arrivalPrice: order.stopPrice ?? view.reference?.price,
    parentId: parent?.id,
  });
  announceOrder(context, order, purpose, view.reference?.price ?? null);
  effects.push({ kind: "SubmitOrder", order: result.order });
  return true;
}

function announceRefusal(outbox: Outbox, { order, check, reason }: Extract<GuardResult, { kind: "REFUSED" }>): void {
  const { id, symbol, side, purpose, limitPrice = null, stopPrice = null } = order;
  const fields = { id, symbol, side, purpose, quantity: finiteOrNull(order.quantity) };
  const prices = { limitPriceUsd: finiteOrNull(limitPrice), stopPriceUsd: finiteOrNull(stopPrice) };
  emit(outbox, orderRefused.create({ ...fields, ...prices, check, reason }));
}

function announceOrder(
  { outbox, policy }: TradingContext,
  order: Order,
  { reason, parent }: Purpose,
  referencePriceUsd: number | null,
): void {
  const { id, symbol, side, limitPrice = null, stopPrice = null, orderType = "MARKET" } = order;
  const { id: parentId, expectedSlippageBps } = parent ?? { id: null, expectedSlippageBps: null };
  emit(
    outbox,
    orderSubmitted.create({
      id,
      symbol,
      side,
      purpose: order.purpose,
      quantity: order.quantity,
      limitPriceUsd: limitPrice,
      stopPriceUsd: stopPrice,
      referencePriceUsd,
      orderType,
      parentId,
      expectedSlippageBps,
      policyVersion: policy.version,
      reason,
    }),
  );
}

function viewOf(state: TradingState, context: TradingContext, { symbol }: Order, stopDistance: number): GuardView {
  const { config, features, portfolio, performance, policy, outbox } = context;
  const id = context.idOf(symbol);
  const price = id === undefined ? undefined : features.close[id];
  const seenAt = id === undefined ? undefined : features.closedAt[id];
  const around = commitmentsAround(state, symbol);
  return {
    at: outbox.at,
    instrument: id === undefined ? undefined : config.instruments[id],
    reference: price === undefined || seenAt === undefined ? undefined : { price, seenAt },
    envelope: policy.mandate.envelope,
    activeSymbols: policy.activeSymbols,
    governanceIsFresh: context.governanceIsFresh,
    limits: config.hardLimits,
    equity: portfolio.equity,
    tradable: portfolio.tradable,
    cash: portfolio.cash - portfolio.due - around.entering,
    drawdown: performance.drawdown,
    allTimeDrawdown: performance.allTimeDrawdown,
    dailyLoss: performance.dailyLoss,
    committedNotional: around.notional,
    committedInSymbol: around.inSymbol,
    otherPositions: around.otherPositions,
    stopDistance,
    openOrders: state.orders.size,
    closeableQuantity: closeableQuantity(state, symbol),
    hasSeen: (orderId) => hasSeenOrder(state, orderId),
  };
}

const finiteOrNull = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);
