/**
 * A venue behind a line that fails as a plan says: what lies between a fund and any venue port, in simulated time.
 *
 * The venue keeps one numbered stream whatever happens to the line. A fund process has a connection of its own; when it
 * dies, what it had sent may still arrive. As real adapters do, a connection waits for an answer only so long, keeps to a
 * ban it has been told of, and believes that an order is absent only when it can no longer arrive.
 */
import type { VenueAccount } from "../../kernel/domain/venue-account.ts";
import { refusalCodes } from "../../kernel/simulation/faults/fault-plan.ts";
import { type FaultsInForce, holding, isOut, take } from "../../kernel/simulation/faults/faults-in-force.ts";
import type { ApprovedOrder } from "../../kernel/trading/guard/approved-order.ts";
import { type DurationMs, type EpochMs, epochMs } from "../../kernel/units/units.ts";
import type { Clock } from "../../ports/clock.ts";
import type { NumberedReport, OrderAnswer, Venue } from "../../ports/venue.ts";
import { Line, longestTravel } from "./line.ts";

/** What a fund process hears without asking. */
export type Ears = {
  readonly onReport: (numbered: NumberedReport) => void;
  readonly onConnection: (connected: boolean, reason: string) => void;
};

export type Connection = {
  readonly venue: Venue;
  /** The process is gone: it hears nothing more and sends nothing more. */
  readonly cut: () => void;
};

/** What went over the line, for those who judge. */
export type Traffic = {
  /** Ids of orders as they left a fund, in order. */
  readonly sent: string[];
  /** Orders that reached the venue, in order. */
  readonly arrived: ApprovedOrder[];
  /** When each of them did. */
  readonly arrivedAt: EpochMs[];
  /** What the venue tells the fund, in its order. */
  readonly reports: NumberedReport[];
  /** What happened, in its order: some of it is told later. */
  readonly happened: NumberedReport["report"][];
};

export class FaultyVenue {
  readonly traffic: Traffic = { sent: [], arrived: [], arrivedAt: [], reports: [], happened: [] };
  private readonly inner: () => Venue;
  private readonly clock: Clock;
  private readonly faults: FaultsInForce;
  private readonly line: Line;
  private readonly stormed = new Set<string>();
  /** Ids of orders that reached the venue over this line. */
  private readonly carried = new Set<string>();
  private readonly held: NumberedReport[] = [];
  private ears: Ears | undefined;
  private pulled = 0;

  /** @param inner the venue as it stands: after a restart it is another one with the same log */
  constructor(inner: () => Venue, clock: Clock, faults: FaultsInForce) {
    this.inner = inner;
    this.clock = clock;
    this.faults = faults;
    this.line = new Line(clock, faults);
    for (const fault of faults.faults)
      if (fault.kind === "OUTAGE" || fault.kind === "VENUE_RESTART") {
        clock.wakeAt(this.at(fault.fromMs), () => this.ears?.onConnection(false, `${fault.kind}: the stream ended`));
        clock.wakeAt(this.at(fault.toMs), () => this.comeBack(fault.kind === "VENUE_RESTART" ? fault.retold : 0));
      }
  }

  /** Requests whose caller waits for time to pass. */
  get waiting(): number {
    return this.line.waiting;
  }

  /** A fund process takes its place; the one before must have been cut. */
  connect(ears: Ears): Connection {
    const caller = this.line.open();
    const call = <Answer>(act: () => Promise<Answer>): Promise<Answer> => caller.call(act);
    const ask = (orderId: string) => call(async () => this.answer(orderId));
    this.ears = ears;
    return {
      venue: {
        submit: (order) => {
          if (caller.isOpen()) this.traffic.sent.push(order.id);
          return call(() => this.arrive(order));
        },
        cancel: (orderId) => call(() => this.carryOut((venue) => venue.cancel(orderId))),
        moveStop: (move) => call(() => this.carryOut((venue) => venue.moveStop(move))),
        query: async (orderId) => {
          const answer = await ask(orderId);
          if (answer !== "ABSENT") return answer;
          await this.line.pause(longestTravel + 1);
          return ask(orderId);
        },
        reportsAfter: (reportSeq) => call(async () => this.traffic.reports.slice(reportSeq)),
        account: () => call(() => this.account()),
        close: async () => {},
      },
      cut: () => {
        caller.cut();
        this.ears = undefined;
      },
    };
  }

  /** Takes up what the venue has said since, and tells it to whoever listens. Two requests may do so at once. */
  async collect(): Promise<void> {
    for (const { at, report } of await this.pull()) this.append(at, report);
  }

  /**
   * Does something at the venue that the account shows at once and the stream tells only later.
   * @returns what `act` returns
   */
  async withhold<Done>(until: EpochMs, act: () => Promise<Done>): Promise<Done> {
    await this.collect();
    const done = await act();
    const withheld = await this.pull();
    this.clock.wakeAt(until, () => {
      for (const { report } of withheld) this.append(until, report);
    });
    return done;
  }

  /** What the venue has said since, of orders that went over this line and of what happened unasked. */
  private async pull(): Promise<readonly NumberedReport[]> {
    const news: NumberedReport[] = [];
    for (const numbered of await this.inner().reportsAfter(this.pulled)) {
      const { reportSeq, report } = numbered;
      if (reportSeq <= this.pulled) continue;
      this.pulled = reportSeq;
      if ("orderId" in report && !this.carried.has(report.orderId)) continue;
      this.traffic.happened.push(report);
      news.push(numbered);
    }
    return news;
  }

  private async carryOut(act: (venue: Venue) => Promise<void>): Promise<void> {
    await act(this.inner());
    await this.collect();
  }

  private async arrive(order: ApprovedOrder): Promise<void> {
    this.traffic.arrived.push(order);
    this.carried.add(order.id);
    this.traffic.arrivedAt.push(this.clock.now());
    const storm = holding(this.faults, this.clock.now(), "REJECT_STORM");
    if (storm === undefined) return this.carryOut((venue) => venue.submit(order));
    this.stormed.add(order.id);
    const { code } = storm;
    const reason = `${code} ${refusalCodes[code] ?? "refused"}`;
    const refusal = { kind: "REJECTED", orderId: order.id, reason, code } as const;
    this.traffic.happened.push(refusal);
    this.append(this.clock.now(), refusal);
  }

  private async answer(orderId: string): Promise<OrderAnswer> {
    return this.stormed.has(orderId) ? "ENDED" : this.inner().query(orderId);
  }

  /** The refusals of a storm count among the reports here, so the account is as of another number than the venue's. */
  private async account(): Promise<VenueAccount> {
    await this.collect();
    return { ...(await this.inner().account()), reportSeq: this.traffic.reports.length };
  }

  private append(at: EpochMs, report: NumberedReport["report"]): void {
    const numbered = { reportSeq: this.traffic.reports.length + 1, at, report };
    this.traffic.reports.push(numbered);
    this.tell(numbered);
  }

  private tell(numbered: NumberedReport): void {
    const now = this.clock.now();
    if (isOut(this.faults, now) || holding(this.faults, now, "STALE_STREAM") !== undefined) return;
    const fault = take(this.faults, now, "DUPLICATE_REPORT", "REORDERED_REPORTS");
    if (fault?.kind === "REORDERED_REPORTS") {
      this.held.push(numbered);
      if (this.held.length >= fault.reports) for (const each of this.held.splice(0).toReversed()) this.push(each);
      return;
    }
    this.push(numbered);
    if (fault !== undefined) this.push(numbered);
  }

  private push(numbered: NumberedReport): void {
    this.ears?.onReport(numbered);
  }

  /** @param retold how many of the last reports the stream begins again with */
  private comeBack(retold: number): void {
    if (isOut(this.faults, this.clock.now())) return;
    this.ears?.onConnection(true, "the stream is back");
    if (retold > 0) for (const each of this.traffic.reports.slice(-retold)) this.push(each);
  }

  private at(offset: DurationMs): EpochMs {
    return epochMs(this.faults.from + offset);
  }
}
