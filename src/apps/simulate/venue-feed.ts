/**
 * How a fund of a fault run hears its venue: the stream as it comes, questions for what the stream left out, and the
 * account when a pass of reconciliation is due.
 *
 * The kernel takes reports in their order only, so one that came too early is fetched again.
 */
import type { InputEvent } from "../../kernel/events/catalogue.ts";
import { venueConnectionChanged } from "../../kernel/events/venue-events.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import { epochMs, seconds } from "../../kernel/units/units.ts";
import type { Clock } from "../../ports/clock.ts";
import type { NumberedReport, Venue } from "../../ports/venue.ts";
import { askAccount } from "../../runtime/ask-account.ts";
import { eventOf } from "../../runtime/venue-events.ts";

type FeedParts = {
  readonly venue: Pick<Venue, "reportsAfter" | "account">;
  readonly state: FundState;
  readonly clock: Clock;
  /** Resolves once the fund has taken it in. */
  readonly offer: (event: InputEvent) => Promise<unknown>;
};

/** How soon a gap is closed, and how long it is until a venue that did not answer is asked again. */
const gapWait = seconds(1);
const retryWait = seconds(30);

export class VenueFeed {
  private readonly parts: FeedParts;
  private offered = 0;
  private isFetching = false;

  constructor(parts: FeedParts) {
    this.parts = parts;
    this.offered = parts.state.fund?.trading.reportSeq ?? 0;
  }

  onReport({ reportSeq, report }: NumberedReport): void {
    if (reportSeq > this.offered + 1) this.fetchIn(gapWait);
    if (reportSeq === this.offered + 1) this.offered = reportSeq;
    this.tell(eventOf(report, reportSeq));
  }

  onConnection(connected: boolean, reason: string): void {
    this.tellConnection(connected, reason);
    if (connected) this.fetch();
  }

  /** Asks for every report not heard yet; asks again later where the venue does not answer. */
  fetch(): void {
    if (this.isFetching) return;
    this.isFetching = true;
    void this.fetchOnce().finally(() => {
      this.isFetching = false;
    });
  }

  private async fetchOnce(): Promise<void> {
    const { venue, state, clock, offer } = this.parts;
    try {
      await this.catchUp();
      this.tellConnection(true, "the venue answers");
      await askAccount({ venue, state, now: () => clock.now(), tell: offer, catchUp: () => this.catchUp() });
    } catch (error) {
      this.tellConnection(false, String(error));
      this.fetchIn(retryWait);
    }
  }

  private async catchUp(): Promise<void> {
    const { venue, state, offer } = this.parts;
    const reports = await venue.reportsAfter(state.fund?.trading.reportSeq ?? 0);
    await Promise.all(
      reports.map(({ report, reportSeq }) => {
        this.offered = Math.max(this.offered, reportSeq);
        return offer(eventOf(report, reportSeq));
      }),
    );
  }

  /** An event the fund does not take in any more is fetched by its next life. */
  private tell(event: InputEvent): void {
    this.parts.offer(event).catch(() => {});
  }

  private fetchIn(waitMs: number): void {
    const { clock } = this.parts;
    clock.wakeAt(epochMs(clock.now() + waitMs), () => this.fetch());
  }

  private tellConnection(connected: boolean, reason: string): void {
    const { fund } = this.parts.state;
    if (fund === undefined || fund.trading.venueConnected === connected) return;
    this.tell(venueConnectionChanged.create({ connected, reason }));
  }
}
