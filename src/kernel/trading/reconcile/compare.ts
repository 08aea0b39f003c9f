/**
 * The books against an account of the venue: every difference with what is to be done about it. Changes nothing.
 *
 * The answer depends on what the account says and not on the order it says it in. Source: controls.md, RT-05, RT-06.
 */
import { type AccountScope, type Difference, differenceKinds } from "../../domain/reconciliation.ts";
import type { VenueAccount } from "../../domain/venue-account.ts";
import type { Books } from "./books.ts";
import { isSound, type Moment, momentOf } from "./comparable.ts";
import { compareCash, compareHoldings } from "./compare-holdings.ts";
import { compareOrders } from "./compare-orders.ts";
import { heardAgain, unlessFilled } from "./may-be-filled.ts";

/** What an account says, apart from when it said so; without cash where only orders were asked for. */
export type Told = Pick<VenueAccount, "reportSeq" | "orders" | "holdings" | "cash">;

export type Terms = {
  readonly scope: AccountScope;
  /** An order unanswered for no longer is on its way. */
  readonly unansweredMs: number;
  readonly cashTolerance: number;
};

export type Comparison = { readonly moment: Moment; readonly differences: readonly Difference[] };

export function compare(books: Books, account: Told, terms: Terms): Comparison {
  const moment = isSound(account) ? momentOf(books.reportSeq, account.reportSeq) : "NO_SENSE";
  if (moment !== "SAME") return { moment, differences: [] };
  const orders = compareOrders(books, account.orders, terms);
  if (terms.scope === "ORDERS") return { moment, differences: inOrder(orders.map(heardAgain)) };
  const holdings = compareHoldings(books, account.holdings);
  const cash = compareCash(books, account.cash, terms.cashTolerance);
  const judged = orders.map((each) => unlessFilled(books, { orders, holdings }, each));
  return { moment, differences: inOrder([...judged, ...holdings, ...cash]) };
}

const inOrder = (differences: readonly Difference[]): readonly Difference[] =>
  differences.toSorted((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? -1 : 1));

const sortKeyOf = ({ kind, symbol = "", orderId = "" }: Difference): string =>
  `${String(differenceKinds.indexOf(kind)).padStart(2, "0")} ${symbol} ${orderId}`;
