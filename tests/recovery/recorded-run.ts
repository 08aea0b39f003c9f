/** A paper fund that trades at the simulated venue and stops with something held and orders open, with its journal. */
import { virtualClock } from "../../src/adapters/clock/virtual-clock.ts";
import { emptyTape, MemoryJournal } from "../../src/adapters/journal/memory-journal.ts";
import { simulatedMarket } from "../../src/adapters/simulated-market/simulated-market.ts";
import { SimulatedVenue } from "../../src/adapters/simulated-venue/simulated-venue.ts";
import { memoryVenueLog } from "../../src/adapters/simulated-venue/venue-log.ts";
import { driveLocal } from "../../src/apps/live/drive-local.ts";
import { fundOpened } from "../../src/kernel/events/fund-events.ts";
import type { FundState } from "../../src/kernel/fund-state.ts";
import { openState } from "../../src/kernel/step.ts";
import { bps, epochMs, hours } from "../../src/kernel/units/units.ts";
import type { JournalRecord } from "../../src/ports/journal-store.ts";
import type { Venue } from "../../src/ports/venue.ts";
import { defaultConfig } from "../../src/runtime/default-config.ts";
import { createEngine } from "../../src/runtime/engine.ts";
import { manifestRecord } from "../../src/runtime/journal-records.ts";
import { createPerformer } from "../../src/runtime/perform-effects.ts";

const history = simulatedMarket({ seed: 9, bars: 400 });
const { identity, instruments, interval, firstClose } = history;
const base = defaultConfig({ market: identity, instruments, interval, tradeFrom: epochMs(firstClose + hours(100)) });
export const config = {
  ...base,
  forecasting: { momentumLookbackBars: 24, reversionLookbackBars: 12, horizonBars: 6 },
  trading: { ...base.trading, minEdgeBps: bps(-10_000), stopAtr: 1 },
};

const manifest = manifestRecord({
  format: 1,
  runId: "r",
  kind: "paper",
  code: "old",
  nodeVersion: process.version,
  configSha256: "",
  seed: 0,
  market: { identity, source: "" },
  barsByReference: false,
});

export type RecordedRun = {
  readonly records: readonly JournalRecord[];
  readonly state: FundState;
  /** Every order that left, in order, and whether the journal had it by then. */
  readonly sent: readonly { readonly orderId: string; readonly wasInJournal: boolean }[];
};

/** Something held, orders open, others ended, fills booked and days closed: all that a restart may lose. */
function isBusy({ fund, at }: FundState): boolean {
  if (fund === undefined || at < config.tradeFromMs + hours(48)) return false;
  const { positions, orders, ended, fillIds } = fund.trading;
  const held = positions.filter((position) => (position?.quantity ?? 0) > 0);
  return held.length > 0 && orders.size > 0 && ended.length > 4 && fillIds.size > 4;
}

export async function recordRun(): Promise<RecordedRun> {
  const startsAt = epochMs(firstClose - interval);
  const { state, clock, tape } = { state: openState(), clock: virtualClock(startsAt), tape: emptyTape() };
  const opening = { cash: config.startEquityUsd, now: () => clock.now() };
  const venue = new SimulatedVenue(instruments, memoryVenueLog(), startsAt, opening);
  const sent: { orderId: string; wasInJournal: boolean }[] = [];
  const wasSubmitted =
    (orderId: string) =>
    ({ kind, payload }: JournalRecord) =>
      kind === "F" && payload.includes('"order.submitted"') && payload.includes(`"${orderId}"`);
  const watched: Venue = {
    submit: (order) => {
      sent.push({ orderId: order.id, wasInJournal: tape.records.some(wasSubmitted(order.id)) });
      return venue.submit(order);
    },
    cancel: (orderId) => venue.cancel(orderId),
    moveStop: (move) => venue.moveStop(move),
    query: (orderId) => venue.query(orderId),
    reportsAfter: (reportSeq) => venue.reportsAfter(reportSeq),
    account: () => venue.account(),
    close: () => venue.close(),
  };
  const performer = createPerformer(watched, (event) => engine.offer("venue", event));
  const stop = new AbortController();
  const engine = createEngine({
    state,
    store: new MemoryJournal(tape),
    clock,
    perform: performer.perform,
    publish: () => {
      if (isBusy(state)) stop.abort();
    },
    onFatal: (error) => {
      throw error;
    },
  });
  await engine.offer("runtime", fundOpened.create(config));
  const { tradeFromMs: tradeFrom } = config;
  const speed = Number.POSITIVE_INFINITY;
  await driveLocal({ history, venue, engine, clock, state, tradeFrom, speed, signal: stop.signal });
  await engine.stop();
  return { records: [manifest, ...tape.records], state, sent };
}
