/**
 * The one way to move a stop that rests: `ApprovedMove` is made only here, as an approved order is.
 *
 * A stop may only be moved towards less loss, in the venue's steps, and only while the venue is known to work it; the
 * quantity is none of the request's business, so nothing more can be sold by it than before.
 */
import { type Instrument, isWholeSteps } from "../../domain/instrument.ts";
import type { OrderRecord } from "../../domain/order.ts";
import { type Price, price } from "../../units/units.ts";

declare const approved: unique symbol;
export type ApprovedMove = { readonly orderId: string; readonly stopPrice: Price; readonly [approved]: true };

type MoveCheck = {
  readonly name: string;
  readonly refuses: (record: OrderRecord, stopPrice: number, instrument: Instrument) => boolean;
};

export const moveChecks: readonly MoveCheck[] = [
  { name: "is a stop", refuses: ({ order }) => order.purpose !== "STOP" },
  { name: "is worked", refuses: ({ status }) => status !== "WORKING" && status !== "PARTIALLY_FILLED" },
  { name: "is a price", refuses: (_, stopPrice) => !(Number.isFinite(stopPrice) && stopPrice > 0) },
  { name: "whole ticks", refuses: (_, stopPrice, { tickSize }) => !isWholeSteps(stopPrice, tickSize) },
  { name: "only tightens", refuses: ({ order }, stopPrice) => !(stopPrice > (order.stopPrice ?? Number.NaN)) },
];

/** The request, or the name of the check that refuses it. */
export function guardStopMove(record: OrderRecord, stopPrice: number, instrument: Instrument): ApprovedMove | string {
  const broken = moveChecks.find(({ refuses }) => refuses(record, stopPrice, instrument));
  if (broken !== undefined) return broken.name;
  return { orderId: record.order.id, stopPrice: price(stopPrice) } as ApprovedMove;
}
