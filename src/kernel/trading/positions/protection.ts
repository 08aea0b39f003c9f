/**
 * Every position is protected by a stop at the venue, or is on its way out; this says what is missing for that.
 *
 * Compared anew after every event that touches the symbol, so that a lost, refused or partly filled order needs no case
 * of its own. An order of unknown outcome counts as covering until the venue has said what became of it.
 */
import { isOpen, type OrderRecord, remainingOf } from "../../domain/order.ts";
import type { Position } from "../../domain/position.ts";
import { type Quantity, quantity } from "../../units/units.ts";

export type Need =
  | { readonly kind: "NOTHING" }
  | { readonly kind: "PLACE_STOP"; readonly quantity: Quantity }
  | { readonly kind: "CANCEL_STOPS"; readonly orderIds: readonly string[] }
  | { readonly kind: "PLACE_EXIT"; readonly quantity: Quantity };

export function needOf(position: Position, orders: Iterable<OrderRecord>, lotSize: number): Need {
  const stops: OrderRecord[] = [];
  let exiting = 0;
  for (const record of orders) {
    if (record.order.symbol !== position.symbol || !isOpen(record.status)) continue;
    if (record.order.purpose === "STOP") stops.push(record);
    if (record.order.purpose === "EXIT") exiting += remainingOf(record);
  }
  if (position.exitReason === undefined) {
    const covered = stops.reduce((sum, stop) => sum + remainingOf(stop), exiting);
    return isMissing(position.quantity - covered, lotSize)
      ? { kind: "PLACE_STOP", quantity: quantity(position.quantity - covered) }
      : { kind: "NOTHING" };
  }
  if (stops.length > 0) {
    const orderIds = stops.filter((stop) => stop.status !== "PENDING_CANCEL").map((stop) => stop.order.id);
    return orderIds.length > 0 ? { kind: "CANCEL_STOPS", orderIds } : { kind: "NOTHING" };
  }
  return isMissing(position.quantity - exiting, lotSize)
    ? { kind: "PLACE_EXIT", quantity: quantity(position.quantity - exiting) }
    : { kind: "NOTHING" };
}

const isMissing = (quantityLeft: number, lotSize: number): boolean => quantityLeft > lotSize / 2;
