/** Replay says equal when it is, and names what is not: entry, fact, field, both values. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openFileJournal } from "../../adapters/journal/file-journal.ts";
import { readRecords } from "../../adapters/journal/scan.ts";
import { verifyJournal } from "../../adapters/journal/verify.ts";
import { simulatedMarket } from "../../adapters/simulated-market/simulated-market.ts";
import { clockTicked, marketBarsClosed } from "../../kernel/events/market-events.ts";
import { fundOpened } from "../../kernel/events/fund-events.ts";
import type { InputEvent } from "../../kernel/events/catalogue.ts";
import { openState, type Origin, step } from "../../kernel/step.ts";
import { type EpochMs, epochMs } from "../../kernel/units/units.ts";
import type { JournalRecord } from "../../ports/journal-store.ts";
import { defaultConfig } from "../../runtime/default-config.ts";
import {
  entryRecord,
  epochRecord,
  factRecord,
  type Manifest,
  manifestRecord,
  poisonRecord,
} from "../../runtime/journal-records.ts";
import { codeVersion } from "../code-version.ts";
import { runBacktest } from "../backtest/run-backtest.ts";
import { describeDifference } from "./compare-facts.ts";
import { replayRun } from "./replay-run.ts";
import { verifyRun } from "./verify-run.ts";

const root = mkdtempSync(join(tmpdir(), "qt-replay-"));
afterAll(() => rmSync(root, { recursive: true }));

const run = join(root, "run");
const backtest = await runBacktest({ market: "simulated", seed: 3, days: 120, out: run });
const journal = join(run, "journal");
const records = [...readRecords(journal, verifyJournal(journal))];

let made = 0;
/** A journal of its own, sealed anew, with these records. */
async function sealed(all: readonly JournalRecord[]): Promise<string> {
  made += 1;
  const folder = join(root, `made-${made}`);
  const store = openFileJournal({ folder, sync: "AT_CLOSE", reserveBytes: 0 });
  await store.append(all);
  await store.close();
  return folder;
}

const indexOfFact = (type: string): number =>
  records.findIndex(({ kind, payload }) => kind === "F" && payload.includes(`"type":"${type}"`));
const changed = (index: number, change: (payload: string) => string): JournalRecord[] =>
  records.map((record, at) => (at === index ? { ...record, payload: change(record.payload) } : record));

describe("a backtest's run", () => {
  it("replays equal, to the digest of the run", () => {
    const replay = replayRun(run);
    expect(replay).toMatchObject({ isEqual: true, differenceCount: 0, differences: [], digest: backtest.digest });
    expect([replay.entries, replay.facts]).toEqual([backtest.entries, backtest.facts]);
  });

  it("replays from its journal folder and from anywhere it is copied to", () => {
    cpSync(run, join(root, "copy"), { recursive: true });
    expect(replayRun(join(root, "copy", "journal")).isEqual).toBe(true);
  });

  it("verifies, with blocks, records and seal", () => {
    expect(verifyRun(run)).toMatchObject({ records: records.length, tornTail: undefined, folder: journal });
  });

  it("names a changed byte in a fact, although the journal was sealed anew: entry, fact, field and both values", async () => {
    const index = indexOfFact("trade.executed");
    const price = /"priceUsd":([\d.]+)/.exec(records[index]?.payload ?? "")?.[1] ?? "";
    const wrong = price.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
    const folder = await sealed(
      changed(index, (payload) => payload.replace(`"priceUsd":${price}`, `"priceUsd":${wrong}`)),
    );
    const replay = replayRun(folder);
    expect(replay.isEqual).toBe(false);
    const { seq, index: number } = JSON.parse(records[index]?.payload ?? "") as { seq: number; index: number };
    expect(replay.differences).toEqual([
      {
        kind: "CHANGED",
        seq,
        index: number,
        path: "fact.data.priceUsd",
        recorded: String(Number(wrong)),
        replayed: price,
      },
    ]);
    expect(replay.differences.map(describeDifference)[0]).toContain(
      `entry ${seq}, fact ${number}, fact.data.priceUsd: recorded ${Number(wrong)}, replayed ${price}`,
    );
  });

  it("names a fact that is missing and one that is too many", async () => {
    const index = indexOfFact("day.closed");
    const { seq } = JSON.parse(records[index]?.payload ?? "") as { seq: number };
    const last = records.findLastIndex(({ kind, payload }) => kind === "F" && payload.startsWith(`{"seq":${seq},`));
    expect(last, "others follow in the same entry").toBeGreaterThan(index);
    const shifted = replayRun(await sealed(records.toSpliced(index, 1)));
    expect(shifted.differences[0]).toMatchObject({ kind: "CHANGED", seq });
    const without = replayRun(await sealed(records.toSpliced(last, 1)));
    expect(without.differences).toMatchObject([{ kind: "NOT_RECORDED", seq }]);
    const extra: JournalRecord = { kind: "F", payload: `{"seq":${seq},"index":99,"fact":{"type":"invented"}}` };
    const more = replayRun(await sealed(records.toSpliced(last + 1, 0, extra)));
    expect(more.differences).toMatchObject([{ kind: "NOT_DERIVED", seq, recorded: extra.payload }]);
  });

  it("differs where an input was changed, from that entry on", async () => {
    const index = records.findIndex(({ kind, payload }) => kind === "I" && payload.includes("venue.order_filled"));
    const folder = await sealed(changed(index, (payload) => payload.replace(/"feeUsd":[\d.]+/, '"feeUsd":123')));
    const replay = replayRun(folder);
    expect(replay.differences[0]?.seq).toBe((JSON.parse(records[index]?.payload ?? "") as { seq: number }).seq);
    expect(replay.differences.length).toBeLessThanOrEqual(20);
    expect(replay.differenceCount).toBeGreaterThan(replay.differences.length);
  });

  it("is refused when its bars are another market, naming both", async () => {
    const manifest = JSON.parse(records[0]?.payload ?? "") as Manifest;
    const source = manifest.market.source.replace('"seed":3', '"seed":4');
    const folder = await sealed([
      manifestRecord({ ...manifest, market: { ...manifest.market, source } }),
      ...records.slice(1),
    ]);
    expect(() => replayRun(folder)).toThrow(/seed=3.*seed=4/);
    expect(() => replayRun(folder)).toThrow(expect.objectContaining({ code: "JOURNAL_MISMATCH" }) as Error);
  });

  it("is refused when entries stand out of order, or a record is no JSON", async () => {
    const inputs = records.flatMap((record, index) => (record.kind === "I" ? [index] : []));
    const [, first = 0, second = 0] = inputs;
    const swapped = records.with(first, records[second]!).with(second, records[first]!);
    const corrupt = expect.objectContaining({ code: "JOURNAL_CORRUPT" }) as Error;
    const folders = await Promise.all([
      sealed(swapped),
      sealed(changed(first, () => "{")),
      sealed(changed(indexOfFact("day.closed"), () => "no")),
    ]);
    for (const folder of folders) expect(() => replayRun(folder)).toThrow(corrupt);
  });

  it("is not found where there is none", () => {
    mkdirSync(join(root, "nothing"), { recursive: true });
    for (const path of [join(root, "nothing"), join(root, "absent")]) {
      expect(() => replayRun(path)).toThrow(expect.objectContaining({ code: "BAD_USAGE" }) as Error);
      expect(() => verifyRun(path)).toThrow(path);
    }
  });
});

describe("a live fund's journal", () => {
  const history = simulatedMarket({ seed: 5, bars: 400 });
  const { identity, instruments, interval, firstClose } = history;
  const config = defaultConfig({ market: identity, instruments, interval, tradeFrom: firstClose });
  const manifest: Manifest = {
    format: 1,
    runId: "r",
    kind: "paper",
    code: codeVersion(),
    nodeVersion: process.version,
    configSha256: "",
    seed: 0,
    market: { identity, source: "built-in" },
    barsByReference: false,
  };

  /** Everything is copied, as live; before each bar one may put more records. */
  function recordsOf(
    between: (seq: number, state: ReturnType<typeof openState>) => JournalRecord[] = () => [],
  ): JournalRecord[] {
    const state = openState();
    const all = [manifestRecord(manifest)];
    const feed = (at: EpochMs, origin: Origin, event: InputEvent): void => {
      const entry = { seq: state.seq + 1, at, origin, event };
      const { facts } = step(state, entry);
      all.push(entryRecord(entry), ...facts.map((fact, index) => factRecord(entry.seq, index, fact)));
    };
    feed(epochMs(firstClose - interval), "runtime", fundOpened.create(config));
    for (const { closedAt, bars, missing } of history.closedBars()) {
      all.push(...between(state.seq, state));
      feed(closedAt, "market", marketBarsClosed.create({ closedAtMs: closedAt, bars, missing }));
    }
    return all;
  }

  it("replays equal with every input in the journal", async () => {
    expect(replayRun(await sealed(recordsOf()))).toMatchObject({ isEqual: true, entries: 401, notes: [] });
  });

  it("skips the entry that was poison, as the fund did", async () => {
    const all = recordsOf((seq, state) => {
      if (seq !== 100) return [];
      state.seq = 101;
      const entry = { seq: 101, at: state.at, origin: "clock" as const, event: clockTicked.create({}) };
      return [entryRecord(entry), poisonRecord({ seq: 101, message: "a test" })];
    });
    expect(replayRun(await sealed(all))).toMatchObject({ isEqual: true, entries: 402 });
  });

  it("tells where another code's epoch begins and compares all the same", async () => {
    const epoch = { afterSeq: 200, code: "0.0.1+older", nodeVersion: "v24.0.0", configSha256: "", stateSha256: "" };
    const all = recordsOf((seq) => (seq === 200 ? [epochRecord(epoch)] : []));
    const replay = replayRun(await sealed(all));
    expect(replay.isEqual).toBe(true);
    expect(replay.notes).toEqual([expect.stringContaining("after entry 200, of code 0.0.1+older")]);
  });

  it("misses no entry silently", async () => {
    const all = recordsOf();
    const index = all.findIndex(({ kind, payload }) => kind === "I" && payload.startsWith('{"seq":50,'));
    expect(all[index + 1]?.kind, "that entry caused no facts").toBe("I");
    const folder = await sealed(all.toSpliced(index, 1));
    expect(() => replayRun(folder)).toThrow(/every entry to be in the journal, was none for entry 50/);
  });

  it("names an entry the kernel refuses now", async () => {
    const all = recordsOf();
    const opened = all[1]!;
    const twice = {
      ...opened,
      payload: opened.payload.replace('"seq":0', '"seq":401').replace(/"at":\d+/, '"at":4000000000000'),
    };
    const replay = replayRun(await sealed([...all, twice]));
    expect(replay.differences).toMatchObject([{ kind: "THROWN", seq: 401 }]);
  });
});
