/** What a child order tells its parent: fills, and its end. */
import { isOpen, type Order, type OrderRecord } from "../domain/order.ts";
import type { MakerRecord } from "../maths/execution/maker-taker.ts";
import { quantity, usd } from "../units/units.ts";
import { noteTrial } from "./execute/lessons.ts";
import type { ExecutionState } from "./execute/execution-state.ts";
import type { Child, ParentOrder } from "./execute/parent-order.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

/** The parent whose child this order is now. */
function parentOf({ parents }: ExecutionState, { order, parentId = "" }: OrderRecord): ParentOrder | undefined {
  const parent = parents.get(parentId);
  return parent?.child?.id === order.id ? parent : undefined;
}

/** Takes a fill of a child in, also one that comes after its end: the rest of the parent is smaller by it. */
export function noteFill(
  { execution }: TradingState,
  record: OrderRecord,
  fill: { readonly price: number; readonly quantity: number; readonly fee: number },
): void {
  const parent = execution.parents.get(record.parentId ?? "");
  if (parent === undefined) return;
  const child = parentOf(execution, record)?.child;
  if (child !== undefined) child.filled = quantity(child.filled + fill.quantity);
  const arrivalPrice = child?.arrivalPrice ?? record.arrivalPrice ?? parent.arrivalPrice;
  parent.filled = quantity(parent.filled + fill.quantity);
  parent.paid = usd(parent.paid + fill.quantity * fill.price);
  parent.fees = usd(parent.fees + fill.fee);
  parent.delayUsd = usd(parent.delayUsd + fill.quantity * (arrivalPrice - parent.arrivalPrice));
}

/**
 * Takes the end of a child in. After one the venue refused or never saw, nothing more is sent; a POST_ONLY that would have
 * taken is refused for that alone, and its parent goes on.
 */
export function noteChild(
  { execution }: TradingState,
  context: Pick<TradingContext, "features">,
  record: OrderRecord,
  id: number,
): void {
  const { order, status } = record;
  const parent = parentOf(execution, record);
  const child = parent?.child;
  if (parent === undefined || child === undefined || isOpen(status)) return;
  parent.child = undefined;
  const isRefused = status === "REJECTED" && order.orderType !== "POST_ONLY";
  if (isRefused || status === "ABSENT") parent.stoppedBy ??= `${order.id} is ${status.toLowerCase()}`;
  const maker = execution.makers[id];
  if (child.isMaker && maker !== undefined && parent.stoppedBy === undefined)
    learnMiss(maker, context, child, { order, id });
}

type Missed = { readonly order: Order; readonly id: number };

/** An order that rested for as long as it may and was not filled: a trial beside what the bars say. */
function learnMiss(
  maker: MakerRecord,
  { features }: Pick<TradingContext, "features">,
  { quantity: wanted, filled, arrivalPrice }: Child,
  { order, id }: Missed,
): void {
  const share = filled / wanted;
  const close = features.close[id];
  if (!(share < 1) || close === undefined || order.limitPrice === undefined) return;
  noteTrial(maker, { bid: order.limitPrice, before: arrivalPrice, close, share });
}
