/**
 * Funding: at each boundary longs pay shorts the rate times the mark notional, or the other way where the rate is below 0.
 *
 * It is settled on what is held as the boundary comes, before anything trades at that moment: who buys at the boundary's
 * open pays nothing for it, who sells there still pays. An isolated position pays out of its own margin.
 */
import type { ForeignReport } from "../../../domain/venue-report.ts";
import { fundingPayment } from "../../../domain/perpetual.ts";
import { fromMicros, toMicros } from "../../../ledger/ledger.ts";
import { heldPerpetuals, isCross, type MarginBook } from "./margin-book.ts";

/** The rate of one interval as a share of the notional, and the mark price it is counted at, where one is recorded. */
export type FundingRate = {
  readonly symbol: string;
  readonly at: number;
  readonly rate: number;
  readonly mark?: number;
};

export type CashMove = Extract<ForeignReport, { kind: "CASH_MOVED" }>;

export function settleFunding(book: MarginBook, { symbol, at, rate, mark }: FundingRate): CashMove | undefined {
  const held = heldPerpetuals(book).find((each) => each.symbol === symbol);
  if (held === undefined) return undefined;
  const micros = toMicros(fundingPayment(held.quantity, mark ?? held.mark, rate));
  if (micros === 0) return undefined;
  moveMargin(book, symbol, micros, isCross(held));
  return {
    kind: "CASH_MOVED",
    cashId: `funding-${symbol}-${at}`,
    symbol,
    amount: fromMicros(micros),
    cause: "FUNDING",
  };
}

/** The same from a report, when a venue's log is taken up again. */
export function rebookFunding(book: MarginBook, { symbol, amount }: CashMove): void {
  const terms = symbol === undefined ? undefined : book.instruments.get(symbol)?.perpetual;
  moveMargin(book, symbol ?? "", toMicros(amount), terms?.marginMode !== "ISOLATED");
}

function moveMargin(book: MarginBook, symbol: string, micros: number, fromWallet: boolean): void {
  book.cashMicros += micros;
  const entry = book.entries.get(symbol);
  if (!fromWallet && entry !== undefined) entry.isolatedMicros += micros;
}

/** Binance's interest part, 0.01 % for eight hours: what funding comes to where the premium is nothing. */
export const baseFundingRate = 0.0001;

/** Boundaries after one moment and up to another, at whole multiples of the interval. */
export function boundariesBetween(after: number, upTo: number, interval: number): number[] {
  const boundaries: number[] = [];
  for (let at = (Math.floor(after / interval) + 1) * interval; at <= upTo; at += interval) boundaries.push(at);
  return boundaries;
}
