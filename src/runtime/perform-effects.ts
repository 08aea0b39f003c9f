/**
 * Carries effects out through the venue port. Every outcome comes back as an event; a call that fails is an outcome too:
 * nobody knows what the venue has, so the order becomes UNKNOWN and the venue is asked until it answers.
 *
 * Requests leave in turn (`send-in-turn.ts`). Questions are asked beside them (`keep-asking.ts`): a stop that is missing or
 * an exit does not wait for what is to be found out.
 */
import type { InputEvent } from "../kernel/events/catalogue.ts";
import { orderAbsent, orderAccepted, orderOutcomeUnknown } from "../kernel/events/venue-events.ts";
import { orderEnded } from "../kernel/events/reconciliation-events.ts";
import type { Effect } from "../kernel/trading/effect.ts";
import type { Venue } from "../ports/venue.ts";
import { createAsker, type Question } from "./keep-asking.ts";
import { createPauses, type Pause, wallPause } from "./pauses.ts";
import { createTurns, type Request } from "./send-in-turn.ts";
import { eventOf } from "./venue-events.ts";

export type Tell = (event: InputEvent) => Promise<unknown>;

export type Performer = {
  /**
   * Takes effects on after those it was given before. Resolves when every request among them has an outcome and every
   * question was answered or waits to be asked again.
   */
  readonly perform: (effects: readonly Effect[]) => Promise<void>;
  /** Ends waiting for a venue that does not answer. */
  readonly stop: () => void;
};

/** How long to wait until the fund is told again of what it has not taken in. */
const retellMs = 100;

/** @param pause waits between two questions: on the wall, or on the clock of a simulated world */
export function createPerformer(venue: Venue, tell: Tell, pause: Pause = wallPause): Performer {
  const pauses = createPauses(pause);
  const turns = createTurns(pauses.later);
  const ask = createAsker(put, pauses.later);

  const perform: Performer["perform"] = async (effects) => {
    await Promise.all(effects.map(performOne));
  };

  async function performOne(effect: Effect): Promise<void> {
    switch (effect.kind) {
      case "AskReports":
        return ask(effect);
      case "QueryOrder":
        await turns.settled(effect.orderId);
        return ask(effect);
      case "SubmitOrder":
      case "CancelOrder":
      case "MoveStop":
        return turns.take(effect, () => send(effect));
    }
  }

  async function send(request: Request): Promise<void> {
    const orderId = request.kind === "SubmitOrder" ? request.order.id : request.orderId;
    try {
      if (request.kind === "SubmitOrder") await venue.submit(request.order);
      else if (request.kind === "CancelOrder") await venue.cancel(orderId);
      else await venue.moveStop(request);
    } catch (error) {
      announce(orderOutcomeUnknown.create({ orderId, reason: `no answer from the venue: ${String(error)}` }));
    }
  }

  async function put(question: Question): Promise<void> {
    if (question.kind === "AskReports") {
      for (const { report, reportSeq } of await venue.reportsAfter(question.afterSeq))
        announce(eventOf(report, reportSeq));
      return;
    }
    const { orderId } = question;
    const answer = await venue.query(orderId);
    if (answer === "OPEN") announce(orderAccepted.create({ orderId, reportSeq: 0 }));
    if (answer === "ABSENT") announce(orderAbsent.create({ orderId }));
    if (answer === "ENDED") announce(orderEnded.create({ orderId }));
  }

  /** Tells the fund until it has taken the event in. One that is shutting down never does; its next start asks again. */
  function announce(event: InputEvent): void {
    tell(event).catch(() => pauses.later(retellMs, () => announce(event)));
  }

  return { perform, stop: pauses.stop };
}
