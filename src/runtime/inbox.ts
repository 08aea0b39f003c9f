/**
 * The bounded queue at the one way in. Whoever offers waits until the entry is durable, or learns that it is not.
 *
 * A full inbox refuses instead of growing: the market adapter then waits, and an operator is told.
 */
import type { Fact, InputEvent } from "../kernel/events/catalogue.ts";
import type { Entry, Origin } from "../kernel/step.ts";

/** An event as the fund took it in, with everything the kernel derived from it. Durable. */
export type Taken = { readonly entry: Entry; readonly facts: readonly Fact[] };

export type Offer = {
  readonly origin: Origin;
  readonly event: InputEvent;
  /** On the stopwatch of who measures delays, milliseconds; undefined where nobody does. */
  readonly offeredAtMs: number | undefined;
  readonly taken: (taken: Taken) => void;
  readonly refused: (error: Error) => void;
};

export type Inbox = {
  /** Returns false when the inbox is full. */
  readonly put: (offer: Offer) => boolean;
  /** Everything that waits, oldest first. */
  readonly takeAll: () => Offer[];
  readonly size: () => number;
};

export function createInbox(capacity: number): Inbox {
  let waiting: Offer[] = [];
  return {
    put: (offer) => {
      if (waiting.length >= capacity) return false;
      waiting.push(offer);
      return true;
    },
    takeAll: () => {
      const taken = waiting;
      waiting = [];
      return taken;
    },
    size: () => waiting.length,
  };
}
