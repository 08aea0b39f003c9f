/** The connection to the venue is part of what the fund holds: told on change, and right again after any restart. */
import { afterEach, expect, it } from "vitest";
import { virtualClock } from "../../src/adapters/clock/virtual-clock.ts";
import { simulatedMarket } from "../../src/adapters/simulated-market/simulated-market.ts";
import type { WorldClient } from "../../src/adapters/simulated-venue/world-client.ts";
import { driveWorld } from "../../src/apps/live/drive-world.ts";
import { fundOpened } from "../../src/kernel/events/fund-events.ts";
import { venueConnectionChanged } from "../../src/kernel/events/venue-events.ts";
import type { JournalRecord, JournalStore } from "../../src/ports/journal-store.ts";
import { createEngine } from "../../src/runtime/engine.ts";
import { createSyncFund } from "../../src/runtime/sync-fund.ts";
import { chaosConfig } from "../chaos/chaos-config.ts";

const history = simulatedMarket({ seed: 7, bars: 400 });

const stopping: AbortController[] = [];
afterEach(() => {
  for (const each of stopping.splice(0)) each.abort();
});

function memoryStore(): JournalStore {
  const records: JournalRecord[] = [];
  const head = () => ({ seal: "", blocks: 0, records: records.length });
  return {
    append: async (more) => {
      records.push(...more);
      return head();
    },
    head,
    tornTail: undefined,
    read: () => records,
    close: async () => {},
  };
}

/** A fund that recovered holding `connected`, driven by a world that answers as long as `reachable` says so. */
function drivenFund(connected: boolean, reachable: () => boolean) {
  const { state, feed } = createSyncFund(
    () => {},
    () => {},
  );
  feed(history.firstClose, "runtime", fundOpened.create(chaosConfig(history)));
  feed(history.firstClose, "venue", venueConnectionChanged.create({ connected, reason: "before the restart" }));
  const clock = virtualClock(history.firstClose);
  const engine = createEngine({
    state,
    store: memoryStore(),
    clock,
    perform: async () => {},
    publish: () => {},
    onFatal: () => {},
  });
  const world: Pick<WorldClient, "newsAfter" | "account"> = {
    newsAfter: async () => {
      await new Promise((done) => setTimeout(done, 5));
      if (!reachable()) throw new Error("connection refused");
      return [];
    },
    account: () => Promise.reject(new Error("nobody asks before trading begins")),
  };
  const stop = new AbortController();
  stopping.push(stop);
  void driveWorld({ world, engine, clock, state, signal: stop.signal });
  return { connected: () => state.fund?.trading.venueConnected, seq: () => state.seq };
}

it("is found again by a fund that died while it was lost", async () => {
  const fund = drivenFund(false, () => true);
  expect(fund.connected()).toBe(false);
  await expect.poll(fund.connected, { timeout: 5_000 }).toBe(true);
});

it("is told when it is lost and when it is back, once each", async () => {
  let reachable = true;
  const fund = drivenFund(true, () => reachable);
  const before = fund.seq();
  reachable = false;
  await expect.poll(fund.connected, { timeout: 5_000 }).toBe(false);
  reachable = true;
  await expect.poll(fund.connected, { timeout: 5_000 }).toBe(true);
  expect(fund.seq()).toBe(before + 2);
});
