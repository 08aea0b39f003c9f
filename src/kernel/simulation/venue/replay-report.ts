/** Takes back in what the venue once reported, so that its book stands where it stood: the other half of its log. */
import type { AnyReport, VenueReport } from "../../domain/venue-report.ts";
import { toMicros } from "../../ledger/ledger.ts";
import type { UsdAmount } from "../../units/units.ts";
import { accountRulesOf } from "./account-of.ts";
import type { OpenOrder, VenueBook } from "./book-state.ts";
import { countTraded } from "./fees.ts";
import { rebookFunding } from "./margin/funding.ts";
import { restOrder } from "./take-requests.ts";
import type { FundsFill } from "./venue-funds.ts";
import type { VenueOrder } from "./venue-order.ts";

/** @param asked orders without an answer yet, by id; one that was refused never rested, whatever else has its id */
export function replayReport(book: VenueBook, report: AnyReport, asked: Map<string, VenueOrder>): void {
  if (report.kind === "CASH_MOVED" && report.cause === "FUNDING") rebookFunding(book, report);
  else if (report.kind === "CASH_MOVED") replayCash(book, report.amount);
  else if (report.kind === "FOREIGN_FILL") replayForeign(book, report);
  else replayAnswer(book, report, asked);
}

/** A trade by hand counts towards the tiers, what the venue did by itself does not. */
function replayForeign(book: VenueBook, report: Extract<AnyReport, { kind: "FOREIGN_FILL" }>): void {
  if (report.cause === "MANUAL") countTraded(book, report.quantity * report.price);
  applyFill(book, report);
}

function replayCash(book: VenueBook, amount: UsdAmount): void {
  book.cashMicros += toMicros(amount);
  book.cashMoves += 1;
}

function replayAnswer(book: VenueBook, report: VenueReport, asked: Map<string, VenueOrder>): void {
  const { orderId, kind } = report;
  const order = asked.get(orderId);
  if (kind === "ACCEPTED" || kind === "REJECTED") asked.delete(orderId);
  if (kind === "ACCEPTED" && order !== undefined) restOrder(book, order);
  if (kind === "CANCELED") book.resting.delete(orderId);
  const open = book.resting.get(orderId);
  if (open === undefined) return;
  if (kind === "AMENDED") open.order = { ...open.order, stopPrice: report.stopPrice };
  if (kind === "FILLED") replayFill(book, open, report);
}

function replayFill(book: VenueBook, open: OpenOrder, fill: Extract<VenueReport, { kind: "FILLED" }>): void {
  const { id, symbol, side, quantity } = open.order;
  open.filled += fill.quantity;
  if (open.filled >= quantity * (1 - 1e-9)) book.resting.delete(id);
  book.takenInBar.set(symbol, (book.takenInBar.get(symbol) ?? 0) + fill.quantity);
  countTraded(book, fill.quantity * fill.price);
  applyFill(book, { ...fill, symbol, side });
}

function applyFill(book: VenueBook, fill: FundsFill): void {
  const instrument = book.instruments.get(fill.symbol);
  if (instrument !== undefined) accountRulesOf(instrument).apply(book, fill, instrument);
  book.fills += 1;
}
