/** The door: every order passes the guard here, and only what it approves becomes an effect. */
import { repeatWindow } from "../domain/control-limits.ts";
import type { ExpectedEdge } from "../domain/execution.ts";
import { type Order, orderStatuses } from "../domain/order.ts";
import type { Cap } from "../domain/workings.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import { orderRefused, orderSubmitted } from "../events/trading-events.ts";
import { quantity } from "../units/units.ts";
import { disableStrategy } from "./disable-strategy.ts";
import { entryOf, rememberEntry } from "./flow/recent-entries.ts";
import { type GuardResult, guardOrder, readChecks } from "./guard/approved-order.ts";
import { repeatsSeldom } from "./guard/controls/pt-06-repeated-execution.ts";
import { controlOfCheck } from "./guard/controls/register.ts";
import { isPartOf } from "./flow-view.ts";
import { guardViewOf } from "./guard-view-of.ts";
import { noteControls } from "./note-controls.ts";
import { send } from "./send.ts";
import type { TradingContext } from "./trading-context.ts";
import { orderWorkings } from "./workings.ts";
import { rememberOrder, type TradingState } from "./trading-state.ts";

export type Purpose = {
  /** Who wished the entry, or owns what is closed. */
  readonly strategy: string;
  readonly reason: string;
  readonly stopDistance: number;
  /** What the balancer held an entry against. */
  readonly caps?: readonly Cap[];
  /** Of an entry: what it promises, and what it costs. */
  readonly edge?: ExpectedEdge | undefined;
  /** Of an entry: the parent order it works, and what that is expected to slip by. */
  readonly parent?: { readonly id: string; readonly expectedSlippageBps: number };
};

/** Sends the order if the guard approves it. Returns whether it did. */
export function submit(state: TradingState, context: TradingContext, order: Order, purpose: Purpose): boolean {
  const { outbox } = context;
  const { strategy, stopDistance, parent } = purpose;
  const view = guardViewOf(state, context, order, purpose);
  const result = guardOrder(order, view);
  noteControls(context, order, readChecks(order, view));
  outbox.workings?.orders.push(orderWorkings(state, context, { ...purpose, order, view }));
  if (result.kind === "REFUSED") {
    announceRefusal(outbox, result);
    if (result.check === repeatsSeldom.name) disableStrategy(state, context, order, { strategy, ...view });
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
  send(state, context, { kind: "SubmitOrder", order: result.order }, strategy);
  if (order.purpose === "ENTRY") rememberSent(state, context, order, purpose);
  return true;
}

function rememberSent({ flow }: TradingState, context: TradingContext, order: Order, purpose: Purpose): void {
  const { controls, intervalMs } = context.config;
  const entry = entryOf(order, { at: context.outbox.at, strategy: purpose.strategy, isPart: isPartOf(order, purpose) });
  const keepMs = Math.max(controls.duplicateWindowMs, repeatWindow(controls.repeats, intervalMs));
  rememberEntry(flow.entries, entry, keepMs);
  flow.lastEntryAt = context.outbox.at;
}

function announceRefusal(outbox: Outbox, { order, check, reason }: Extract<GuardResult, { kind: "REFUSED" }>): void {
  const { id, symbol, side, purpose, limitPrice = null, stopPrice = null } = order;
  const fields = { id, symbol, side, purpose, quantity: finiteOrNull(order.quantity) };
  const prices = { limitPriceUsd: finiteOrNull(limitPrice), stopPriceUsd: finiteOrNull(stopPrice) };
  emit(outbox, orderRefused.create({ ...fields, ...prices, check, control: controlOfCheck(check) ?? null, reason }));
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

const finiteOrNull = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);
