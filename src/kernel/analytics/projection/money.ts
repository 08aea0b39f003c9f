/** What everything has come to so far, in whole micro-dollars: closed trades and open ones at their marks. */
import { type OpenTrade, pnlNow } from "./open-trade.ts";
import type { Tally } from "./tally.ts";

type Books = {
  readonly fund: { readonly startEquity: number } | undefined;
  readonly open: ReadonlyMap<string, OpenTrade>;
  readonly closed: Tally;
};

export function openPnl({ open }: Pick<Books, "open">): number {
  let sum = 0;
  for (const trade of open.values()) sum += pnlNow(trade);
  return sum;
}

export const totalPnl = (books: Books): number => books.closed.pnl + openPnl(books);

export const equityNow = (books: Books): number => (books.fund?.startEquity ?? 0) + totalPnl(books);
