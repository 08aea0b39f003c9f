/**
 * The bus: what the fund says, to whoever in this process wants to hear it. Outward only; nothing comes in this way.
 *
 * Facts and notices go out under their dotted names, and under the seeds' snake_case names as aliases, so that a
 * subscriber written from the seeds works (resolutions 52). A handler that throws stops neither the bus nor the other
 * handlers (resolutions 36). Streams between processes come with their own issue.
 */
import type { Fact } from "../kernel/events/catalogue.ts";
import type { Notice } from "../kernel/events/notice-events.ts";
import type { EpochMs } from "../kernel/units/units.ts";
import { type Alias, aliasesOf, aliasPayload } from "./bus-aliases.ts";

export type BusEvent = Fact | Notice;
export type BusName = BusEvent["type"] | Alias;

export type Envelope = {
  readonly type: string;
  readonly payload: unknown;
  /** The same as `payload`, under the name some of the seeds' subscribers use. */
  readonly data: unknown;
  /** Journal entry it came with, and fund time. */
  readonly seq: number;
  readonly at: EpochMs;
};
export type Handler = (envelope: Envelope) => void;

/** Hears every event as it is. */
export type Listener = (event: BusEvent, seq: number, at: EpochMs) => void;

export type Bus = {
  readonly subscribeAll: (listener: Listener) => void;
  /** Returns how to stop listening. */
  readonly subscribe: (name: BusName, handler: Handler) => () => void;
  readonly publish: (event: BusEvent, seq: number, at: EpochMs) => void;
};

export function createBus(onHandlerError: (error: unknown, name: string) => void): Bus {
  const handlers = new Map<string, Set<Handler>>();
  const listeners: Listener[] = [];

  const guarded = (name: string, act: () => void): void => {
    try {
      act();
    } catch (error) {
      onHandlerError(error, name);
    }
  };
  const tell = ({ type, payload, seq, at }: Omit<Envelope, "data">): void => {
    for (const handler of handlers.get(type) ?? [])
      guarded(type, () => handler({ type, payload, data: payload, seq, at }));
  };

  return {
    subscribeAll: (listener) => {
      listeners.push(listener);
    },
    subscribe: (name, handler) => {
      const listening = handlers.get(name) ?? new Set();
      handlers.set(name, listening.add(handler));
      return () => {
        listening.delete(handler);
      };
    },
    publish: (event, seq, at) => {
      for (const listener of listeners) guarded(event.type, () => listener(event, seq, at));
      tell({ type: event.type, payload: event.data, seq, at });
      for (const alias of aliasesOf(event))
        if (handlers.has(alias)) tell({ type: alias, payload: aliasPayload(event.data, at), seq, at });
    },
  };
}
