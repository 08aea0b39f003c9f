/** Paper equals backtest: the live loop and the synchronous one, fed the same market, derive the same facts, text for text. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { virtualClock } from "../../src/adapters/clock/virtual-clock.ts";
import { MemoryJournal } from "../../src/adapters/journal/memory-journal.ts";
import { simulatedMarket } from "../../src/adapters/simulated-market/simulated-market.ts";
import { SimulatedVenue } from "../../src/adapters/simulated-venue/simulated-venue.ts";
import { FundRun } from "../../src/apps/backtest/fund-run.ts";
import { driveLocal } from "../../src/apps/live/drive-local.ts";
import { fundOpened } from "../../src/kernel/events/fund-events.ts";
import { openState } from "../../src/kernel/step.ts";
import { bps, epochMs, hours } from "../../src/kernel/units/units.ts";
import { defaultConfig } from "../../src/runtime/default-config.ts";
import { createEngine } from "../../src/runtime/engine.ts";
import { factRecord } from "../../src/runtime/journal-records.ts";
import { createPerformer } from "../../src/runtime/perform-effects.ts";

const history = simulatedMarket({ seed: 9, bars: 900 });
const { identity, instruments, interval, firstClose } = history;
const base = defaultConfig({ market: identity, instruments, interval, tradeFrom: epochMs(firstClose + hours(200)) });
const config = {
  ...base,
  forecasting: { momentumLookbackBars: 24, reversionLookbackBars: 12, horizonBars: 6 },
  trading: { ...base.trading, minEdgeBps: bps(-10_000), stopAtr: 1 },
};
const startsAt = epochMs(firstClose - interval);

function backtestFacts(): string[] {
  const facts: string[] = [];
  const run = new FundRun(config, firstClose, (records) => {
    for (const { kind, payload } of records) if (kind === "F") facts.push(payload);
  });
  for (const closed of history.closedBars()) run.playClose(closed);
  facts.push(String(run.state.fund?.governance.lastBriefing?.portfolio.equity));
  return facts;
}

async function paperFacts(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "qt-parity-"));
  const facts: string[] = [];
  const state = openState();
  const venue = new SimulatedVenue(instruments, join(folder, "orders.jsonl"), startsAt);
  const clock = virtualClock(startsAt);
  const performer = createPerformer(venue, (event) => engine.offer("venue", event));
  const engine = createEngine({
    state,
    store: new MemoryJournal(),
    clock,
    perform: performer.perform,
    publish: ({ seq }, derived) => facts.push(...derived.map((fact, index) => factRecord(seq, index, fact).payload)),
    onFatal: (error) => facts.push(error.message),
  });
  await engine.offer("runtime", fundOpened.create(config));
  const { signal } = new AbortController();
  await driveLocal({
    history,
    venue,
    engine,
    clock,
    state,
    tradeFrom: config.tradeFromMs,
    speed: Number.POSITIVE_INFINITY,
    signal,
  });
  rmSync(folder, { recursive: true });
  facts.push(String(state.fund?.governance.lastBriefing?.portfolio.equity));
  return facts;
}

it("derives the same facts in the same order, down to the last cent", { timeout: 60_000 }, async () => {
  const backtest = backtestFacts();
  expect(backtest.length).toBeGreaterThan(1_000);
  expect(await paperFacts()).toEqual(backtest);
});
