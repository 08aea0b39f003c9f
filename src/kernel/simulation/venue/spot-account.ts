/** Spot: bought with cash that is there, sold from what is held; open orders lock what they would spend or sell. */
import type { Instrument } from "../../domain/instrument.ts";
import { fromMicros } from "../../ledger/ledger.ts";
import type { AccountRules } from "./account-rules.ts";
import { openIn, remainingOf, type VenueBook } from "./book-state.ts";
import { availableMargin } from "./margin/margin-book.ts";
import { isPerpetual } from "./market-kind.ts";
import { type Refusal, refusalFor } from "./reject-codes.ts";
import { bookSpotFill } from "./venue-funds.ts";
import type { VenueOrder } from "./venue-order.ts";

export const spotAccount: AccountRules = {
  refusalOf: (book, order, instrument) =>
    order.side === "BUY" ? cashRefusal(book, order, instrument) : holdingRefusal(book, order, instrument),
  fillable: (book, { side, symbol }, remaining) =>
    side === "BUY" ? remaining : Math.min(remaining, book.holdings.get(symbol) ?? 0),
  apply: bookSpotFill,
};

function holdingRefusal(book: VenueBook, order: VenueOrder, { lotSize }: Instrument): Refusal | undefined {
  const free = (book.holdings.get(order.symbol) ?? 0) - lockedToSell(book, order.symbol);
  return order.quantity <= free + lotSize / 2 ? undefined : short(`${free}`, `${order.quantity}`);
}

/** An order without a limit is held against the last price, once there is one. What perpetuals tie up is not free. */
function cashRefusal(book: VenueBook, order: VenueOrder, { takerFeeBps }: Instrument): Refusal | undefined {
  const at = order.limitPrice ?? order.stopPrice ?? book.last.get(order.symbol) ?? 0;
  const asked = order.quantity * at * (1 + takerFeeBps / 10_000);
  const free = Math.min(fromMicros(book.cashMicros), availableMargin(book)) - lockedToBuy(book);
  return asked <= free ? undefined : short(`${free.toFixed(2)} USD`, `${asked.toFixed(2)} USD`);
}

const short = (free: string, asked: string): Refusal =>
  refusalFor("INSUFFICIENT_BALANCE", `${free} free, ${asked} asked`);

const lockedToSell = (book: VenueBook, symbol: string): number =>
  openIn(book, symbol).reduce((sum, open) => sum + (open.order.side === "SELL" ? remainingOf(open) : 0), 0);

function lockedToBuy(book: VenueBook): number {
  let locked = 0;
  for (const open of book.resting.values()) {
    const { order } = open;
    if (order.side === "SELL" || isPerpetual(book.instruments.get(order.symbol))) continue;
    locked += remainingOf(open) * (order.limitPrice ?? order.stopPrice ?? book.last.get(order.symbol) ?? 0);
  }
  return locked;
}
