/**
 * Whether an order that is gone, and proven to be, may be ended: it may have been filled without a report.
 *
 * Both sides are of the same report, so a fill that is missing here shows in what is held: with its sign, and no larger
 * than what was left of all orders that are gone. Any other gap is somebody's own coins and says nothing of it. Where a
 * fill could explain the gap the reports are heard again first; if they bring none, a stop or an exit is ended all the
 * same, since a position must not stand without cover behind an order that is nowhere.
 */
import type { OrderRecord, Side } from "../../domain/order.ts";
import type { Difference } from "../../domain/reconciliation.ts";
import { type Books, stepsIn } from "./books.ts";

type Found = { readonly orders: readonly Difference[]; readonly holdings: readonly Difference[] };

export const heardAgain = (difference: Difference): Difference =>
  difference.remedy === "END_ORDER" ? { ...difference, remedy: "ASK_REPORTS" } : difference;

export function unlessFilled(books: Books, { orders, holdings }: Found, difference: Difference): Difference {
  if (difference.remedy !== "END_ORDER") return difference;
  const gap = holdings.find(({ symbol }) => symbol === difference.symbol);
  if (gap === undefined || books.isAccepted(gap)) return difference;
  const record = recordOf(books, difference);
  if (record === undefined || !couldBeFilled(books, orders, gap, record.order.side)) return difference;
  return leavesUncovered(books, record, gap, difference) ? difference : heardAgain(difference);
}

const recordOf = ({ orders }: Books, { orderId }: Difference): OrderRecord | undefined =>
  orders.find(({ order }) => order.id === orderId);

/** In lots: all that is gone on its side can make up the gap, and all that is gone on the other side cannot do so alone. */
function couldBeFilled(books: Books, orders: readonly Difference[], gap: Difference, side: Side): boolean {
  const { symbol = "", ours = Number.NaN, venue = Number.NaN } = gap;
  const lotSize = books.instrumentOf(symbol)?.lotSize ?? Number.NaN;
  const gone = (of: Side): number => stepsIn(goneOf(books, orders, symbol, of), lotSize);
  const moved = stepsIn(side === "BUY" ? venue - ours : ours - venue, lotSize);
  return !(moved > gone(side) || moved <= 0 - gone(side === "BUY" ? "SELL" : "BUY"));
}

function goneOf(books: Books, orders: readonly Difference[], symbol: string, side: Side): number {
  let left = 0;
  for (const difference of orders)
    if (difference.kind === "ORDER_MISSING_AT_VENUE" || difference.kind === "ORDER_UNRESOLVED")
      if (difference.symbol === symbol && recordOf(books, difference)?.order.side === side)
        left += difference.ours ?? Number.NaN;
  return left;
}

/** Held at the venue, covered by nothing there, and no report explains it. Where nothing is held there is nothing to cover. */
const leavesUncovered = (books: Books, { order }: OrderRecord, gap: Difference, difference: Difference): boolean =>
  order.purpose !== "ENTRY" && (gap.venue ?? 0) > 0 && books.isAsked(difference);
