/** Questions to journals of every kind: whole, with poison, written by older code, changed. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openFileJournal } from "../../adapters/journal/file-journal.ts";
import { readRecords } from "../../adapters/journal/scan.ts";
import { verifyJournal } from "../../adapters/journal/verify.ts";
import { openState, step } from "../../kernel/step.ts";
import { epochMs } from "../../kernel/units/units.ts";
import type { JournalRecord } from "../../ports/journal-store.ts";
import { entryRecord, epochRecord, manifestRecord, poisonRecord, readManifest } from "../../runtime/journal-records.ts";
import { stateDigest } from "../../runtime/recover.ts";
import { runBacktest } from "../backtest/run-backtest.ts";
import { keepEpochStart } from "../live/snapshots.ts";
import { readEntries, type ReadEntry } from "../replay/read-entries.ts";
import { openJournal } from "./journal-reader.ts";
import { readOrderId } from "./read-order-id.ts";
import { whyNotAt } from "./why-not.ts";
import { whyOrder } from "./why-order.ts";

const root = mkdtempSync(join(tmpdir(), "qt-why-journal-"));
afterAll(() => rmSync(root, { recursive: true }));

const run = join(root, "run");
await runBacktest({ market: "simulated", seed: 3, days: 60, out: run });
const folder = join(run, "journal");
const [manifestOfRun, ...rest] = [...readRecords(folder, verifyJournal(folder))];
const manifest = readManifest(manifestOfRun);
/** Every entry of the run with its facts, bars put back in: what a live fund's journal looks like. */
const entries = [...readEntries(manifest, rest, undefined)].filter((item): item is ReadEntry => item.kind === "ENTRY");
const recordsOf = ({ entry, facts }: ReadEntry): JournalRecord[] => [
  entryRecord(entry),
  ...facts.map((payload): JournalRecord => ({ kind: "F", payload })),
];
const copied = manifestRecord({ ...manifest, kind: "paper", barsByReference: false });

const ids = entries.flatMap(({ facts }) =>
  facts.flatMap((text) => /"type":"order\.submitted".*?"id":"(O\d+-\d+)"/.exec(text)?.[1] ?? []),
);
const [first = ""] = ids;
const seqOf = (id: string): number => Number(id.slice(1).split("-")[0]);

let made = 0;
/** A fund's data folder with these records in its journal. */
async function dataOf(all: readonly JournalRecord[]): Promise<string> {
  made += 1;
  const data = join(root, `data-${made}`);
  const store = openFileJournal({ folder: join(data, "journal"), sync: "AT_CLOSE", reserveBytes: 0 });
  await store.append(all);
  await store.close();
  return data;
}

it("explains every order of a run, each with its own bars, votes and owners", () => {
  expect(ids.length).toBeGreaterThan(3);
  for (const id of ids.slice(0, 12)) {
    const { answer, notes } = whyOrder(openJournal(run), id);
    expect(notes).toEqual([]);
    expect(answer.order.id).toBe(id);
    expect(answer.scene.bars.length).toBeGreaterThanOrEqual(1);
    expect(answer.scene.models.length).toBeGreaterThanOrEqual(2);
    for (const { setBy, isBound } of answer.scene.limits) if (isBound) expect(setBy.name).not.toBe("nobody");
  }
});

it("says the same of a journal with its bars in it", async () => {
  const data = await dataOf([copied, ...entries.flatMap(recordsOf)]);
  expect(whyOrder(openJournal(data), first)).toEqual(whyOrder(openJournal(run), first));
});

it("takes facts after the order from the record alone: a journal that goes on is only read", async () => {
  const cut = entries.filter(({ entry }) => entry.seq <= seqOf(first));
  const young = whyOrder(openJournal(await dataOf([copied, ...cut.flatMap(recordsOf)])), first).answer;
  expect([young.fills, young.position?.trade ?? null]).toEqual([[], null]);
  const old = whyOrder(openJournal(run), first).answer;
  expect(old.fills.length).toBeGreaterThan(0);
  expect(old.scene).toEqual(young.scene);
});

it("skips poison, as the fund did", async () => {
  const at = entries.findIndex(({ entry }) => entry.seq === seqOf(first));
  const before = entries[at - 1];
  if (before === undefined) throw new Error("expected an entry before the order");
  const poisoned = { ...before.entry, event: entries[0]?.entry.event ?? before.entry.event };
  const data = await dataOf([
    copied,
    ...entries.slice(0, at - 1).flatMap(recordsOf),
    entryRecord(poisoned),
    poisonRecord({ seq: poisoned.seq, message: "a second opening" }),
    ...entries.slice(at).flatMap(recordsOf),
  ]);
  expect(whyOrder(openJournal(data), first).answer.order.id).toBe(first);
});

it("says so when the journal tells other facts than today's code", async () => {
  const index = entries.findIndex(({ facts }) => facts.length > 0);
  const other = entries.map((each, at) =>
    at === index ? { ...each, facts: each.facts.map((text) => text.replaceAll("start value", "another value")) } : each,
  );
  const { notes } = whyOrder(openJournal(await dataOf([copied, ...other.flatMap(recordsOf)])), first);
  expect(notes).toHaveLength(1);
  expect(notes[0]).toContain(`from entry ${entries[index]?.entry.seq} on`);
});

describe("of a fund that older code began", () => {
  /** The old epoch has an entry today's code refuses; the new one begins with the state that was kept. */
  async function withEpoch(keepsState: boolean): Promise<string> {
    const at = entries.findIndex(({ entry }) => entry.seq === seqOf(first)) - 10;
    const state = openState();
    for (const { entry } of entries.slice(0, at)) step(state, entry);
    const opening = entries[0]?.entry.event;
    const broken = entries
      .slice(0, at)
      .map((each, index) =>
        index === 5 && opening !== undefined ? { ...each, entry: { ...each.entry, event: opening }, facts: [] } : each,
      );
    const data = await dataOf([
      copied,
      ...broken.flatMap(recordsOf),
      epochRecord({
        afterSeq: state.seq,
        code: "newer",
        nodeVersion: process.version,
        configSha256: "",
        stateSha256: stateDigest(state),
      }),
      ...entries.slice(at).flatMap(recordsOf),
    ]);
    if (keepsState) keepEpochStart(data, state);
    return data;
  }

  it("goes on from the state the epoch began with, exactly", async () => {
    const { answer, notes } = whyOrder(openJournal(await withEpoch(true)), first);
    expect(notes).toEqual([]);
    expect(answer.checks).toEqual(whyOrder(openJournal(run), first).answer.checks);
  });
  it("refuses to guess where that state is gone", async () => {
    const data = await withEpoch(false);
    expect(() => whyOrder(openJournal(data), first)).toThrow(/cannot replay the journal so far \(entry 5: /);
    const at = epochMs(entries.at(-1)?.entry.at ?? 0);
    expect(() => whyNotAt(openJournal(data), { symbol: "BTC-SIM", at })).toThrow(/cannot replay the journal so far/);
  });
});

describe("before and between closes", () => {
  const at = (ms: number) => whyNotAt(openJournal(run), { symbol: "BTC-SIM", at: epochMs(ms) }).answer;
  const closes = entries.flatMap(({ entry }) =>
    entry.event.type === "market.bars_closed" ? [entry.event.data.closedAtMs] : [],
  );
  it("before the first close there was nothing to decide", () =>
    expect(at((closes[0] ?? 0) - 1)).toMatchObject({ verdict: "NOT_TRADING_YET", closeAtMs: null }));
  it("between two closes the earlier one answers", () =>
    expect(at((closes[900] ?? 0) + 1_000)).toMatchObject({
      closeAtMs: closes[900],
      askedAtMs: (closes[900] ?? 0) + 1_000,
    }));
  it("after the last close the last one answers", () =>
    expect(at((closes.at(-1) ?? 0) + 1e9).closeAtMs).toBe(closes.at(-1)));
});

describe("an order id", () => {
  const runId = "1a2b3c4d-0000-4000-8000-000000000000";
  it.each([
    ["O12-0", "O12-0"],
    [" o12-3 ", "O12-3"],
    ["1a2b3c4d-O12-0", "O12-0"],
    ["1A2B3C4D-O12-0", "O12-0"],
    ["00000000-O12-0", undefined],
    ["12-0", undefined],
    ["O12", undefined],
    ["O12-0; rm", undefined],
    ["", undefined],
  ])("%s is read as %s", (text, id) => expect(readOrderId(text, runId)).toBe(id));
});
