/**
 * One fund playing one market, synchronously: the loop of a backtest.
 *
 * For every close: what fell due before it, fills at the open, stops inside the bar, the closed bars. Effects are
 * carried out on the venue book at once, or when they arrive where the venue's terms say that they take time; its answers are
 * heard in order. The same kernel as live, only without waiting.
 */
import { openRunRecord, recordClose, recordFact, type RunRecord } from "../../kernel/analytics/run-record.ts";
import { type ClosedBars, lastMomentInside } from "../../kernel/domain/bar.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import type { Workings } from "../../kernel/domain/workings.ts";
import type { AnyReport } from "../../kernel/domain/venue-report.ts";
import type { Fact, InputEvent } from "../../kernel/events/catalogue.ts";
import { fundOpened } from "../../kernel/events/fund-events.ts";
import { marketBarsClosed } from "../../kernel/events/market-events.ts";
import { orderAbsent, orderAccepted, orderOutcomeUnknown } from "../../kernel/events/venue-events.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import { momentsInside, nextArrival, reportDelay } from "../../kernel/simulation/venue/in-flight.ts";
import { accountOf } from "../../kernel/simulation/venue/venue-account.ts";
import { playArrivals } from "../../kernel/simulation/venue/venue-book.ts";
import type { SolveLinear } from "../../kernel/maths/linear-program.ts";
import type { Entry } from "../../kernel/step.ts";
import { accountDue, accountEvent } from "../../kernel/step-reconcile.ts";
import type { Effect } from "../../kernel/trading/effect.ts";
import type { StrategyLibrary } from "../../kernel/trading/strategies/library.ts";
import { type EpochMs, epochMs, ratioOf } from "../../kernel/units/units.ts";
import { entryRecord, factRecord } from "../../runtime/journal-records.ts";
import type { JournalRecord } from "../../ports/journal-store.ts";
import { createSyncFund, type SyncFund } from "../../runtime/sync-fund.ts";
import { eventOf } from "../../runtime/venue-events.ts";
import { FactDigest } from "./fact-digest.ts";
import { bookVenue, type OpenVenue, type PlayedVenue } from "./played-venue.ts";

/** Takes the journal records of one entry, in order. */
export type WriteRecords = (records: readonly JournalRecord[]) => void;
/** Looks on at every entry that says something, with what was looked at on the way; changes nothing. */
export type Observe = (entry: Entry, facts: readonly Fact[], workings: Workings | undefined) => void;
/** Who looks on, the strategies the configuration may name, and what allocations are solved with. */
export type Company = {
  readonly observe?: Observe | undefined;
  readonly library?: StrategyLibrary | undefined;
  readonly solveLinear?: SolveLinear | undefined;
  /** Where it trades; at the kernel's book where nothing is said. */
  readonly openVenue?: OpenVenue | undefined;
};
/** A person's or a model's word, heard inside a bar. */
export type Told = Pick<Entry, "at" | "origin" | "event">;

export class FundRun {
  readonly record: RunRecord;
  readonly digest: FactDigest = new FactDigest();
  private readonly config: FundConfig;
  private readonly write: WriteRecords | undefined;
  private readonly observe: Observe | undefined;
  private readonly venue: PlayedVenue;
  private readonly fund: SyncFund;
  private readonly unheard: InputEvent[] = [];
  /** Reports that take their time, oldest first. */
  private readonly untold: { readonly toldAt: number; readonly event: InputEvent }[] = [];
  private reports = 0;
  private passedTo = epochMs(0);

  /** @param firstClose of the market; the fund opens one bar earlier */
  constructor(config: FundConfig, firstClose: EpochMs, write?: WriteRecords, company: Company = {}) {
    const { observe, library, solveLinear, openVenue = bookVenue } = company;
    this.config = config;
    this.write = write;
    this.observe = observe;
    this.venue = openVenue(config.instruments, config.startEquityUsd);
    this.record = openRunRecord(config.tradeFromMs, config.startEquityUsd);
    this.fund = createSyncFund(
      (entry, facts, workings) => this.keep(entry, facts, workings),
      (effect) => this.perform(effect),
      { withWorkings: observe !== undefined, library, solveLinear },
    );
    this.fund.feed(epochMs(firstClose - config.intervalMs), "runtime", fundOpened.create(config));
  }

  get state(): FundState {
    return this.fund.state;
  }

  /**
   * Time passes before the venue moves, so what a timer asked for is in the book when the bar is played.
   * @param told what others said while the bar lasted, in order
   * @param fed what of the close reaches the fund, where that is not what the venue played
   */
  playClose(played: ClosedBars, told: readonly Told[] = [], fed: ClosedBars = played): void {
    const { closedAt, bars } = played;
    const openedAt = epochMs(closedAt - this.config.intervalMs);
    const { restAt, closeAt } = momentsInside(this.venue.book.terms.latency, closedAt);
    this.passTo(openedAt);
    const reports = this.venue.open(bars);
    const heardAt = epochMs(Math.min(openedAt + this.venue.lag, lastMomentInside(closedAt)));
    this.settle(heardAt, played);
    this.hear(heardAt, reports);
    for (const { at, origin, event } of told) {
      this.settle(at, played);
      this.fund.feed(at, origin, event);
      this.hear(at, []);
    }
    this.settle(restAt, played);
    this.hear(restAt, this.venue.fillResting(bars));
    this.settle(closeAt, played);
    this.hear(closeAt, this.venue.close(bars));
    this.settle(lastMomentInside(closedAt), played);
    this.passTo(closedAt);
    this.reconcile(closedAt);
    const { bars: heard, missing } = fed;
    this.fund.feed(closedAt, "market", marketBarsClosed.create({ closedAtMs: closedAt, bars: heard, missing }));
    this.hear(closedAt, []);
    const { lastBriefing, policy } = this.fund.state.fund?.governance ?? {};
    if (lastBriefing === undefined || closedAt < this.config.tradeFromMs) return;
    const { equity, grossNotional } = lastBriefing.portfolio;
    // Of all equity, as buy-and-hold beside it: the fund's own exposure is of what it may trade with.
    recordClose(this.record, closedAt, { equity, exposure: ratioOf(grossNotional, equity) }, policy);
  }

  /** Time passes inside a bar: what is on its way arrives, each at its moment. */
  private settle(until: EpochMs, { bars, closedAt }: ClosedBars): void {
    const { book } = this.venue;
    const next = (): number => Math.min(nextArrival(book) ?? Infinity, this.untold[0]?.toldAt ?? Infinity);
    for (let due = next(); due <= until; due = next()) {
      const at = epochMs(Math.max(due, book.at));
      this.passTo(at);
      this.hear(at, playArrivals(book, bars, lastMomentInside(closedAt)));
    }
    this.passTo(until);
  }

  /** When it is due, before anything is decided on the close. An account would differ by what is on its way. */
  private reconcile(at: EpochMs): void {
    const scope = accountDue(this.fund.state, at);
    const { fund } = this.fund.state;
    if (scope === undefined || fund === undefined) return;
    if (this.untold.length > 0 || this.venue.book.inFlight.length > 0) return;
    const account = { at: lastMomentInside(at), reportSeq: this.reports, ...accountOf(this.venue.book) };
    this.fund.feed(at, "venue", accountEvent(fund, account, scope));
    this.hear(at, []);
  }

  private passTo(at: EpochMs): void {
    if (at > this.fund.state.at && at !== this.passedTo) this.fund.passTime(at);
    this.passedTo = at;
    this.venue.book.at = at;
  }

  /** What the venue has said since, in its order, until nothing that it caused is left. */
  private hear(at: EpochMs, reports: readonly AnyReport[]): void {
    for (const report of reports) this.report(report);
    for (let event = this.nextHeard(at); event !== undefined; event = this.nextHeard(at))
      this.fund.feed(at, "venue", event);
  }

  private nextHeard(at: EpochMs): InputEvent | undefined {
    const [first] = this.untold;
    if (first !== undefined && first.toldAt <= at) return this.untold.shift()?.event;
    return this.unheard.shift();
  }

  private perform(effect: Effect): void {
    if (effect.kind === "QueryOrder") return this.query(effect.orderId);
    /** Every report was heard: nothing is lost on the way here. */
    if (effect.kind === "AskReports") return;
    this.venue.book.at = this.fund.state.at;
    const answer = this.venue.answer(effect);
    if (answer?.kind === "UNANSWERED")
      this.unheard.push(orderOutcomeUnknown.create({ orderId: answer.orderId, reason: answer.reason }));
    else if (answer !== undefined) this.report(answer);
  }

  /** The book forgets what has ended. Of an order on its way nothing is said: neither would be true. */
  private query(orderId: string): void {
    const { resting, inFlight } = this.venue.book;
    if (inFlight.some(({ request }) => request.kind === "SubmitOrder" && request.order.id === orderId)) return;
    const isOpen = resting.has(orderId);
    this.unheard.push(isOpen ? orderAccepted.create({ orderId, reportSeq: 0 }) : orderAbsent.create({ orderId }));
  }

  /** Reports wait in the order the venue numbered them, as they do on a wire. */
  private report(report: AnyReport): void {
    const { book } = this.venue;
    this.reports += 1;
    const event = eventOf(report, this.reports);
    const delay = reportDelay(book, this.reports);
    if (delay === 0) this.unheard.push(event);
    else this.untold.push({ toldAt: book.at + delay, event });
  }

  /** Bars are numbered and not copied: the manifest says where they are. */
  private keep(entry: Entry, facts: readonly Fact[], workings: Workings | undefined): void {
    const isBars = entry.event.type === "market.bars_closed";
    if (facts.length === 0 && isBars) return;
    this.observe?.(entry, facts, workings);
    const records = facts.map((fact, index) => factRecord(entry.seq, index, fact));
    for (const { payload } of records) this.digest.add(payload);
    for (const fact of facts) recordFact(this.record, entry.at, fact);
    if (this.write === undefined) return;
    this.write(isBars ? records : [entryRecord(entry), ...records]);
  }
}
