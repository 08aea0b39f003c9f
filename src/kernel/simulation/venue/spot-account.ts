/** Spot: bought with cash that is there, sold from what is held; open orders lock what they would spend or sell. */
import type { Instrument } from "../../domain/instrument.ts";
import { fromMicros } from "../../ledger/ledger.ts";
import { type UsdAmount, usd } from "../../units/units.ts";
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
  budget: (book, side) => (side === "BUY" ? spendable(book) : undefined),
  apply: bookSpotFill,
};

/** Cash less what perpetuals tie up of it. */
const spendable = (book: VenueBook): UsdAmount => usd(Math.min(fromMicros(book.cashMicros), availableMargin(book)));

const withFee = ({ takerFeeBps }: Instrument): number => 1 + takerFeeBps / 10_000;

function holdingRefusal(book: VenueBook, order: VenueOrder, { lotSize }: Instrument): Refusal | undefined {
  const free = (book.holdings.get(order.symbol) ?? 0) - lockedToSell(book, order.symbol);
  return order.quantity <= free + lotSize / 2 ? undefined : short(`${free}`, `${order.quantity}`);
}

/** An order without a limit is held against the last price, once there is one; its fill against the cash there is then. */
function cashRefusal(book: VenueBook, order: VenueOrder, instrument: Instrument): Refusal | undefined {
  const asked = order.quantity * priceOf(book, order) * withFee(instrument);
  const free = spendable(book) - lockedToBuy(book);
  return asked <= free ? undefined : short(`${free.toFixed(2)} USD`, `${asked.toFixed(2)} USD`);
}

const short = (free: string, asked: string): Refusal =>
  refusalFor("INSUFFICIENT_BALANCE", `${free} free, ${asked} asked`);

const lockedToSell = (book: VenueBook, symbol: string): number =>
  openIn(book, symbol).reduce((sum, open) => sum + (open.order.side === "SELL" ? remainingOf(open) : 0), 0);

const priceOf = (book: VenueBook, { limitPrice, stopPrice, symbol }: VenueOrder): number =>
  limitPrice ?? stopPrice ?? book.last.get(symbol) ?? 0;

function lockedToBuy(book: VenueBook): number {
  let locked = 0;
  for (const open of book.resting.values()) {
    const { order } = open;
    const instrument = book.instruments.get(order.symbol);
    if (order.side === "SELL" || instrument === undefined || isPerpetual(instrument)) continue;
    locked += remainingOf(open) * priceOf(book, order) * withFee(instrument);
  }
  return locked;
}
