/**
 * One feed through a backtest, a paper fund, and a paper fund that is stopped and started again on the way: five symbols and
 * every subsystem on. Paper equals backtest text for text; a restart adds its own entry and changes nothing else. The same at
 * a venue where requests and reports take their time, but that a stop then finds orders on their way.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { virtualClock } from "../../src/adapters/clock/virtual-clock.ts";
import { emptyTape, MemoryJournal, type MemoryTape } from "../../src/adapters/journal/memory-journal.ts";
import { simulatedMarket } from "../../src/adapters/simulated-market/simulated-market.ts";
import { SimulatedVenue } from "../../src/adapters/simulated-venue/simulated-venue.ts";
import { FundRun, type WriteRecords } from "../../src/apps/backtest/fund-run.ts";
import { venueOn } from "../../src/apps/backtest/played-venue.ts";
import { driveLocal } from "../../src/apps/live/drive-local.ts";
import { fundOpened, fundRestarted } from "../../src/kernel/events/fund-events.ts";
import type { FundState } from "../../src/kernel/fund-state.ts";
import { openState } from "../../src/kernel/step.ts";
import type { VenueTerms } from "../../src/kernel/simulation/venue/venue-terms.ts";
import { bps, durationMs, epochMs, hours } from "../../src/kernel/units/units.ts";
import { defaultConfig } from "../../src/runtime/default-config.ts";
import { createEngine } from "../../src/runtime/engine.ts";
import { factRecord, manifestRecord } from "../../src/runtime/journal-records.ts";
import { createPerformer } from "../../src/runtime/perform-effects.ts";
import { recover } from "../../src/runtime/recover.ts";

const history = simulatedMarket({ seed: 9, bars: 900 });
const { identity, instruments, interval, firstClose } = history;
const base = defaultConfig({ market: identity, instruments, interval, tradeFrom: epochMs(firstClose + hours(200)) });
const config = {
  ...base,
  forecasting: { momentumLookbackBars: 24, reversionLookbackBars: 12, horizonBars: 6 },
  trading: { ...base.trading, minEdgeBps: bps(-10_000), stopAtr: 1 },
};
const startsAt = epochMs(firstClose - interval);

const slow: Partial<VenueTerms> = {
  latency: { requestMs: durationMs(900), reportMs: durationMs(400), jitterMs: durationMs(300), seed: 5 },
};

function backtestFacts(terms: Partial<VenueTerms> = {}): string[] {
  const facts: string[] = [];
  const write: WriteRecords = (records) => {
    for (const { kind, payload } of records) if (kind === "F") facts.push(payload);
  };
  const run = new FundRun(config, firstClose, write, { openVenue: venueOn(terms) });
  for (const closed of history.closedBars()) run.playClose(closed);
  facts.push(String(run.state.fund?.governance.lastBriefing?.portfolio.equity));
  return facts;
}

/** What a test keeps of a paper fund over a stop: the venue goes on in its own file, the fund in its journal. */
type Desk = {
  readonly folder: string;
  readonly tape: MemoryTape;
  readonly facts: string[];
  readonly terms: Partial<VenueTerms>;
};

/** Runs the fund until its market ends or the close `stopAfter` has been taken in. */
async function runPaper({ folder, tape, facts, terms }: Desk, state: FundState, stopAfter = Number.POSITIVE_INFINITY) {
  const isNew = state.fund === undefined;
  const clock = virtualClock(isNew ? startsAt : state.at);
  const venue = new SimulatedVenue(instruments, join(folder, "orders.jsonl"), startsAt, {
    cash: base.startEquityUsd,
    terms,
    now: () => clock.now(),
  });
  const stop = new AbortController();
  const performer = createPerformer(venue, (event) => engine.offer("venue", event));
  const engine = createEngine({
    state,
    store: new MemoryJournal(tape),
    clock,
    perform: performer.perform,
    publish: ({ seq, event }, derived) => {
      if (event.type !== "fund.restarted")
        facts.push(...derived.map((fact, index) => factRecord(seq, index, fact).payload));
      if (event.type === "market.bars_closed" && event.data.closedAtMs >= stopAfter) stop.abort();
    },
    onFatal: (error) => facts.push(error.message),
  });
  await engine.offer("runtime", isNew ? fundOpened.create(config) : fundRestarted.create({ poison: null }));
  const { tradeFromMs: tradeFrom } = config;
  const speed = Number.POSITIVE_INFINITY;
  await driveLocal({ history, venue, engine, clock, state, tradeFrom, speed, signal: stop.signal });
  await engine.idle();
  await engine.stop();
  return state;
}

async function inFolder<Result>(terms: Partial<VenueTerms>, run: (desk: Desk) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "qt-parity-"));
  try {
    return await run({ folder, tape: emptyTape(), facts: [], terms });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const equityOf = ({ fund }: FundState): string => String(fund?.governance.lastBriefing?.portfolio.equity);

const paperFacts = (terms: Partial<VenueTerms> = {}): Promise<string[]> =>
  inFolder(terms, async (desk) => {
    const state = await runPaper(desk, openState());
    return [...desk.facts, equityOf(state)];
  });

/** Stopped in mid-trade three times; each start is a recovery from the journal alone. */
async function restart(desk: Desk): Promise<FundState> {
  let state = await runPaper(desk, openState(), firstClose + hours(300));
  for (const stopAfter of [hours(450), hours(451), Number.POSITIVE_INFINITY])
    state = await runPaper(desk, recovered(desk.tape), firstClose + stopAfter);
  expect(desk.tape.records.filter(({ payload }) => payload.includes('"fund.restarted"'))).toHaveLength(3);
  return state;
}

const restartedFacts = (): Promise<string[]> =>
  inFolder({}, async (desk) => {
    const state = await restart(desk);
    return [...desk.facts, equityOf(state)];
  });

function recovered({ records }: MemoryTape): FundState {
  const manifest = manifestRecord({
    format: 1,
    runId: "parity",
    kind: "paper",
    code: "same",
    nodeVersion: process.version,
    configSha256: "",
    seed: 0,
    market: { identity, source: "" },
    barsByReference: false,
  });
  return recover([manifest, ...records], "same").state;
}

/**
 * A restart is one entry more, so that numbers of later entries, and the ids made of them, move on. With each id told by
 * when it was first seen, what is left must be equal.
 */
function withoutNumbers(facts: readonly string[]): string[] {
  const seen = new Map<string, string>();
  const nameOf = (id: string): string => {
    const known = seen.get(id) ?? `id ${seen.size}`;
    seen.set(id, known);
    return known;
  };
  return facts.map((fact) =>
    fact
      .replace(/"seq":\d+/u, "")
      .replace(/\b([OAD])(\d+-\d+)/gu, (id) => nameOf(id))
      .replace(/"reportSeq":\d+/u, ""),
  );
}

const backtest = backtestFacts();

it("trades on several symbols, so that there is something to compare", () => {
  const symbols = backtest.flatMap((fact) =>
    fact.includes('"position.closed"') ? [/"symbol":"([^"]+)"/u.exec(fact)?.[1]] : [],
  );
  expect(new Set(symbols).size).toBeGreaterThanOrEqual(3);
  expect(backtest.length).toBeGreaterThan(500);
});

it("paper derives the same facts in the same order, down to the last cent", { timeout: 60_000 }, async () => {
  expect(await paperFacts()).toEqual(backtest);
});

it("stopped and started again it decides, orders and earns the same", { timeout: 60_000 }, async () => {
  const restarted = await restartedFacts();
  expect(withoutNumbers(restarted)).toEqual(withoutNumbers(backtest));
});

describe("where requests and reports take their time", { timeout: 120_000 }, () => {
  const late = backtestFacts(slow);

  it("fills are others, and paper and backtest have the same", async () => {
    const fillsOf = (facts: readonly string[]) => facts.filter((fact) => fact.includes('"trade.executed"'));
    expect(fillsOf(late).length).toBeGreaterThan(20);
    expect(fillsOf(late)).not.toEqual(fillsOf(backtest));
    expect(await paperFacts(slow)).toEqual(late);
  });

  it("stopped with an order on its way it asks, and no order stays unknown", async () => {
    await inFolder(slow, async (desk) => {
      const { fund } = await restart(desk);
      expect(desk.facts.some((fact) => fact.includes('"from":"UNKNOWN"'))).toBe(true);
      const statuses = [...(fund?.trading.orders.values() ?? [])].map(({ status }) => status);
      expect(statuses).not.toContain("UNKNOWN");
    });
  });
});
