/**
 * One fund playing one market, synchronously: the loop of a backtest.
 *
 * For every close: what fell due before it, fills at the open, stops inside the bar, the closed bars. Effects are
 * carried out on the venue book at once; its answers are heard in order at the same fund time. The same kernel as live, only without waiting.
 */
import { openRunRecord, recordClose, recordFact, type RunRecord } from "../../kernel/analytics/run-record.ts";
import { type ClosedBars, lastMomentInside } from "../../kernel/domain/bar.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import type { Workings } from "../../kernel/domain/workings.ts";
import type { VenueReport } from "../../kernel/domain/venue-report.ts";
import type { Fact, InputEvent } from "../../kernel/events/catalogue.ts";
import { fundOpened } from "../../kernel/events/fund-events.ts";
import { marketBarsClosed } from "../../kernel/events/market-events.ts";
import { orderAbsent, orderAccepted } from "../../kernel/events/venue-events.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import {
  answerOf,
  closeBar,
  fillResting,
  openBar,
  openVenueBook,
  type VenueBook,
} from "../../kernel/simulation/venue/venue-book.ts";
import type { SolveLinear } from "../../kernel/maths/linear-program.ts";
import type { Entry } from "../../kernel/step.ts";
import type { Effect } from "../../kernel/trading/effect.ts";
import type { StrategyLibrary } from "../../kernel/trading/strategies/library.ts";
import { type EpochMs, epochMs, ratioOf } from "../../kernel/units/units.ts";
import { entryRecord, factRecord } from "../../runtime/journal-records.ts";
import type { JournalRecord } from "../../ports/journal-store.ts";
import { createSyncFund, type SyncFund } from "../../runtime/sync-fund.ts";
import { eventOf } from "../../runtime/venue-events.ts";
import { FactDigest } from "./fact-digest.ts";

/** Takes the journal records of one entry, in order. */
export type WriteRecords = (records: readonly JournalRecord[]) => void;
/** Looks on at every entry that says something, with what was looked at on the way; changes nothing. */
export type Observe = (entry: Entry, facts: readonly Fact[], workings: Workings | undefined) => void;
/** Who looks on, the strategies the configuration may name, and what allocations are solved with. */
export type Company = {
  readonly observe?: Observe | undefined;
  readonly library?: StrategyLibrary | undefined;
  readonly solveLinear?: SolveLinear | undefined;
};
/** A person's or a model's word, heard inside a bar. */
export type Told = Pick<Entry, "at" | "origin" | "event">;

export class FundRun {
  readonly record: RunRecord;
  readonly digest: FactDigest = new FactDigest();
  private readonly config: FundConfig;
  private readonly write: WriteRecords | undefined;
  private readonly observe: Observe | undefined;
  private readonly book: VenueBook;
  private readonly fund: SyncFund;
  private readonly unheard: InputEvent[] = [];
  private reports = 0;

  /** @param firstClose of the market; the fund opens one bar earlier */
  constructor(config: FundConfig, firstClose: EpochMs, write?: WriteRecords, company: Company = {}) {
    const { observe, library, solveLinear } = company;
    this.config = config;
    this.write = write;
    this.observe = observe;
    this.book = openVenueBook(config.instruments);
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
   */
  playClose({ closedAt, bars, missing }: ClosedBars, told: readonly Told[] = []): void {
    const openedAt = epochMs(closedAt - this.config.intervalMs);
    this.passTo(openedAt);
    this.hear(openedAt, openBar(this.book, bars));
    for (const { at, origin, event } of told) {
      this.passTo(at);
      this.fund.feed(at, origin, event);
      this.hear(at, []);
    }
    this.passTo(lastMomentInside(closedAt));
    this.hear(lastMomentInside(closedAt), fillResting(this.book, bars));
    this.hear(lastMomentInside(closedAt), closeBar(this.book, bars));
    this.passTo(closedAt);
    this.fund.feed(closedAt, "market", marketBarsClosed.create({ closedAtMs: closedAt, bars, missing }));
    this.hear(closedAt, []);
    const { lastBriefing, policy } = this.fund.state.fund?.governance ?? {};
    if (lastBriefing === undefined || closedAt < this.config.tradeFromMs) return;
    const { equity, grossNotional } = lastBriefing.portfolio;
    // Of all equity, as buy-and-hold beside it: the fund's own exposure is of what it may trade with.
    recordClose(this.record, closedAt, { equity, exposure: ratioOf(grossNotional, equity) }, policy);
  }

  private passTo(at: EpochMs): void {
    if (at > this.fund.state.at) this.fund.passTime(at);
  }

  /** What the venue has said since, in its order, until nothing that it caused is left. */
  private hear(at: EpochMs, reports: readonly VenueReport[]): void {
    for (const report of reports) this.report(report);
    for (let event = this.unheard.shift(); event !== undefined; event = this.unheard.shift())
      this.fund.feed(at, "venue", event);
  }

  private perform(effect: Effect): void {
    if (effect.kind === "QueryOrder") return void this.unheard.push(this.answer(effect.orderId));
    const report = answerOf(this.book, effect);
    if (report !== undefined) this.report(report);
  }

  /** The book forgets what has ended; a submit is always answered before anything else happens. */
  private answer(orderId: string): InputEvent {
    const isOpen = this.book.resting.has(orderId);
    return isOpen ? orderAccepted.create({ orderId, reportSeq: 0 }) : orderAbsent.create({ orderId });
  }

  /** Reports wait in the order the venue numbered them, as they do on a wire. */
  private report(report: VenueReport): void {
    this.reports += 1;
    this.unheard.push(eventOf(report, this.reports));
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
