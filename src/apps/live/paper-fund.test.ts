/** A paper fund started and stopped in one process: it goes on, and refuses a journal that is not the one it wrote. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openFileJournal } from "../../adapters/journal/file-journal.ts";
import { systemMetrics } from "../../kernel/analytics/projection/metrics.ts";
import { fundRestarted } from "../../kernel/events/fund-events.ts";
import { portfolioOf } from "../../kernel/step-govern.ts";
import { resolveAiConfig } from "../../runtime/ai-config/resolve-ai-config.ts";
import { keepDrill } from "../drill/drill-records.ts";
import { holdDrill } from "../drill/hold-drill.ts";
import { manifestOfRun } from "../replay/replay-run.ts";
import { whatIf } from "../whatif/what-if.ts";
import { makeTearSheet } from "../report/tear-sheet.ts";
import { driveLocal } from "./drive-local.ts";
import { systemSchema } from "./http/analytics-schemas.ts";
import { openPaperFund } from "./paper-fund.ts";
import { openPaperMarket } from "./paper-market.ts";
import { readStartOptions } from "./start-options.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "qt-paper-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs as fast as it goes for a moment and stops in order. Returns the greeting and the last entry. */
async function run(
  seed?: string,
  venue?: string,
): Promise<{ greeting: string; seq: number; equity: number; lines: string[] }> {
  const options = readStartOptions({ data: folder, port: "0", seed, venue });
  const lines: string[] = [];
  const market = openPaperMarket(options);
  const fund = await openPaperFund({ options, market, print: (line) => lines.push(line), onFatal: () => {} });
  const stopping = new AbortController();
  const playing = driveLocal({ ...fund.drive, speed: Number.POSITIVE_INFINITY, signal: stopping.signal });
  const halfDay = 12 * 3_600_000;
  const until = Math.max(fund.drive.state.at, fund.drive.tradeFrom) + halfDay;
  while (fund.drive.state.at < until) await setTimeout(20);
  stopping.abort();
  await playing;
  await fund.close();
  expect(fund.failure()).toBeUndefined();
  const { state } = fund.drive;
  const equity = state.fund === undefined ? Number.NaN : portfolioOf(state.fund).equity;
  return { greeting: fund.greeting, seq: state.seq, equity, lines };
}

/** Rewrites the journal with its first `share` only, sealed anew: what an older copy would look like. */
async function cutJournal(share: number): Promise<void> {
  const journal = { folder: join(folder, "journal") };
  const store = openFileJournal(journal);
  const records = [...store.read()];
  await store.close();
  rmSync(journal.folder, { recursive: true });
  const shorter = openFileJournal(journal);
  let end = Math.floor(records.length * share);
  while (records[end]?.kind !== "I") end -= 1;
  await shorter.append(records.slice(0, end));
  await shorter.close();
}

describe("a paper fund", { timeout: 30_000 }, () => {
  it("trades, stops in order, and goes on where it stopped", async () => {
    const first = await run();
    expect(first.greeting).toContain("A new paper fund opens with 10,000 USD");
    expect(first.lines.join("\n")).toMatch(/BOUGHT .*\n/);
    const second = await run();
    expect(second.greeting).toContain(`Recovered: ${first.seq + 1} entries of the journal replayed`);
    expect(second.seq).toBeGreaterThan(first.seq);
    const sheet = makeTearSheet(folder, undefined);
    expect(sheet.manifest.kind).toBe("paper");
    expect(sheet.report.trading.fills).toBeGreaterThan(0);
    expect(sheet.report.curve.endEquityUsd).toBeCloseTo(second.equity, 5);
    expect(systemMetrics(sheet.analytics).equityUsd).toBeCloseTo(second.equity, 5);
  });

  it("says how it has done while it runs, the same after a restart", async () => {
    await run();
    const ask = async (environment: Record<string, string>) => {
      const options = readStartOptions({ data: folder, port: "0", seed: undefined });
      const ai = resolveAiConfig({ environment, file: {}, isLiveVenue: false });
      const parts = { options, market: openPaperMarket(options), ai, print: () => {}, onFatal: () => {} };
      const fund = await openPaperFund(parts);
      const response = await fetch(`${fund.address}/api/analytics/system`);
      const answer = { status: response.status, text: await response.text() };
      await fund.close();
      return answer;
    };
    const first = await ask({});
    expect(first.status).toBe(200);
    const again = systemSchema.parse(JSON.parse((await ask({})).text));
    expect({ ...again, eventsHeard: 0, eventTypesHeard: 0 }).toEqual({
      ...systemSchema.parse(JSON.parse(first.text)),
      eventsHeard: 0,
      eventTypesHeard: 0,
    });
    expect(again.totalTrades + again.activePositions).toBeGreaterThan(0);
  });

  it("keeps no analytics where QT_ANALYTICS_ENABLED says so", async () => {
    const options = readStartOptions({ data: folder, port: "0", seed: undefined });
    const ai = resolveAiConfig({ environment: { QT_ANALYTICS_ENABLED: "false" }, file: {}, isLiveVenue: false });
    const parts = { options, market: openPaperMarket(options), ai, print: () => {}, onFatal: () => {} };
    const fund = await openPaperFund(parts);
    const response = await fetch(`${fund.address}/api/analytics/system`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("QT_ANALYTICS_ENABLED");
    await fund.close();
  });

  it("is told of a drill at its next start, once", async () => {
    const result = await holdDrill();
    keepDrill(folder, result);
    const open = async () => {
      const options = readStartOptions({ data: folder, port: "0", seed: undefined });
      const parts = { options, market: openPaperMarket(options), print: () => {}, onFatal: () => {} };
      const fund = await openPaperFund(parts);
      await fund.close();
      return fund.drive.state;
    };
    const first = await open();
    expect(first.fund?.governance.lastDrill).toMatchObject({ startedAt: result.startedAtMs, passed: true });
    const second = await open();
    expect(second.seq, "only that it is back").toBe(first.seq + 1);
    expect(second.fund?.governance.lastDrill).toEqual(first.fund?.governance.lastDrill);
  });

  it("obeys a command over HTTP once it is durable, and still after a restart", async () => {
    const open = () => {
      const options = readStartOptions({ data: folder, port: "0" }, {});
      return openPaperFund({ options, market: openPaperMarket(options), print: () => {}, onFatal: () => {} });
    };
    const first = await open();
    const seq = first.drive.state.seq;
    const answer = await fetch(`${first.address}/api/federation/mode`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ mode: "PAUSED", reason: "a test" }),
    });
    expect(answer.status).toBe(200);
    expect(first.drive.state.seq).toBe(seq + 1);
    await first.close();
    await expect(fetch(`${first.address}/health`)).rejects.toThrow();
    const second = await open();
    const status: unknown = await (await fetch(`${second.address}/ai/status`)).json();
    expect(status).toMatchObject({ trading_mode: "PAUSED", entries_allowed: false });
    await second.close();
  });

  it("keeps a freeze, the brake and the emergency stop over a restart", async () => {
    const open = () => {
      const options = readStartOptions({ data: folder, port: "0" }, {});
      return openPaperFund({ options, market: openPaperMarket(options), print: () => {}, onFatal: () => {} });
    };
    const stopsOf = async ({ address, drive }: Awaited<ReturnType<typeof open>>) => {
      const { fund } = drive.state;
      const status: unknown = await (await fetch(`${address}/ai/status`)).json();
      return { status, freeze: fund?.governance.freeze, brake: fund?.governance.brake, ess: fund?.governance.ess };
    };
    const first = await open();
    const order = { operator: "Ada", reason: "a test" };
    for (const [route, body] of [
      ["/ai/emergency", order],
      ["/api/operator/ess/trip", { ...order, exit_mode: "HOLD" }],
    ] as const) {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${first.address}${route}`, { method: "POST", headers, body: JSON.stringify(body) });
      expect(answer.status).toBe(200);
    }
    await first.drive.engine.offer("runtime", fundRestarted.create({ poison: { seq: 0, message: "a test" } }));
    const before = await stopsOf(first);
    const standing = { frozen: true, emergency_brake: true, ess_state: "COOLING_DOWN", entries_allowed: false };
    expect(before).toMatchObject({ status: standing, freeze: { requiresReview: true }, brake: { by: "Ada" } });
    await first.close();
    const second = await open();
    const after = await stopsOf(second);
    expect(after).toMatchObject({ ...before, status: standing });
    await second.close();
  });

  it("has the venue it was opened with: goes on with it, and refuses another", async () => {
    const open = async (venue: Readonly<Record<string, unknown>> | undefined) => {
      const file = join(folder, "venue.json");
      if (venue !== undefined) writeFileSync(file, JSON.stringify(venue));
      const options = readStartOptions({ data: folder, port: "0", ...(venue === undefined ? {} : { venue: file }) });
      const fund = await openPaperFund({
        options,
        market: openPaperMarket(options),
        print: () => {},
        onFatal: () => {},
      });
      await fund.close();
      const { instruments } = fund.drive.state.fund?.config ?? { instruments: [] };
      return { greeting: fund.greeting, fee: instruments[0]?.takerFeeBps, seq: fund.drive.state.seq };
    };
    const mine = { name: "mine", takerFeeBps: 12, latencyMs: { there: 50, back: 50 } };
    const first = await open(mine);
    expect(first).toMatchObject({ fee: 12 });
    expect(first.greeting).toContain("Venue: mine, maker 10 and taker 12 bps");
    expect(manifestOfRun(folder).venue).toEqual({ ...mine, latencyMs: { there: 50, back: 50, jitter: 0 } });
    const again = await open(undefined);
    expect(again, "one entry: it is back").toMatchObject({ fee: 12, seq: first.seq + 1 });
    expect(again.greeting).toContain("latency 50 ms there, 50 ms back");
    expect(await open({ ...mine, name: "mine, renamed", source: "the same" })).toMatchObject({ fee: 12 });
    await expect(open({ ...mine, takerFeeBps: 13 })).rejects.toThrow(
      /opened with the venue mine, and --venue mine has another takerFeeBps\. .*--fresh/,
    );
    expect(await open(undefined)).toMatchObject({ fee: 12 });
  });

  it("opened without a venue file it refuses one", async () => {
    await run();
    const venue = join(folder, "venue.json");
    writeFileSync(venue, JSON.stringify({ name: "mine", takerFeeBps: 12 }));
    const options = readStartOptions({ data: folder, port: "0", venue });
    const parts = { options, market: openPaperMarket(options), print: () => {}, onFatal: () => {} };
    await expect(openPaperFund(parts)).rejects.toThrow(
      /opened without a venue file, and --venue mine has another takerFeeBps/,
    );
  });

  it("trades at a venue that takes its time, and its what-if without a change is the run", async () => {
    const venue = join(folder, "venue.json");
    writeFileSync(venue, JSON.stringify({ name: "slow", latencyMs: { there: 900, back: 300, jitter: 200 } }));
    const first = await run(undefined, venue);
    expect(first.lines.join("\n")).toMatch(/BOUGHT .*\n/);
    expect(await whatIf({ run: folder, settings: [] })).toMatchObject({ isReproduced: true, parting: null });
  });

  it("refuses a journal shorter than at its last orderly stop", async () => {
    await run();
    await cutJournal(0.95);
    await expect(run()).rejects.toThrow(/the journal ends at entry \d+, but the fund stopped in order at entry \d+/);
  });

  it("refuses a journal that the venue is ahead of, also without the snapshot", async () => {
    await run();
    await cutJournal(0.9);
    rmSync(join(folder, "snapshot.json"));
    await expect(run()).rejects.toThrow("the journal was cut or replaced by an older copy");
  });

  it("refuses another market in the same folder", async () => {
    await run();
    await expect(run("5")).rejects.toThrow(/belongs to another fund: market is simulated .* seed=4306/);
  });
});
