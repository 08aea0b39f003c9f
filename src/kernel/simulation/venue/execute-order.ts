/** A fill of one of our orders, and the end of one: booked in the account, counted, told. */
import { type Instrument, snapQuantity } from "../../domain/instrument.ts";
import type { Side } from "../../domain/order.ts";
import type { AnyReport, Liquidity as Role } from "../../domain/venue-report.ts";
import { toMicros } from "../../ledger/ledger.ts";
import { type UsdAmount, usd } from "../../units/units.ts";
import { accountRulesOf } from "./account-of.ts";
import { type OpenOrder, remainingOf, type VenueBook } from "./book-state.ts";
import { countTraded, feeOf } from "./fees.ts";
import type { Liquidity, Part, Wanted } from "./liquidity.ts";
import { hasLimit, isAtOnce } from "./venue-order.ts";

/** One symbol at one moment. */
export type Moment = {
  readonly book: VenueBook;
  readonly instrument: Instrument;
  readonly market: Liquidity;
  readonly reports: AnyReport[];
};

export const nothingLeft = "nothing is left that it could close";

/** What the account lets an order fill now; nothing once it has nothing left to reduce or sell, and then it ends. */
export function wantedOf({ book, instrument, reports }: Moment, open: OpenOrder): Wanted | undefined {
  const { order } = open;
  const quantity = accountRulesOf(instrument).fillable(book, order, remainingOf(open));
  if (!(quantity > instrument.lotSize / 2)) {
    endOrder(book, open, nothingLeft, reports);
    return undefined;
  }
  return { order, quantity, limitPrice: hasLimit(order) ? order.limitPrice : undefined };
}

/** As much of what is offered as the account's money pays for, fees included. */
export function payable({ book, instrument }: Moment, side: Side, parts: readonly Part[], role: Role): readonly Part[] {
  const budget = accountRulesOf(instrument).budget(book, side);
  if (budget === undefined) return parts;
  const costOf = (notional: UsdAmount): number =>
    toMicros(notional) + toMicros(feeOf(book, instrument, role, notional));
  let left = toMicros(budget);
  return parts.flatMap((part) => {
    const all = costOf(usd(part.quantity * part.price));
    const share = Math.max(0, left - roundingMicros) / all;
    const quantity = all <= left ? part.quantity : snapQuantity(instrument, part.quantity * share);
    left -= costOf(usd(quantity * part.price));
    return quantity > 0 ? [{ ...part, quantity }] : [];
  });
}

/** Price and fee are rounded to micro-dollars each. */
const roundingMicros = 2;

export const noCash = "the cash there is pays for no more";

export type FilledPart = Part & { readonly role: Role };

export function fillPart(moment: Moment, open: OpenOrder, wanted: Wanted, part: FilledPart): void {
  const { book, instrument, market, reports } = moment;
  const { id: orderId, symbol, side } = open.order;
  const quantity = snapQuantity(instrument, part.quantity);
  const notional = usd(quantity * part.price);
  const fee = feeOf(book, instrument, part.role, notional);
  open.filled += quantity;
  if (remainingOf(open) <= instrument.lotSize / 2) book.resting.delete(orderId);
  accountRulesOf(instrument).apply(book, { symbol, side, quantity, price: part.price, fee }, instrument);
  market.take(wanted, part);
  countTraded(book, notional);
  book.fills += 1;
  reports.push({
    kind: "FILLED",
    orderId,
    fillId: `F${book.fills}`,
    price: part.price,
    quantity,
    fee,
    liquidity: part.role,
  });
}

/** The venue ends an order by itself. */
export function endOrder(book: VenueBook, { order: { id } }: OpenOrder, reason: string, reports: AnyReport[]): void {
  book.resting.delete(id);
  reports.push({ kind: "CANCELED", orderId: id, expired: true, reason });
}

/** One that may not take, and would. */
export const endPostOnly = ({ book, reports }: Moment, open: OpenOrder): void =>
  endOrder(book, open, "a post-only order would take", reports);

/** What was to be filled at once and was not. */
export function expireAtOnce(book: VenueBook, open: OpenOrder, reports: AnyReport[]): void {
  if (isAtOnce(open.order) && (open.isTriggered || open.order.type === "LIMIT" || open.order.type === "MARKET"))
    endOrder(book, open, "not filled at once", reports);
}
