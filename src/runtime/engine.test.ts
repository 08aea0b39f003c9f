/** The live loop: durable before believed, grouped, refused when full or broken, poisoned at most once. */
import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { clockTicked } from "../kernel/events/market-events.ts";
import { fundOpened, fundRestarted } from "../kernel/events/fund-events.ts";
import { openState } from "../kernel/step.ts";
import { bps, epochMs, hours, price, quantity, usd } from "../kernel/units/units.ts";
import type { JournalHead, JournalRecord, JournalStore } from "../ports/journal-store.ts";
import { defaultConfig } from "./default-config.ts";
import { createEngine, type EngineParts } from "./engine.ts";
import { manifestRecord } from "./journal-records.ts";
import { recover } from "./recover.ts";

const config = defaultConfig({
  market: "test",
  instruments: [
    {
      symbol: "AAA",
      tickSize: price(0.01),
      lotSize: quantity(0.001),
      minNotionalUsd: usd(5),
      maxOrderQuantity: quantity(100),
      makerFeeBps: bps(10),
      takerFeeBps: bps(10),
      halfSpreadBps: bps(2),
    },
  ],
  interval: hours(1),
  tradeFrom: epochMs(0),
});
const manifest = manifestRecord({
  format: 1,
  runId: "test",
  kind: "paper",
  code: "test",
  nodeVersion: "test",
  configSha256: "",
  seed: 0,
  market: { identity: "test", source: "test" },
  barsByReference: false,
});

/** A store whose writes take their time and can be made to fail. */
function slowStore() {
  const records: JournalRecord[] = [manifest];
  const head: JournalHead = { seal: "", blocks: 0, records: 0 };
  const state = { blocks: 0, failWith: undefined as Error | undefined, durable: () => records };
  const store: JournalStore = {
    append: async (added) => {
      await setTimeout(5);
      if (state.failWith !== undefined) throw state.failWith;
      records.push(...added);
      state.blocks += 1;
      return head;
    },
    head: () => head,
    tornTail: undefined,
    read: () => records,
    close: async () => {},
  };
  return { store, state };
}

function start(parts: Partial<EngineParts> = {}) {
  const { store, state: disk } = slowStore();
  const fatal: Error[] = [];
  const published: { seq: number; durableThen: number }[] = [];
  const engine = createEngine({
    state: openState(),
    store,
    clock: { now: () => epochMs(1_000), wakeAt: () => () => {} },
    perform: async () => {},
    publish: ({ seq }) => published.push({ seq, durableThen: disk.durable().length }),
    onFatal: (error) => fatal.push(error),
    ...parts,
  });
  return { engine, disk, fatal, published };
}

it("acknowledges and publishes only what is durable", async () => {
  const { engine, disk, published } = start();
  const acknowledged = engine.offer("runtime", fundOpened.create(config));
  expect(disk.durable()).toHaveLength(1);
  await acknowledged;
  expect(disk.durable().length).toBeGreaterThan(1);
  expect(published[0]?.durableThen).toBe(disk.durable().length);
});

it("measures how late an entry is published, from its offer on, where it is given a stopwatch", async () => {
  let now = 0;
  const delays: (number | undefined)[] = [];
  const publish: EngineParts["publish"] = (_entry, _facts, _workings, delayMs) => delays.push(delayMs);
  const timed = start({ stopwatchMs: () => (now += 10), publish }).engine;
  await Promise.all([timed.offer("runtime", fundOpened.create(config)), timed.offer("clock", clockTicked.create({}))]);
  expect(delays).toEqual([20, 20]);
  await start({ publish }).engine.offer("runtime", fundOpened.create(config));
  expect(delays.at(-1)).toBeUndefined();
});

it("says to each who offered what came of it", async () => {
  const { engine } = start();
  const opened = await engine.offer("runtime", fundOpened.create(config));
  expect(opened.entry).toMatchObject({ seq: 0, origin: "runtime" });
  const restart = fundRestarted.create({ poison: { seq: 7, message: "broke" } });
  const [tick, restarted] = await Promise.all([
    engine.offer("clock", clockTicked.create({})),
    engine.offer("runtime", restart),
  ]);
  expect(tick.entry.seq).toBe(1);
  expect(tick.facts.map(({ type }) => type)).not.toContain("fund.frozen");
  expect(restarted.entry.event).toBe(restart);
  expect(restarted.facts.map(({ type }) => type)).toContain("fund.frozen");
});

it("writes what waits together as one block", async () => {
  const { engine, disk } = start();
  await engine.offer("runtime", fundOpened.create(config));
  const before = disk.blocks;
  await Promise.all(Array.from({ length: 200 }, () => engine.offer("clock", clockTicked.create({}))));
  expect(disk.blocks - before).toBeLessThanOrEqual(3);
});

it("refuses when the inbox is full, and loses nothing that it took", async () => {
  const { engine, published } = start();
  await engine.offer("runtime", fundOpened.create(config));
  const offers = Array.from({ length: 10_050 }, () => engine.offer("clock", clockTicked.create({})));
  const results = await Promise.allSettled(offers);
  const taken = results.filter(({ status }) => status === "fulfilled").length;
  expect(taken).toBe(10_000);
  expect(published).toHaveLength(1 + taken);
});

it("stops for good when the journal no longer writes, telling everyone who waits", async () => {
  const { engine, disk, fatal } = start();
  await engine.offer("runtime", fundOpened.create(config));
  disk.failWith = new Error("no space");
  await expect(engine.offer("clock", clockTicked.create({}))).rejects.toThrow("no space");
  disk.failWith = undefined;
  await expect(engine.offer("clock", clockTicked.create({}))).rejects.toThrow("no space");
  expect(fatal).toHaveLength(1);
});

it("records a poisoned entry before it stops; the next start skips it and is frozen with the cause named", async () => {
  const { engine, disk, fatal } = start();
  await engine.offer("runtime", fundOpened.create(config));
  await expect(engine.offer("runtime", fundOpened.create(config))).rejects.toThrow("poison");
  expect(fatal[0]?.message).toContain("entry 1 (fund.opened) is poison");
  expect(disk.durable().map(({ kind }) => kind)).toContain("P");

  const recovered = recover(disk.durable(), "test");
  expect(recovered.poison).toMatchObject({ seq: 1 });
  const { state } = recovered;
  const next = createEngine({
    state,
    store: slowStore().store,
    clock: { now: () => epochMs(2_000), wakeAt: () => () => {} },
    perform: async () => {},
    publish: () => {},
    onFatal: () => {},
  });
  await next.offer("runtime", fundRestarted.create({ poison: recovered.poison ?? null }));
  expect(state.fund?.governance.freeze?.reasons[0]).toContain("entry 1 failed");
  expect(state.fund?.governance.freeze?.requiresReview).toBe(true);
});

it("asks the clock to wake the fund for its timers", async () => {
  const asked: number[] = [];
  const { engine } = start({
    clock: {
      now: () => epochMs(1_000),
      wakeAt: (at) => {
        asked.push(at);
        return () => {};
      },
    },
  });
  await engine.offer("runtime", fundOpened.create(config));
  await engine.offer("runtime", fundRestarted.create({ poison: { seq: 0, message: "test" } }));
  await engine.idle();
  expect(asked.at(-1), "the scripted operator acknowledges the freeze after half of five minutes").toBe(151_000);
});

it("takes nothing in after a stop", async () => {
  const { engine } = start();
  await engine.offer("runtime", fundOpened.create(config));
  await engine.stop();
  await expect(engine.offer("clock", clockTicked.create({}))).rejects.toThrow("shutting down");
});

it("goes on when a listener throws, with its effects sent, and says so", async () => {
  const errors: unknown[] = [];
  const { engine, fatal } = start({
    publish: () => {
      throw new Error("the page broke");
    },
    onListenerError: (error) => errors.push(error),
  });
  await engine.offer("runtime", fundOpened.create(config));
  await engine.offer("clock", clockTicked.create({}));
  expect(errors).toHaveLength(2);
  expect(fatal).toEqual([]);
  await engine.idle();
});
