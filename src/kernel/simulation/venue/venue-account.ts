/** What the venue says we have there, apart from the moment it says so. */
import type { VenueAccount, VenueOpenOrder } from "../../domain/venue-account.ts";
import { fromMicros } from "../../ledger/ledger.ts";
import { price, quantity } from "../../units/units.ts";
import type { OpenOrder, VenueBook } from "./book-state.ts";
import { triggerBehind } from "./trigger-orders.ts";

export const accountOf = (book: VenueBook): Omit<VenueAccount, "at" | "reportSeq"> => ({
  orders: [...book.resting.values()].map(openOrderOf),
  holdings: [...book.holdings].flatMap(([symbol, held]) => (held === 0 ? [] : [{ symbol, quantity: held }])),
  cash: fromMicros(book.cashMicros),
});

const openOrderOf = (open: OpenOrder): VenueOpenOrder => ({
  orderId: open.order.id,
  symbol: open.order.symbol,
  side: open.order.side,
  quantity: open.order.quantity,
  filledQuantity: quantity(open.filled),
  stopPrice: stopPriceOf(open),
});

function stopPriceOf({ order, peak }: OpenOrder): VenueOpenOrder["stopPrice"] {
  if (order.type !== "TRAILING_STOP") return order.stopPrice;
  return peak === undefined ? order.activationPrice : price(triggerBehind(order, peak));
}
