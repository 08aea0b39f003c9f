/** The executor's pure half: from a sized intent or a position to an order in the venue's steps. */
import { type Instrument, snapPriceDown, snapQuantity } from "../../domain/instrument.ts";
import type { Order } from "../../domain/order.ts";
import type { Position } from "../../domain/position.ts";
import type { Intent } from "../../domain/signal.ts";
import type { Quantity } from "../../units/units.ts";

/** A market order with protection: it fills at the limit or better, or not at all. */
export function entryOrder(id: string, intent: Intent, instrument: Instrument, worstPrice: number): Order {
  const limitPrice = snapPriceDown(instrument, worstPrice);
  const quantity = snapQuantity(instrument, intent.notional / limitPrice);
  return { id, symbol: intent.symbol, side: "BUY", purpose: "ENTRY", quantity, limitPrice };
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
