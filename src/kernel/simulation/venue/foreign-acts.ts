/** What happens at the venue without an order of the fund: somebody trades by hand, or moves cash in or out. */
import { type Instrument, snapPriceDown, snapPriceUp } from "../../domain/instrument.ts";
import type { Side } from "../../domain/order.ts";
import type { CashCause, ForeignReport } from "../../domain/venue-report.ts";
import { toMicros } from "../../ledger/ledger.ts";
import { type Quantity, type UsdAmount, usd } from "../../units/units.ts";
import { accountRulesOf } from "./account-of.ts";
import type { VenueBook } from "./book-state.ts";
import { countTraded, feeOf } from "./fees.ts";
import { touchOf } from "./fill-model.ts";

export type ManualTrade = { readonly symbol: string; readonly side: Side; readonly quantity: Quantity };

/** A market order by hand, filled at once half the spread from the last price. Nothing where there is none. */
export function tradeByHand(book: VenueBook, { symbol, side, quantity }: ManualTrade): ForeignReport | undefined {
  const instrument = book.instruments.get(symbol);
  const last = book.last.get(symbol);
  if (instrument === undefined || last === undefined) return undefined;
  const price = snapAgainst(instrument, side, touchOf(instrument, side, last));
  const notional = usd(quantity * price);
  const fee = feeOf(book, instrument, "TAKER", notional);
  accountRulesOf(instrument).apply(book, { symbol, side, quantity, price, fee }, instrument);
  countTraded(book, notional);
  book.fills += 1;
  return { kind: "FOREIGN_FILL", symbol, side, fillId: `F${book.fills}`, price, quantity, fee, cause: "MANUAL" };
}

const snapAgainst = (instrument: Instrument, side: Side, at: number) =>
  side === "BUY" ? snapPriceUp(instrument, at) : snapPriceDown(instrument, at);

/** Cash that comes, or below zero goes, without a trade. */
export function moveCash(book: VenueBook, amount: UsdAmount, cause: CashCause): ForeignReport {
  book.cashMicros += toMicros(amount);
  book.cashMoves += 1;
  return { kind: "CASH_MOVED", cashId: `C${book.cashMoves}`, symbol: undefined, amount, cause };
}
