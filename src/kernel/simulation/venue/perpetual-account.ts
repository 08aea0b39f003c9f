/** Perpetuals: entries tie up margin, only profit moves cash, and an order that was to reduce never opens anything. */
import type { AccountRules } from "./account-rules.ts";
import { remainingOf, type VenueBook } from "./book-state.ts";
import { applyFill } from "./margin/apply-fill.ts";
import { type MarginOrder, type MarginRefusal, marginRefusal } from "./margin/margin-refusal.ts";
import { type RejectName, refusalFor } from "./reject-codes.ts";
import type { VenueOrder } from "./venue-order.ts";

const codeOf = {
  IN_LIQUIDATION: "IN_LIQUIDATION",
  REDUCE_ONLY: "REDUCE_ONLY",
  MAX_POSITION: "MAX_LEVERAGE_RATIO",
  MARGIN_INSUFFICIENT: "MARGIN_INSUFFICIENT",
} as const satisfies Record<MarginRefusal["name"], RejectName>;

export const perpetualAccount: AccountRules = {
  refusalOf: (book, order) => {
    const open = [...book.resting.values()].map((each) => marginOrderOf(book, each.order, remainingOf(each)));
    const refusal = marginRefusal(book, marginOrderOf(book, order, order.quantity), open);
    return refusal === undefined ? undefined : refusalFor(codeOf[refusal.name], refusal.detail);
  },
  fillable: (book, { symbol, side, isReduceOnly }, remaining) => {
    if (!isReduceOnly) return remaining;
    const held = book.holdings.get(symbol) ?? 0;
    return Math.min(remaining, Math.max(0, side === "SELL" ? held : 0 - held));
  },
  budget: () => undefined,
  apply: (book, fill, instrument) => void applyFill(book, fill, instrument),
};

/** An order without a limit is held against the last price, once there is one. */
const marginOrderOf = (
  book: VenueBook,
  { symbol, side, limitPrice, stopPrice, isReduceOnly }: VenueOrder,
  quantity: number,
): MarginOrder => ({
  symbol,
  side,
  quantity,
  price: limitPrice ?? stopPrice ?? book.last.get(symbol) ?? 0,
  isReduceOnly,
});
