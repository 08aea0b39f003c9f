/**
 * One life of a fund in a fault run: the live engine and performer over a journal in memory, from recovery to the crash
 * that ends it. What it remembers beyond its journal dies with it.
 */
import type { Ears } from "../../adapters/faulty-venue/faulty-venue.ts";
import { MemoryJournal, type MemoryTape } from "../../adapters/journal/memory-journal.ts";
import type { Fact, InputEvent } from "../../kernel/events/catalogue.ts";
import { fundRestarted } from "../../kernel/events/fund-events.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import type { FaultOf } from "../../kernel/simulation/faults/fault-plan.ts";
import { take } from "../../kernel/simulation/faults/faults-in-force.ts";
import type { Entry, Origin } from "../../kernel/step.ts";
import { epochMs } from "../../kernel/units/units.ts";
import type { Clock } from "../../ports/clock.ts";
import { FundError } from "../../ports/errors.ts";
import type { JournalStore } from "../../ports/journal-store.ts";
import type { Venue } from "../../ports/venue.ts";
import { createEngine, type Engine } from "../../runtime/engine.ts";
import { createPerformer } from "../../runtime/perform-effects.ts";
import { recover } from "../../runtime/recover.ts";
import type { SimulatedWorld } from "./simulated-world.ts";
import { VenueFeed } from "./venue-feed.ts";

/** Parts of the fund that are broken on purpose, to see that the run finds out. */
export type Sabotage = {
  readonly venue?: (venue: Venue, state: FundState) => Venue;
  /** What the fund is told in place of an event. */
  readonly hear?: (event: InputEvent) => InputEvent;
  readonly store?: (store: JournalStore) => JournalStore;
  /** What it does to its own state beside what the journal says: once recovered, and after every entry. */
  readonly recovered?: (state: FundState) => void;
  readonly stepped?: (state: FundState, facts: readonly Fact[]) => void;
};

export type ProcessParts = {
  readonly world: SimulatedWorld;
  readonly tape: MemoryTape;
  readonly code: string;
  readonly sabotage: Sabotage;
  readonly onEntry: (state: FundState, entry: Entry, facts: readonly Fact[]) => void;
  /** A crash of the plan, or the fund stopped by itself. */
  readonly onDeath: (crash: FaultOf<"CRASH"> | undefined, error: Error | undefined) => void;
};

export type FundProcess = {
  readonly state: FundState;
  readonly feed: VenueFeed;
  readonly isAlive: () => boolean;
  readonly idle: () => Promise<void>;
  readonly offer: (origin: Origin, event: InputEvent) => void;
};

/** Recovers the fund from its journal and starts it. */
export function startProcess(parts: ProcessParts): FundProcess {
  const { world, tape, code, sabotage, onEntry, onDeath } = parts;
  const { state, poison } = recover(tape.records, code);
  sabotage.recovered?.(state);
  let isAlive = true;
  const clock = clockOf(world.clock, () => isAlive);
  const { hear = (event) => event } = sabotage;
  const offer = (origin: Origin, event: InputEvent): Promise<unknown> =>
    engine.offer(origin, origin === "venue" ? hear(event) : event);
  const offerAndForget = (origin: Origin, event: InputEvent): void => void offer(origin, event).catch(() => {});
  const ears: Ears = {
    onReport: (numbered) => feed.onReport(numbered),
    onConnection: (connected, reason) => feed.onConnection(connected, reason),
  };
  const connection = world.line.connect(ears);
  const venue = sabotage.venue?.(connection.venue, state) ?? connection.venue;
  const performer = createPerformer(
    venue,
    (event) => offer("venue", event),
    (waitMs, act) => clock.wakeAt(epochMs(clock.now() + waitMs), act),
  );
  const feed = new VenueFeed({ venue, state, clock, offer: (event) => offer("venue", event) });
  const die = (crash: FaultOf<"CRASH"> | undefined, error?: Error) => {
    if (!isAlive) return;
    isAlive = false;
    connection.cut();
    performer.stop();
    onDeath(crash, error);
  };
  const journal = new MemoryJournal(tape);
  const engine: Engine = createEngine({
    state,
    store: crashingStore(sabotage.store?.(journal) ?? journal, world, die),
    clock,
    perform: performer.perform,
    publish: (entry, facts) => {
      sabotage.stepped?.(state, facts);
      onEntry(state, entry, facts);
    },
    onFatal: (error) => die(undefined, error),
    onListenerError: (error) => die(undefined, error instanceof Error ? error : new Error(String(error))),
  });
  offerAndForget("runtime", fundRestarted.create({ poison: poison ?? null }));
  feed.fetch();
  return { state, feed, isAlive: () => isAlive, idle: engine.idle, offer: offerAndForget };
}

/** The world's clock, as long as the process lives. */
const clockOf = (clock: Clock, isAlive: () => boolean): Clock => ({
  now: () => clock.now(),
  wakeAt: (at, wake) =>
    clock.wakeAt(at, () => {
      if (isAlive()) wake();
    }),
});

/** The journal, and the crashes that come while it is written: before the block, after it, or refused by the disk. */
function crashingStore(
  inner: JournalStore,
  { clock, faults }: SimulatedWorld,
  die: (crash: FaultOf<"CRASH">) => void,
): JournalStore {
  return {
    append: async (records) => {
      const crash = take(faults, clock.now(), "CRASH");
      if (crash === undefined) return inner.append(records);
      if (crash.tail === "WRITTEN") await inner.append(records);
      die(crash);
      if (crash.tail === "REFUSED") throw new FundError("DISK_FULL", "the disk is full");
      return new Promise(() => {});
    },
    head: () => inner.head(),
    tornTail: undefined,
    read: () => inner.read(),
    close: () => inner.close(),
  };
}
