/**
 * Every position is protected by a stop at the venue, or is on its way out; this says what is missing for that.
 *
 * Compared anew after every event that touches the symbol, so that a lost, refused or partly filled order needs no case
 * of its own. An order of unknown outcome counts as covering until the venue has said what became of it. An exit sells
 * what no stop may still sell, so that several stops need not all be gone before the first part leaves.
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
  const stopsToCancel: string[] = [];
  let covered = 0;
  for (const record of orders) {
    const { order, status } = record;
    if (order.symbol !== position.symbol || order.purpose === "ENTRY" || !isOpen(status)) continue;
    covered += remainingOf(record);
    if (order.purpose === "STOP" && status !== "PENDING_CANCEL" && status !== "UNKNOWN") stopsToCancel.push(order.id);
  }
  if (position.exitReason !== undefined && stopsToCancel.length > 0)
    return { kind: "CANCEL_STOPS", orderIds: stopsToCancel };
  const uncovered = position.quantity - covered;
  if (!isMissing(uncovered, lotSize)) return { kind: "NOTHING" };
  return { kind: position.exitReason === undefined ? "PLACE_STOP" : "PLACE_EXIT", quantity: quantity(uncovered) };
}

const isMissing = (quantityLeft: number, lotSize: number): boolean => quantityLeft > lotSize / 2;
