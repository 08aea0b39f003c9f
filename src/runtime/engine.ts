/**
 * The live loop: inbox, number, step, journal, then publish and act.
 *
 * Entries that wait together are stepped together and written as one block with one sync (group commit). Nothing is
 * acknowledged, published or sent before its block is durable (resolutions 39a). When `step` throws, the entry is
 * recorded as poison and the engine stops: the next start skips it and starts frozen (resolutions 16c).
 */
import { openWorkings, type Workings } from "../kernel/domain/workings.ts";
import type { SolveLinear } from "../kernel/maths/linear-program.ts";
import type { Fact, InputEvent } from "../kernel/events/catalogue.ts";
import type { FundState } from "../kernel/fund-state.ts";
import type { CommitPolicy } from "../kernel/governance/direct/policy.ts";
import { type Entry, type Origin, type StepResult, step } from "../kernel/step.ts";
import type { Effect } from "../kernel/trading/effect.ts";
import type { StrategyLibrary } from "../kernel/trading/strategies/library.ts";
import type { Clock } from "../ports/clock.ts";
import { FundError } from "../ports/errors.ts";
import type { JournalRecord, JournalStore } from "../ports/journal-store.ts";
import { createEstimator } from "./estimator.ts";
import { createInbox, type Offer, type Taken } from "./inbox.ts";
import { entryRecord, factRecord, poisonRecord } from "./journal-records.ts";
import { nextWake } from "./wakes.ts";

export type EngineParts = {
  readonly state: FundState;
  readonly store: JournalStore;
  readonly clock: Clock;
  /** The strategies the configuration may name; those that ship where nothing is said. */
  readonly library?: StrategyLibrary | undefined;
  /**
   * Carries effects out; what comes of them is offered as events. Called again while what it was given before is under way,
   * it keeps the order. Must not reject.
   */
  readonly perform: (effects: readonly Effect[]) => Promise<void>;
  /** Carries a new version of the policy to its store. Must not throw; what comes of it is offered as an event. */
  readonly follow?: (commit: CommitPolicy) => void;
  /** What allocations are solved with, where the balancer asks for one. */
  readonly solveLinear?: SolveLinear | undefined;
  /** Called for each entry once it is durable: dashboards, notifiers, metrics. */
  readonly publish: (
    entry: Entry,
    facts: readonly Fact[],
    workings: Workings,
    /** Milliseconds since the event was offered; undefined without `stopwatchMs`. */
    delayMs: number | undefined,
  ) => void;
  /** Milliseconds on a stopwatch that never goes back, to see how late an entry is published (RT-01). */
  readonly stopwatchMs?: () => number;
  /** Runs each step, to see how long it takes. */
  readonly timed?: <Result>(run: () => Result) => Result;
  /** A listener or an estimate threw. Nobody who only looks on can stop the fund (resolutions 36). */
  readonly onListenerError?: (error: unknown) => void;
  /** The engine cannot go on: a poisoned entry or a journal that no longer writes. Called once. */
  readonly onFatal: (error: Error) => void;
};

export type Engine = {
  /** Resolves, once the event is durable and its effects are on their way, with what came of it. Rejects if not taken in. */
  readonly offer: (origin: Origin, event: InputEvent) => Promise<Taken>;
  /** Resolves when nothing waits, is being written, performed or estimated. */
  readonly idle: () => Promise<void>;
  /** Takes in what waits, then nothing more. */
  readonly stop: () => Promise<void>;
};

const inboxCapacity = 10_000;

type Stepped = Taken & StepResult & { readonly workings: Workings };
/** `stepped` answers the first of the offers, one for one. */
type Batch = { readonly records: JournalRecord[]; readonly stepped: Stepped[]; poison: Error | undefined };

export function createEngine(parts: EngineParts): Engine {
  const { state, store, clock, perform, onFatal } = parts;
  const inbox = createInbox(inboxCapacity);
  let working: Promise<void> | undefined;
  let performing: Promise<void> = Promise.resolve();
  let cancelWake = () => {};
  let closed: Error | undefined;

  const offer: Engine["offer"] = (origin, event) =>
    new Promise((taken, refused) => {
      if (closed !== undefined) return refused(closed);
      if (!inbox.put({ origin, event, offeredAtMs: parts.stopwatchMs?.(), taken, refused }))
        return refused(new FundError("BAD_USAGE", `the inbox is full: ${inboxCapacity} events wait`));
      working ??= work();
    });

  const estimator = createEstimator((event) => offer("model", event), parts.onListenerError, parts.solveLinear);

  async function work(): Promise<void> {
    await Promise.resolve();
    while (inbox.size() > 0 && closed === undefined) {
      const offers = inbox.takeAll();
      await takeBatch(offers).catch((error: unknown) => fail(error, offers));
    }
    working = undefined;
    if (closed !== undefined) return;
    cancelWake();
    cancelWake = wakeFor(state, clock, offer);
  }

  async function takeBatch(offers: readonly Offer[]): Promise<void> {
    const batch = stepAll(parts, offers);
    try {
      await store.append(batch.records);
    } catch (cause) {
      return fail(cause, offers);
    }
    const effects = batch.stepped.flatMap((each) => each.effects);
    if (effects.length > 0) performing = Promise.all([performing, perform(effects)]).then(() => {});
    estimator.ask(batch.stepped.flatMap((each) => each.estimates));
    acknowledge(parts, batch, offers);
    if (batch.poison !== undefined) fail(batch.poison, offers.slice(batch.stepped.length));
  }

  function fail(cause: unknown, offers: readonly Offer[]): void {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    closed = error;
    cancelWake();
    for (const each of [...offers, ...inbox.takeAll()]) each.refused(error);
    onFatal(error);
  }

  async function idle(): Promise<void> {
    while (working !== undefined || inbox.size() > 0) await working;
    const before = performing;
    await Promise.all([before, estimator.settled()]);
    if (working !== undefined || inbox.size() > 0 || performing !== before) return idle();
  }

  async function stop(): Promise<void> {
    await idle();
    closed ??= new FundError("BAD_USAGE", "the fund is shutting down");
    cancelWake();
  }

  cancelWake = wakeFor(state, clock, offer);
  return { offer, idle, stop };
}

/** What is durable is told: to the policy store, to those who offered it, to those who look on. */
function acknowledge(parts: EngineParts, { stepped }: Batch, offers: readonly Offer[]): void {
  for (const { commit } of stepped) if (commit !== undefined) parts.follow?.(commit);
  stepped.forEach(({ entry, facts }, index) => offers[index]?.taken({ entry, facts }));
  stepped.forEach((each, index) => publishSafely(parts, each, offers[index]?.offeredAtMs));
}

/** Asks the clock for the fund's next timer. Returns how to take that back. */
function wakeFor(state: FundState, clock: Clock, offer: Engine["offer"]): () => void {
  const wake = nextWake(state);
  if (wake === undefined) return () => {};
  return clock.wakeAt(wake.at, () => {
    offer(wake.origin, wake.event).catch(() => {});
  });
}

function publishSafely(parts: EngineParts, { entry, facts, workings }: Stepped, offeredAtMs: number | undefined): void {
  const { publish, stopwatchMs, onListenerError } = parts;
  try {
    const nowMs = stopwatchMs?.();
    const isTimed = nowMs !== undefined && offeredAtMs !== undefined;
    publish(entry, facts, workings, isTimed ? nowMs - offeredAtMs : undefined);
  } catch (error) {
    onListenerError?.(error);
  }
}

/** Steps the offers in order. A throw ends the batch with the entry and its poison mark as the last records. */
function stepAll({ state, clock, library, timed = (run) => run() }: EngineParts, offers: readonly Offer[]): Batch {
  const batch: Batch = { records: [], stepped: [], poison: undefined };
  for (const { origin, event } of offers) {
    const now = clock.now();
    const entry: Entry = { seq: state.seq + 1, at: now > state.at ? now : state.at, origin, event };
    batch.records.push(entryRecord(entry));
    try {
      const workings = openWorkings();
      const result = timed(() => step(state, entry, { workings, library }));
      result.facts.forEach((fact, index) => batch.records.push(factRecord(entry.seq, index, fact)));
      batch.stepped.push({ entry, workings, ...result });
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      batch.records.push(poisonRecord({ seq: entry.seq, message }));
      batch.poison = new Error(`entry ${entry.seq} (${event.type}) is poison: ${message}`, { cause });
      return batch;
    }
  }
  return batch;
}
