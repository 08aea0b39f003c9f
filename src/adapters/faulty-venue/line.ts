/** The wire of a simulated world: each request is lost, late, refused at the gate or carried, as the plan says. */
import type { FaultOf } from "../../kernel/simulation/faults/fault-plan.ts";
import {
  type FaultsInForce,
  gateRefusal,
  holding,
  isOut,
  take,
} from "../../kernel/simulation/faults/faults-in-force.ts";
import { type DurationMs, epochMs, seconds } from "../../kernel/units/units.ts";
import type { Clock } from "../../ports/clock.ts";

/** How long a caller waits for an answer. */
const patience: DurationMs = seconds(3);
/** Longer than this and the venue refuses a request unread (its `recvWindow`), so that it can no longer arrive. */
export const longestTravel: DurationMs = seconds(5);

export type Caller = {
  /** Sends a request that does `act` at the venue. Rejects when nobody knows whether it was done, or when it was not. */
  readonly call: <Answer>(act: () => Promise<Answer>) => Promise<Answer>;
  readonly isOpen: () => boolean;
  /** The process is gone: nothing it waits for ever comes. */
  readonly cut: () => void;
};

type RequestFault = FaultOf<"LOST_REQUEST" | "LOST_REPLY" | "SLOW_ANSWER">;

const never = <Answer>(): Promise<Answer> => new Promise(() => {});
const tooLate = "-1021 Timestamp for this request is outside of the recvWindow.";

export class Line {
  /** Requests and questions that wait for time to pass. */
  waiting = 0;
  private readonly clock: Clock;
  private readonly faults: FaultsInForce;

  constructor(clock: Clock, faults: FaultsInForce) {
    this.clock = clock;
    this.faults = faults;
  }

  open(): Caller {
    let isOpen = true;
    let notBefore = Number.NEGATIVE_INFINITY;
    const send = async <Answer>(act: () => Promise<Answer>): Promise<Answer> => {
      const now = this.clock.now();
      if (now < notBefore) throw new Error(`not sent: the venue wants nothing before ${notBefore}`);
      if (isOut(this.faults, now)) throw new Error("connection refused");
      const refusal = gateRefusal(this.faults, now);
      if (refusal !== undefined) {
        notBefore = now + refusal.retryAfterMs;
        throw new Error(`${refusal.status} too many requests: retry after ${refusal.retryAfterMs} ms`);
      }
      if (holding(this.faults, now, "CLOCK_SKEW") !== undefined) throw new Error(tooLate);
      return this.carry(act, take(this.faults, now, "LOST_REQUEST", "LOST_REPLY", "SLOW_ANSWER"));
    };
    const call: Caller["call"] = async (act) => {
      if (!isOpen) return never();
      try {
        const answer = await send(act);
        return isOpen ? answer : await never();
      } catch (error) {
        if (!isOpen) return never();
        throw error;
      }
    };
    return {
      call,
      isOpen: () => isOpen,
      cut: () => {
        isOpen = false;
      },
    };
  }

  async pause(waitMs: number): Promise<void> {
    this.waiting += 1;
    await new Promise<void>((resolve) => {
      this.clock.wakeAt(epochMs(this.clock.now() + waitMs), resolve);
    });
    this.waiting -= 1;
  }

  private async carry<Answer>(act: () => Promise<Answer>, fault: RequestFault | undefined): Promise<Answer> {
    switch (fault?.kind) {
      case undefined:
        return act();
      case "LOST_REQUEST":
        return this.timeOut();
      case "LOST_REPLY":
        await act();
        return this.timeOut();
      case "SLOW_ANSWER": {
        const answer = this.carrySlowly(act, fault.delayMs);
        answer.catch(() => {});
        return fault.delayMs < patience ? answer : this.timeOut();
      }
    }
  }

  private async carrySlowly<Answer>(act: () => Promise<Answer>, delayMs: number): Promise<Answer> {
    const travelMs = Math.floor(delayMs / 2);
    await this.pause(travelMs);
    if (isOut(this.faults, this.clock.now())) throw new Error("connection reset");
    if (travelMs > longestTravel) throw new Error(tooLate);
    const answer = await act();
    await this.pause(delayMs - travelMs);
    return answer;
  }

  private async timeOut(): Promise<never> {
    await this.pause(patience);
    throw new Error(`no answer within ${patience} ms`);
  }
}
