/**
 * The simulated venue behind the venue port: the kernel's book with a log of its own, so that it survives the fund.
 *
 * Played one close at a time by whoever owns the world's clock. Reports are numbered from 1 without gaps.
 */
import { type Bar, lastMomentInside } from "../../kernel/domain/bar.ts";
import type { Instrument } from "../../kernel/domain/instrument.ts";
import type { Order } from "../../kernel/domain/order.ts";
import type { VenueReport } from "../../kernel/domain/venue-report.ts";
import {
  amendAt,
  cancelAt,
  closeBar,
  fillResting,
  openBar,
  openVenueBook,
  submitTo,
  type VenueBook,
} from "../../kernel/simulation/venue/venue-book.ts";
import type { ApprovedMove } from "../../kernel/trading/guard/approved-move.ts";
import type { ApprovedOrder } from "../../kernel/trading/guard/approved-order.ts";
import { type EpochMs, epochMs, type Price } from "../../kernel/units/units.ts";
import type { NumberedReport, OrderAnswer, Venue } from "../../ports/venue.ts";
import { openVenueLog, type VenueLine, type VenueLog } from "./venue-log.ts";

export class SimulatedVenue implements Venue {
  private readonly book: VenueBook;
  private readonly log: VenueLog;
  private readonly reports: NumberedReport[] = [];
  private readonly known = new Set<string>();
  private at: EpochMs;
  private played: EpochMs | undefined;

  /** @param path file of the venue's log; an existing one is taken up where it ended */
  constructor(instruments: readonly Instrument[], path: string, startsAt: EpochMs) {
    this.book = openVenueBook(instruments);
    this.at = startsAt;
    this.log = openVenueLog(path);
    for (const line of this.log.lines) this.remember(line);
  }

  /** Close of the last bar played, so that the world goes on from there. */
  get lastPlayed(): EpochMs | undefined {
    return this.played;
  }

  async submit(order: ApprovedOrder): Promise<void> {
    this.take(order);
  }

  /** The same for an order that came over a wire. */
  take(order: Order): void {
    const answer = this.lineFor(submitTo(this.book, order));
    this.log.append({ line: "ORDER", order }, answer);
    this.known.add(order.id);
    this.rememberAnswer(answer);
  }

  async cancel(orderId: string): Promise<void> {
    const report = cancelAt(this.book, orderId);
    if (report !== undefined) this.report(report);
  }

  async moveStop({ orderId, stopPrice }: ApprovedMove): Promise<void> {
    this.amend(orderId, stopPrice);
  }

  /** The same for a request that came over a wire. */
  amend(orderId: string, stopPrice: Price): void {
    const report = amendAt(this.book, orderId, stopPrice);
    if (report !== undefined) this.report(report);
  }

  async query(orderId: string): Promise<OrderAnswer> {
    if (!this.known.has(orderId)) return "ABSENT";
    return this.book.resting.has(orderId) ? "OPEN" : "ENDED";
  }

  async reportsAfter(reportSeq: number): Promise<readonly NumberedReport[]> {
    return this.reports.slice(reportSeq);
  }

  async close(): Promise<void> {}

  /** The open of a bar at `openedAt`: market orders fill. */
  playOpen(bars: readonly Bar[], openedAt: EpochMs): void {
    this.at = openedAt > this.at ? openedAt : this.at;
    for (const report of openBar(this.book, bars)) this.report(report);
  }

  /** The bar up to its last moment: orders that rest fill. What the fund sends upon it is in the book for `playClose`. */
  playInside(bars: readonly Bar[], closedAt: EpochMs): void {
    const inside = lastMomentInside(closedAt);
    this.at = inside > this.at ? inside : this.at;
    for (const report of fillResting(this.book, bars)) this.report(report);
  }

  /** The end of the bar: stops trigger, what did not fill expires. */
  playClose(bars: readonly Bar[], closedAt: EpochMs): void {
    const inside = lastMomentInside(closedAt);
    this.at = inside > this.at ? inside : this.at;
    for (const report of closeBar(this.book, bars)) this.report(report);
    this.log.append({ line: "PLAYED", closedAt, closes: Object.fromEntries(this.book.last) });
    this.played = closedAt;
  }

  private report(report: VenueReport): void {
    const line = this.lineFor(report);
    this.log.append(line);
    this.rememberAnswer(line);
  }

  private lineFor(report: VenueReport) {
    return { line: "REPORT" as const, reportSeq: this.reports.length + 1, at: this.at, report };
  }

  private rememberAnswer({ reportSeq, at, report }: NumberedReport): void {
    this.reports.push({ reportSeq, at, report });
  }

  /** Takes a line of the log back in; the book ends up as it was when the line was written. */
  private remember(line: VenueLine): void {
    if (line.line === "PLAYED") {
      this.played = epochMs(line.closedAt);
      for (const [symbol, last] of Object.entries(line.closes)) this.book.last.set(symbol, last);
    }
    if (line.line === "ORDER") {
      this.known.add(line.order.id);
      this.book.resting.set(line.order.id, { order: line.order, filled: 0 });
    }
    if (line.line === "REPORT") this.rememberReport({ ...line, at: epochMs(line.at) });
  }

  private rememberReport({ reportSeq, at, report }: NumberedReport): void {
    this.reports.push({ reportSeq, at, report });
    const resting = this.book.resting.get(report.orderId);
    if (report.kind === "REJECTED" || report.kind === "CANCELED") this.book.resting.delete(report.orderId);
    if (report.kind === "AMENDED" && resting !== undefined)
      resting.order = { ...resting.order, stopPrice: report.stopPrice };
    if (report.kind !== "FILLED" || resting === undefined) return;
    const { order } = resting;
    resting.filled += report.quantity;
    this.book.fills += 1;
    const signed = order.side === "BUY" ? report.quantity : 0 - report.quantity;
    this.book.holdings.set(order.symbol, (this.book.holdings.get(order.symbol) ?? 0) + signed);
    if (resting.filled >= order.quantity * (1 - 1e-9)) this.book.resting.delete(order.id);
  }
}
