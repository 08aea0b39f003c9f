/**
 * The simulated venue under a scenario: wider spreads, slow answers, requests that fail. What the book does stays true.
 *
 * `atStep` moves it on by a close. Answers that never come are drawn here, so the fund has to live without them.
 */
import type { Bar } from "../../kernel/domain/bar.ts";
import type { Instrument } from "../../kernel/domain/instrument.ts";
import { noAnswerText, refusalCode, refusalText } from "../../kernel/simulation/stress/execution-failure.ts";
import { driftBps } from "../../kernel/simulation/stress/latency-spike.ts";
import type { OpenStresses } from "../../kernel/simulation/stress/open-stresses.ts";
import {
  answerOf,
  closeBar,
  fillResting,
  openBar,
  openVenueBook,
  type VenueBook,
  type VenueRequest,
} from "../../kernel/simulation/venue/venue-book.ts";
import type { VenueTerms } from "../../kernel/simulation/venue/venue-terms.ts";
import type { AnyReport, VenueReport } from "../../kernel/domain/venue-report.ts";
import { bps, type DurationMs, type UsdAmount } from "../../kernel/units/units.ts";
import type { PlayedVenue, Unanswered } from "../backtest/played-venue.ts";

export type Strain = {
  readonly stresses: OpenStresses;
  readonly interval: DurationMs;
  /** Of the venue beneath the scenario; plain ones where nothing is said. */
  readonly terms?: Partial<VenueTerms> | undefined;
};

export class StrainedVenue implements PlayedVenue {
  readonly book: VenueBook;
  /** Requests that the scenario made fail, for the report. */
  failedRequests = 0;
  private readonly instruments: Map<string, Instrument>;
  private readonly usual: readonly Instrument[];
  private readonly stresses: OpenStresses;
  private readonly interval: DurationMs;
  private step = Number.NEGATIVE_INFINITY;

  constructor(usual: readonly Instrument[], startCash: UsdAmount, { stresses, interval, terms = {} }: Strain) {
    this.usual = usual;
    this.instruments = new Map(usual.map((each) => [each.symbol, each]));
    this.book = { ...openVenueBook(usual, startCash, terms), instruments: this.instruments };
    this.stresses = stresses;
    this.interval = interval;
  }

  atStep(step: number): void {
    this.step = step;
  }

  get lag(): DurationMs {
    return this.stresses.lag(this.step);
  }

  open(bars: readonly Bar[]): readonly AnyReport[] {
    this.widen(bars);
    return openBar(this.book, bars);
  }

  fillResting(bars: readonly Bar[]): readonly AnyReport[] {
    return fillResting(this.book, bars);
  }

  close(bars: readonly Bar[]): readonly AnyReport[] {
    return closeBar(this.book, bars);
  }

  answer(request: VenueRequest): VenueReport | Unanswered | undefined {
    const isSubmit = request.kind === "SubmitOrder";
    const orderId = isSubmit ? request.order.id : request.orderId;
    const fate = this.stresses.requestFate(this.step, isSubmit);
    if (fate === "CARRIED_OUT") return answerOf(this.book, request);
    this.failedRequests += 1;
    if (fate === "REFUSED") return { kind: "REJECTED", orderId, reason: refusalText, code: refusalCode };
    if (fate === "LOST") return { kind: "UNANSWERED", orderId, reason: noAnswerText };
    return this.carryOutUnheard(request, orderId);
  }

  /** A cancel or a move that was carried out is told by the venue's reports, which are not lost; its answer is. */
  private carryOutUnheard(request: VenueRequest, orderId: string): VenueReport | Unanswered | undefined {
    const report = answerOf(this.book, request);
    return request.kind === "SubmitOrder" ? { kind: "UNANSWERED", orderId, reason: noAnswerText } : report;
  }

  /** The spread as the scenario has it, and how far the price runs while an order is under way. */
  private widen(bars: readonly Bar[]): void {
    for (const instrument of this.usual) {
      const { symbol, halfSpreadBps } = instrument;
      const bar = bars.find((each) => each.symbol === symbol);
      const drift = bar === undefined ? 0 : driftBps(bar, this.lag, this.interval);
      const widened = bps(halfSpreadBps * this.stresses.spreadFactor(symbol, this.step) + drift);
      this.instruments.set(symbol, { ...instrument, halfSpreadBps: widened });
    }
  }
}
