/** The executor's pure half: from a parent or a position to an order in the venue's steps. */
import { type Instrument, snapPriceDown } from "../../domain/instrument.ts";
import type { Order, OrderType } from "../../domain/order.ts";
import type { Position } from "../../domain/position.ts";
import type { Quantity } from "../../units/units.ts";
import { bidBelow } from "./lessons.ts";
import type { ParentOrder } from "./parent-order.ts";

export type Making = {
  readonly instrument: Instrument;
  /** Price it is decided at. */
  readonly reference: number;
  readonly orderType: OrderType;
  /** Farthest the limit of an order that takes stands from it, share of the price. */
  readonly protection: number;
};

/**
 * The next child of a parent. What takes carries protection as its limit and fills at it or better, or not at all; what
 * rests stands at the bid, or where the slippage allowed ends. Never past the parent's worst price.
 */
export function childOrder(id: string, parent: ParentOrder, quantity: Quantity, making: Making): Order {
  const { instrument, reference, orderType, protection } = making;
  const allowed = orderType === "LIMIT" ? parent.limitBps / 10_000 : protection;
  const wanted = orderType === "POST_ONLY" ? bidBelow(reference, instrument) : reference * (1 + allowed);
  const limitPrice = snapPriceDown(instrument, Math.min(wanted, parent.worstPrice));
  const order: Order = { id, symbol: parent.symbol, side: "BUY", purpose: "ENTRY", quantity, limitPrice };
  return orderType === "MARKET" ? order : { ...order, orderType };
}

/** Closes `quantity` at any price: an exit must get out. */
export const exitOrder = (id: string, symbol: string, quantity: Quantity): Order => ({
  id,
  symbol,
  side: "SELL",
  purpose: "EXIT",
  quantity,
});

/** The protective stop for `quantity` of a position. */
export const stopOrder = (id: string, position: Position, quantity: Quantity): Order => ({
  id,
  symbol: position.symbol,
  side: "SELL",
  purpose: "STOP",
  quantity,
  stopPrice: position.stopPrice,
});
