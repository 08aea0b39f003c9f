/**
 * The simulated venue behind the venue port: the kernel's book with a log of its own, so that it survives the fund.
 *
 * Played one close at a time by whoever owns the world's clock. Reports are numbered from 1 without gaps; one that takes
 * its time is told at the first moment after it.
 */
import { type Bar, lastMomentInside } from "../../kernel/domain/bar.ts";
import type { Instrument } from "../../kernel/domain/instrument.ts";
import type { Order } from "../../kernel/domain/order.ts";
import type { VenueAccount } from "../../kernel/domain/venue-account.ts";
import type { AnyReport, CashCause } from "../../kernel/domain/venue-report.ts";
import { type ManualTrade, moveCash, tradeByHand } from "../../kernel/simulation/venue/foreign-acts.ts";
import {
  isInstant,
  momentsInside,
  nextArrival,
  reportDelay,
  sendOff,
} from "../../kernel/simulation/venue/in-flight.ts";
import { accountOf } from "../../kernel/simulation/venue/venue-account.ts";
import {
  amendAt,
  cancelAt,
  closeBar,
  fillResting,
  openBar,
  openVenueBook,
  playArrivals,
  submitTo,
  type VenueBook,
  type VenueRequest,
} from "../../kernel/simulation/venue/venue-book.ts";
import type { InFlight } from "../../kernel/simulation/venue/book-state.ts";
import type { VenueOrder } from "../../kernel/simulation/venue/venue-order.ts";
import type { VenueTerms } from "../../kernel/simulation/venue/venue-terms.ts";
import { fromMicros } from "../../kernel/ledger/ledger.ts";
import type { ApprovedMove } from "../../kernel/trading/guard/approved-move.ts";
import type { ApprovedOrder } from "../../kernel/trading/guard/approved-order.ts";
import { type EpochMs, epochMs, type Price, type UsdAmount } from "../../kernel/units/units.ts";
import type { NumberedReport, OrderAnswer, Venue } from "../../ports/venue.ts";
import { recoverVenue } from "./recover-venue.ts";
import { openVenueLog, type VenueLog } from "./venue-log.ts";

/** What was paid in before the first order, and on what terms the venue trades; plain ones where nothing is said. */
export type VenueOpening = {
  readonly cash?: UsdAmount | undefined;
  readonly terms?: Partial<VenueTerms> | undefined;
  /** The world's time, which requests are sent off at where they take time; that of the last moment played if left out. */
  readonly now?: (() => EpochMs) | undefined;
};

export class SimulatedVenue implements Venue {
  private readonly book: VenueBook;
  private readonly log: VenueLog;
  private readonly reports: NumberedReport[];
  private readonly known: Set<string>;
  private readonly now: VenueOpening["now"];
  private played: EpochMs | undefined;
  /** Reports that are known to have been told. */
  private told = 0;

  /** @param log the venue's log or the file of one; an existing one is taken up where it ended, with its cash */
  constructor(
    instruments: readonly Instrument[],
    log: string | VenueLog,
    startsAt: EpochMs,
    opening: VenueOpening = {},
  ) {
    this.book = openVenueBook(instruments, opening.cash, opening.terms);
    this.now = opening.now;
    this.log = typeof log === "string" ? openVenueLog(log) : log;
    const { reports, known, played } = recoverVenue(this.book, this.log.lines);
    if (this.log.lines.length === 0) this.log.append({ line: "OPENED", cash: fromMicros(this.book.cashMicros) });
    this.reports = reports;
    this.known = known;
    this.played = played;
    this.passTo(startsAt);
  }

  /** Whether a request or a report is on its way: the fund cannot know all that the account says. */
  get isBusy(): boolean {
    return this.book.inFlight.length > 0 || this.nextTold() !== undefined;
  }

  /** When the next request arrives or the next report is told; undefined where nothing is on its way. */
  get nextMoment(): EpochMs | undefined {
    const next = Math.min(nextArrival(this.book) ?? Infinity, this.nextTold() ?? Infinity);
    return Number.isFinite(next) ? epochMs(Math.max(next, this.book.at)) : undefined;
  }

  /** Close of the last bar played, so that the world goes on from there. */
  get lastPlayed(): EpochMs | undefined {
    return this.played;
  }

  async submit(order: ApprovedOrder): Promise<void> {
    this.take(order);
  }

  /** The same for an order that came over a wire, or in the venue's own words. */
  take(order: Order | VenueOrder): void {
    this.known.add(order.id);
    if (this.isInstant) {
      const answer = this.lineFor(submitTo(this.book, order));
      this.log.append({ line: "ORDER", order }, answer);
      this.rememberAnswer(answer);
    } else {
      const { arrivesAt } = this.sendOff({ kind: "SubmitOrder", order });
      this.log.append({ line: "ORDER", order, arrivesAt });
    }
  }

  async cancel(orderId: string): Promise<void> {
    if (this.isInstant) return this.report(cancelAt(this.book, orderId));
    const { arrivesAt } = this.sendOff({ kind: "CancelOrder", orderId });
    this.log.append({ line: "CANCEL", orderId, arrivesAt });
  }

  async moveStop({ orderId, stopPrice }: ApprovedMove): Promise<void> {
    this.amend(orderId, stopPrice);
  }

  /** The same for a request that came over a wire. */
  amend(orderId: string, stopPrice: Price): void {
    if (this.isInstant) return this.report(amendAt(this.book, orderId, stopPrice));
    const { arrivesAt } = this.sendOff({ kind: "MoveStop", orderId, stopPrice });
    this.log.append({ line: "MOVE_STOP", orderId, stopPrice, arrivesAt });
  }

  /** Rejects for an order that is on its way: it is neither there nor can it no longer arrive. */
  async query(orderId: string): Promise<OrderAnswer> {
    if (!this.known.has(orderId)) return "ABSENT";
    if (this.book.inFlight.some(({ request }) => request.kind === "SubmitOrder" && request.order.id === orderId))
      throw new Error(`order ${orderId} is on its way`);
    return this.book.resting.has(orderId) ? "OPEN" : "ENDED";
  }

  async reportsAfter(reportSeq: number): Promise<readonly NumberedReport[]> {
    const later = this.reports.slice(reportSeq);
    const untold = later.findIndex((each) => each.at + reportDelay(this.book, each.reportSeq) > this.book.at);
    return untold < 0 ? later : later.slice(0, untold);
  }

  async account(): Promise<VenueAccount> {
    return { at: this.at, reportSeq: this.reports.length, ...accountOf(this.book) };
  }

  async close(): Promise<void> {}

  /** Somebody trades by hand, at the last price. @returns whether there was one */
  manualTrade(trade: ManualTrade): boolean {
    const report = tradeByHand(this.book, trade);
    this.report(report);
    return report !== undefined;
  }

  /** Undefined before it first traded. */
  lastPrice(symbol: string): number | undefined {
    return this.book.last.get(symbol);
  }

  /** Cash comes, or below zero goes, without a trade. */
  moveCash(amount: UsdAmount, cause: CashCause = "TRANSFER"): void {
    this.report(moveCash(this.book, amount, cause));
  }

  /** The open of a bar at `openedAt`: market orders fill. */
  playOpen(bars: readonly Bar[], openedAt: EpochMs): void {
    this.passTo(openedAt);
    for (const report of openBar(this.book, bars)) this.report(report);
  }

  /** The bar's requests that have arrived by now, since they take time. */
  playArrivals(bars: readonly Bar[], closedAt: EpochMs, at: EpochMs): void {
    this.passTo(at);
    for (const report of playArrivals(this.book, bars, lastMomentInside(closedAt))) this.report(report);
  }

  /** When a bar is to be played inside and closed, so that what takes time is there in time. */
  momentsInside(closedAt: EpochMs): { readonly restAt: EpochMs; readonly closeAt: EpochMs } {
    return momentsInside(this.book.terms.latency, closedAt);
  }

  /** The bar up to its last moments: orders that rest fill. What the fund sends upon it is in the book for `playClose`. */
  playInside(bars: readonly Bar[], closedAt: EpochMs): void {
    this.passTo(this.momentsInside(closedAt).restAt);
    for (const report of fillResting(this.book, bars)) this.report(report);
  }

  /** The end of the bar: stops trigger, what did not fill expires. */
  playClose(bars: readonly Bar[], closedAt: EpochMs): void {
    this.passTo(this.momentsInside(closedAt).closeAt);
    for (const report of closeBar(this.book, bars)) this.report(report);
    const closes = Object.fromEntries(this.book.last);
    const activity = Object.fromEntries(this.book.activity);
    this.log.append({ line: "PLAYED", closedAt, closes, activity, working: this.working() });
    this.played = closedAt;
  }

  /** Time goes on without a bar: reports that take their time are told. */
  passTo(at: EpochMs): void {
    this.book.at = Math.max(this.book.at, at);
  }

  private get at(): EpochMs {
    return epochMs(this.book.at);
  }

  private sendOff(request: VenueRequest): InFlight {
    if (this.now !== undefined) this.passTo(this.now());
    return sendOff(this.book, request);
  }

  /** When the oldest report that is not told yet will be. */
  private nextTold(): number | undefined {
    for (; this.told < this.reports.length; this.told += 1) {
      const report = this.reports[this.told];
      const toldAt = report === undefined ? undefined : report.at + reportDelay(this.book, report.reportSeq);
      if (toldAt !== undefined && toldAt > this.book.at) return toldAt;
    }
    return undefined;
  }

  private get isInstant(): boolean {
    return isInstant(this.book.terms.latency);
  }

  /** How far conditional orders have come, which no report tells. */
  private working(): Record<string, { isTriggered: boolean; peak?: number | undefined }> {
    const moved = [...this.book.resting.values()].filter(({ isTriggered, peak }) => isTriggered || peak !== undefined);
    return Object.fromEntries(moved.map(({ order, isTriggered, peak }) => [order.id, { isTriggered, peak }]));
  }

  private report(report: AnyReport | undefined): void {
    if (report === undefined) return;
    const line = this.lineFor(report);
    this.log.append(line);
    this.rememberAnswer(line);
  }

  private lineFor(report: AnyReport) {
    return { line: "REPORT" as const, reportSeq: this.reports.length + 1, at: this.at, report };
  }

  private rememberAnswer({ reportSeq, at, report }: NumberedReport): void {
    this.reports.push({ reportSeq, at, report });
  }
}
