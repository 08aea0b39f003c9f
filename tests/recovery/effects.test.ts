/** Effects leave only after the facts that ask for them are durable, in order, and `idle` waits for them. */
import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { MemoryJournal } from "../../src/adapters/journal/memory-journal.ts";
import { simulatedMarket } from "../../src/adapters/simulated-market/simulated-market.ts";
import { noReconciliation } from "../../src/kernel/domain/reconciliation.ts";
import { fundOpened, fundRestarted } from "../../src/kernel/events/fund-events.ts";
import { marketBarsClosed } from "../../src/kernel/events/market-events.ts";
import { orderOutcomeUnknown } from "../../src/kernel/events/venue-events.ts";
import type { FundState } from "../../src/kernel/fund-state.ts";
import type { JournalRecord, JournalStore } from "../../src/ports/journal-store.ts";
import { createEngine } from "../../src/runtime/engine.ts";
import { createPerformer } from "../../src/runtime/perform-effects.ts";
import { createSyncFund } from "../../src/runtime/sync-fund.ts";
import { chaosConfig } from "../chaos/chaos-config.ts";

const history = simulatedMarket({ seed: 7, bars: 400 });

/** A fund that died with orders on their way: no answer to any of them was ever recorded. */
function withUnansweredOrders(): FundState {
  const { state, feed } = createSyncFund(
    () => {},
    () => {},
  );
  feed(history.firstClose, "runtime", fundOpened.create({ ...chaosConfig(history), reconciliation: noReconciliation }));
  for (const { closedAt, bars, missing } of history.closedBars()) {
    feed(closedAt, "market", marketBarsClosed.create({ closedAtMs: closedAt, bars, missing }));
    if ((state.fund?.trading.orders.size ?? 0) > 1) return state;
  }
  throw new Error("expected the fund to send orders");
}

it("asks the venue for every unanswered order, each only after the restart is durable", async () => {
  const state = withUnansweredOrders();
  const unanswered = [...(state.fund?.trading.orders.keys() ?? [])];
  expect(unanswered.length).toBeGreaterThan(1);
  const durable: JournalRecord[] = [];
  const store: JournalStore = {
    append: async (records) => {
      await setTimeout(10);
      durable.push(...records);
      return { seal: "", blocks: 0, records: durable.length };
    },
    head: () => ({ seal: "", blocks: 0, records: durable.length }),
    tornTail: undefined,
    read: () => durable,
    close: async () => {},
  };
  const asked: { orderId: string; restartWasDurable: boolean }[] = [];
  const engine = createEngine({
    state,
    store,
    clock: { now: () => state.at, wakeAt: () => () => {} },
    perform: async (effects) => {
      for (const effect of effects) {
        await setTimeout(5);
        const restartWasDurable = durable.some(({ payload }) => payload.includes("fund.restarted"));
        if (effect.kind === "QueryOrder") asked.push({ orderId: effect.orderId, restartWasDurable });
      }
    },
    publish: () => {},
    onFatal: () => {},
  });
  await engine.offer("runtime", fundRestarted.create({ poison: null }));
  await engine.idle();
  expect(asked).toEqual(unanswered.map((orderId) => ({ orderId, restartWasDurable: true })));
});

it("hands effects on while earlier ones are performed, and is idle only after all of them", async () => {
  const state = withUnansweredOrders();
  const waits = [60, 0];
  const done: number[] = [];
  const engine = createEngine({
    state,
    store: new MemoryJournal(),
    clock: { now: () => state.at, wakeAt: () => () => {} },
    perform: async () => {
      const waitMs = waits.shift() ?? 0;
      await setTimeout(waitMs);
      done.push(waitMs);
    },
    publish: () => {},
    onFatal: () => {},
  });
  for (let restarts = 0; restarts < 2; restarts += 1)
    await engine.offer("runtime", fundRestarted.create({ poison: null }));
  await engine.idle();
  expect(done).toEqual([0, 60]);
});

it("tells an outcome again until it is taken in: a full inbox loses none", async () => {
  const told: string[] = [];
  let refusals = 3;
  const venue = {
    submit: async () => {},
    cancel: async () => Promise.reject(new Error("no answer")),
    moveStop: async () => {},
    query: async () => "OPEN" as const,
    reportsAfter: async () => [],
    account: async () => Promise.reject(new Error("no answer")),
    close: async () => {},
  };
  const performer = createPerformer(venue, async (event) => {
    refusals -= 1;
    if (refusals >= 0) throw new Error("the inbox is full");
    told.push(event.type);
  });
  await performer.perform([{ kind: "CancelOrder", orderId: "O1-0", symbol: "BTC" }]);
  await expect.poll(() => told, { timeout: 5_000 }).toEqual([orderOutcomeUnknown.type]);
  performer.stop();
});
