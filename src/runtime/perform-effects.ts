/**
 * Carries effects out through the venue port. Every outcome comes back as an event; a call that fails is an outcome too:
 * nobody knows what the venue has, so the order becomes UNKNOWN and the venue is asked until it answers.
 */
import type { InputEvent } from "../kernel/events/catalogue.ts";
import { orderAbsent, orderAccepted, orderOutcomeUnknown } from "../kernel/events/venue-events.ts";
import { orderEnded } from "../kernel/events/reconciliation-events.ts";
import type { Effect } from "../kernel/trading/effect.ts";
import type { Venue } from "../ports/venue.ts";
import { eventOf } from "./venue-events.ts";

export type Tell = (event: InputEvent) => Promise<unknown>;

export type Performer = {
  readonly perform: (effects: readonly Effect[]) => Promise<void>;
  /** Ends waiting for a venue that does not answer. */
  readonly stop: () => void;
};

/** Calls `act` after `waitMs`. Returns a function that takes it back. */
export type Pause = (waitMs: number, act: () => void) => () => void;

const firstRetryMs = 100;
const longestRetryMs = 5_000;

const wallPause: Pause = (waitMs, act) => {
  const timer = setTimeout(act, waitMs);
  return () => clearTimeout(timer);
};

/** @param pause waits between two questions: on the wall, or on the clock of a simulated world */
export function createPerformer(venue: Venue, tell: Tell, pause: Pause = wallPause): Performer {
  let stopped = false;
  const pauses = new Set<() => void>();

  const perform: Performer["perform"] = async (effects) => {
    for (const effect of effects) await performOne(effect);
  };

  async function performOne(effect: Effect): Promise<void> {
    if (effect.kind === "AskReports") return hearAgain(effect.afterSeq, firstRetryMs);
    const orderId = effect.kind === "SubmitOrder" ? effect.order.id : effect.orderId;
    try {
      if (effect.kind === "SubmitOrder") await venue.submit(effect.order);
      else if (effect.kind === "CancelOrder") await venue.cancel(orderId);
      else if (effect.kind === "MoveStop") await venue.moveStop(effect);
      else await ask(orderId, firstRetryMs);
    } catch (error) {
      announce(orderOutcomeUnknown.create({ orderId, reason: `no answer from the venue: ${String(error)}` }));
    }
  }

  /** Asks what became of an order; keeps asking, ever more slowly, without holding up other effects. */
  async function ask(orderId: string, retryMs: number): Promise<void> {
    try {
      const answer = await venue.query(orderId);
      if (answer === "OPEN") announce(orderAccepted.create({ orderId, reportSeq: 0 }));
      if (answer === "ABSENT") announce(orderAbsent.create({ orderId }));
      if (answer === "ENDED") announce(orderEnded.create({ orderId }));
    } catch {
      later(retryMs, () => void ask(orderId, Math.min(longestRetryMs, retryMs * 2)));
    }
  }

  /** Fetches reports the fund may have missed (RT-07); keeps asking, without holding up other effects. */
  async function hearAgain(afterSeq: number, retryMs: number): Promise<void> {
    try {
      for (const { report, reportSeq } of await venue.reportsAfter(afterSeq)) announce(eventOf(report, reportSeq));
    } catch {
      later(retryMs, () => void hearAgain(afterSeq, Math.min(longestRetryMs, retryMs * 2)));
    }
  }

  /** Tells the fund until it has taken the event in. One that is shutting down never does; its next start asks again. */
  function announce(event: InputEvent): void {
    tell(event).catch(() => later(firstRetryMs, () => announce(event)));
  }

  function later(waitMs: number, act: () => void): void {
    if (stopped) return;
    const takeBack = pause(waitMs, () => {
      pauses.delete(takeBack);
      act();
    });
    pauses.add(takeBack);
  }

  const stop = () => {
    stopped = true;
    for (const takeBack of pauses) takeBack();
  };
  return { perform, stop };
}
