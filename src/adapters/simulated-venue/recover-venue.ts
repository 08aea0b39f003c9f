/** Takes a venue's log up again: the book ends up as it was when the last line was written. */
import { toMicros } from "../../kernel/ledger/ledger.ts";
import type { InFlight, VenueBook } from "../../kernel/simulation/venue/book-state.ts";
import { momentsInside } from "../../kernel/simulation/venue/in-flight.ts";
import { replayReport } from "../../kernel/simulation/venue/replay-report.ts";
import { type VenueOrder, venueOrderOf } from "../../kernel/simulation/venue/venue-order.ts";
import type { EpochMs } from "../../kernel/units/units.ts";
import type { NumberedReport } from "../../ports/venue.ts";
import type { VenueLine } from "./venue-log-lines.ts";

export type Recovered = {
  readonly reports: NumberedReport[];
  /** Ids of all orders that were ever asked for. */
  readonly known: Set<string>;
  /** Orders without an answer. */
  readonly asked: Map<string, VenueOrder>;
  /** What was on its way at some time. */
  readonly sent: InFlight[];
  played: EpochMs | undefined;
};

export function recoverVenue(book: VenueBook, lines: readonly VenueLine[]): Recovered {
  const recovered: Recovered = { reports: [], known: new Set(), asked: new Map(), sent: [], played: undefined };
  for (const line of lines) recoverLine(book, recovered, line);
  for (const each of recovered.sent) if (isStillOnItsWay(book, recovered, each)) book.inFlight.push(each);
  if (lines.length > 0) book.fundedUntil = book.at;
  return recovered;
}

function isStillOnItsWay(book: VenueBook, { asked }: Recovered, { arrivesAt, request }: InFlight): boolean {
  return request.kind === "SubmitOrder" ? asked.has(request.order.id) : arrivesAt > book.at;
}

function recoverLine(book: VenueBook, recovered: Recovered, line: VenueLine): void {
  if (line.line === "OPENED") book.cashMicros = toMicros(line.cash);
  else if (line.line === "PLAYED") recoverPlayed(book, recovered, line);
  else if (line.line === "REPORT") {
    const { reportSeq, at, report } = line;
    book.at = Math.max(book.at, at);
    recovered.reports.push({ reportSeq, at, report });
    replayReport(book, report, recovered.asked);
  } else recoverRequest(book, recovered, line);
}

type Requested = Extract<VenueLine, { line: "ORDER" | "CANCEL" | "MOVE_STOP" }>;

function recoverRequest(book: VenueBook, { asked, known, sent }: Recovered, line: Requested): void {
  if (line.line === "ORDER") {
    known.add(line.order.id);
    asked.set(line.order.id, venueOrderOf(line.order));
  }
  if (line.arrivesAt === undefined) return;
  book.requests += 1;
  sent.push({ arrivesAt: line.arrivesAt, request: requestOf(line) });
}

function requestOf(line: Requested): InFlight["request"] {
  if (line.line === "ORDER") return { kind: "SubmitOrder", order: line.order };
  if (line.line === "CANCEL") return { kind: "CancelOrder", orderId: line.orderId };
  return { kind: "MoveStop", orderId: line.orderId, stopPrice: line.stopPrice };
}

function recoverPlayed(book: VenueBook, recovered: Recovered, line: Extract<VenueLine, { line: "PLAYED" }>): void {
  recovered.played = line.closedAt;
  book.at = Math.max(book.at, momentsInside(book.terms.latency, line.closedAt).closeAt);
  for (const [symbol, last] of Object.entries(line.closes)) {
    book.last.set(symbol, last);
    book.marks.set(symbol, last);
  }
  for (const [symbol, activity] of Object.entries(line.activity)) book.activity.set(symbol, activity);
  book.takenInBar.clear();
  for (const [orderId, { isTriggered, peak }] of Object.entries(line.working)) {
    const open = book.resting.get(orderId);
    if (open === undefined) continue;
    open.isTriggered = isTriggered;
    open.peak = peak;
  }
}
