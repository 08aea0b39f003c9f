/**
 * Carries effects out through the venue port. Every outcome comes back as an event; a call that fails is an outcome too:
 * nobody knows what the venue has, so the order becomes UNKNOWN and the venue is asked until it answers.
 */
import type { InputEvent } from "../kernel/events/catalogue.ts";
import { orderAbsent, orderAccepted, orderOutcomeUnknown } from "../kernel/events/venue-events.ts";
import type { Effect } from "../kernel/trading/effect.ts";
import type { Venue } from "../ports/venue.ts";

export type Tell = (event: InputEvent) => Promise<unknown>;

export type Performer = {
  readonly perform: (effects: readonly Effect[]) => Promise<void>;
  /** Ends waiting for a venue that does not answer. */
  readonly stop: () => void;
};

const firstRetryMs = 100;
const longestRetryMs = 5_000;

export function createPerformer(venue: Venue, tell: Tell): Performer {
  let stopped = false;
  const timers = new Set<NodeJS.Timeout>();

  const perform: Performer["perform"] = async (effects) => {
    for (const effect of effects) await performOne(effect);
  };

  async function performOne(effect: Effect): Promise<void> {
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
    } catch {
      later(retryMs, () => void ask(orderId, Math.min(longestRetryMs, retryMs * 2)));
    }
  }

  /** Tells the fund until it has taken the event in. One that is shutting down never does; its next start asks again. */
  function announce(event: InputEvent): void {
    tell(event).catch(() => later(firstRetryMs, () => announce(event)));
  }

  function later(waitMs: number, act: () => void): void {
    if (stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, waitMs);
    timers.add(timer);
  }

  const stop = () => {
    stopped = true;
    for (const timer of timers) clearTimeout(timer);
  };
  return { perform, stop };
}
