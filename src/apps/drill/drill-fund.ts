/**
 * The fund a drill is held with: the live engine with a journal on disk and the simulated venue behind its port, in one
 * process and on a clock of its own.
 */
import { join } from "node:path";
import { type VirtualClock, virtualClock } from "../../adapters/clock/virtual-clock.ts";
import { openFileJournal } from "../../adapters/journal/file-journal.ts";
import { SimulatedVenue } from "../../adapters/simulated-venue/simulated-venue.ts";
import type { Fact, InputEvent } from "../../kernel/events/catalogue.ts";
import { fundOpened } from "../../kernel/events/fund-events.ts";
import { marketBarsClosed } from "../../kernel/events/market-events.ts";
import type { Fund } from "../../kernel/fund-state.ts";
import { type Entry, openState, type Origin } from "../../kernel/step.ts";
import { type EpochMs, epochMs } from "../../kernel/units/units.ts";
import type { Venue } from "../../ports/venue.ts";
import { createEngine } from "../../runtime/engine.ts";
import { createPerformer } from "../../runtime/perform-effects.ts";
import { pumpReports, reconcile } from "../live/drive-local.ts";
import { barsAt, drillConfig, instruments, interval, tradeFrom, warmUpBars } from "./drill-market.ts";

export type Told = { readonly entry: Entry; readonly facts: readonly Fact[] };

export type DrillFund = {
  readonly fund: () => Fund;
  readonly venue: SimulatedVenue;
  readonly clock: VirtualClock;
  /** Everything the fund has said, entry by entry. */
  readonly told: readonly Told[];
  /** Takes an event in and lets everything settle that it causes. */
  readonly offer: (origin: Origin, event: InputEvent) => Promise<void>;
  /** Lets time pass, timers included. */
  readonly passTo: (at: EpochMs) => Promise<void>;
  /** The venue fills what waits, at the open of the bar that `closedAt` ends. */
  readonly trade: (closedAt: EpochMs) => Promise<void>;
  /** Holds the books against the venue's, where that is due. */
  readonly reconcile: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** How the fund reaches its venue; a test puts a broken wire between them. */
export type Wire = (venue: Venue) => Venue;

export async function openDrillFund(folder: string, wire: Wire): Promise<DrillFund> {
  const startsAt = epochMs(tradeFrom - (warmUpBars + 1) * interval);
  const state = openState();
  const config = drillConfig();
  const venue = new SimulatedVenue(instruments, join(folder, "venue.jsonl"), startsAt, {
    cash: config.startEquityUsd,
  });
  const clock = virtualClock(startsAt);
  const store = openFileJournal({ folder: join(folder, "journal") });
  const told: Told[] = [];
  let failure: Error | undefined;
  const performer = createPerformer(wire(venue), (event) => engine.offer("venue", event));
  const engine = createEngine({
    state,
    store,
    clock,
    perform: performer.perform,
    publish: (entry, facts) => told.push({ entry, facts }),
    onFatal: (error) => {
      failure = error;
    },
  });
  const settle = async (): Promise<void> => {
    await pumpReports({ venue, engine, state });
    if (failure !== undefined) throw failure;
  };
  const offer: DrillFund["offer"] = async (origin, event) => {
    await engine.offer(origin, event);
    await settle();
  };
  await offer("runtime", fundOpened.create(config));
  return {
    fund: () => {
      if (state.fund === undefined) throw new Error("expected the drill's fund to be open");
      return state.fund;
    },
    venue,
    clock,
    told,
    offer,
    passTo: async (at) => {
      await clock.advanceTo(at, settle);
      await settle();
    },
    trade: async (closedAt) => {
      venue.playOpen(barsAt(closedAt), clock.now());
      await settle();
    },
    reconcile: () => reconcile({ venue, engine, state, clock }),
    close: async () => {
      performer.stop();
      await engine.stop();
      await store.close();
    },
  };
}

/** One close: fills at its open, then its bars. */
export async function playBar(drill: DrillFund, closedAt: EpochMs): Promise<void> {
  await drill.passTo(epochMs(closedAt - interval));
  await drill.trade(closedAt);
  await drill.passTo(closedAt);
  await drill.reconcile();
  const bars = barsAt(closedAt);
  await drill.offer("market", marketBarsClosed.create({ closedAtMs: closedAt, bars, missing: [] }));
}
