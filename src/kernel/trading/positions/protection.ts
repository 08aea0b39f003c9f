/**
 * Every position is protected by a stop at the venue, or is on its way out; this says what is missing for that.
 *
 * Compared anew after every event that touches the symbol, so that a lost, refused or partly filled order needs no case
 * of its own. An order of unknown outcome counts as covering until the venue has said what became of it. An exit sells
 * what no stop may still sell, so that several stops need not all be gone before the first part leaves. A reduction
 * takes away only the stops it needs, and what they protected beyond it is protected again in the same step.
 */
import { fromSteps } from "../../domain/instrument.ts";
import { isOpen, type OrderRecord, remainingOf } from "../../domain/order.ts";
import { type Position, reductionLeft } from "../../domain/position.ts";
import { type Quantity, quantity } from "../../units/units.ts";

export type Need =
  | { readonly kind: "NOTHING" }
  | { readonly kind: "PLACE_STOP"; readonly quantity: Quantity }
  | { readonly kind: "CANCEL_STOPS"; readonly orderIds: readonly string[] }
  | { readonly kind: "PLACE_EXIT"; readonly quantity: Quantity };

/** What the open orders of a position may still sell. */
type Selling = {
  /** Stops that can be asked to give way. */
  readonly stops: OrderRecord[];
  /** By exits, by stops that are being cancelled, and by all together. */
  exiting: number;
  givingWay: number;
  covered: number;
};

export function needOf(position: Position, orders: Iterable<OrderRecord>, lotSize: number): Need {
  const { stops, exiting, givingWay, covered } = sellingOf(position, orders);
  const isLeaving = position.exitReason !== undefined;
  const missing = (isLeaving ? position.quantity : reductionLeft(position)) - exiting;
  const free = position.quantity - covered;
  if (!isMissing(missing, lotSize))
    return !isLeaving && isMissing(free, lotSize) ? { kind: "PLACE_STOP", quantity: inLots(free, lotSize) } : nothing;
  const orderIds = isLeaving
    ? stops.map(({ order }) => order.id)
    : enoughOf(stops, missing - free - givingWay, lotSize);
  if (orderIds.length > 0) return { kind: "CANCEL_STOPS", orderIds };
  return isMissing(free, lotSize)
    ? { kind: "PLACE_EXIT", quantity: inLots(Math.min(missing, free), lotSize) }
    : nothing;
}

const nothing: Need = { kind: "NOTHING" };
/** What is held and covered is whole lots; their difference is too, but for rounding error. */
const inLots = (amount: number, lotSize: number): Quantity =>
  quantity(fromSteps(Math.round(amount / lotSize), lotSize));
const isMissing = (quantityLeft: number, lotSize: number): boolean => quantityLeft > lotSize / 2;

function sellingOf({ symbol }: Position, orders: Iterable<OrderRecord>): Selling {
  const selling: Selling = { stops: [], exiting: 0, givingWay: 0, covered: 0 };
  for (const record of orders) {
    const { order, status } = record;
    if (order.symbol !== symbol || order.purpose === "ENTRY" || !isOpen(status)) continue;
    const remaining = remainingOf(record);
    selling.covered += remaining;
    if (order.purpose === "EXIT") selling.exiting += remaining;
    else if (status === "PENDING_CANCEL") selling.givingWay += remaining;
    else if (status !== "UNKNOWN") selling.stops.push(record);
  }
  return selling;
}

/** As few stops, in their order, as free `wanted`. */
function enoughOf(stops: readonly OrderRecord[], wanted: number, lotSize: number): string[] {
  const orderIds: string[] = [];
  let left = wanted;
  for (const record of stops) {
    if (!isMissing(left, lotSize)) break;
    orderIds.push(record.order.id);
    left -= remainingOf(record);
  }
  return orderIds;
}
