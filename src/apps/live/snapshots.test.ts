/** Newer code goes on from where older code stopped, start after start, although it would have decided otherwise. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openFileJournal } from "../../adapters/journal/file-journal.ts";
import { simulatedMarket } from "../../adapters/simulated-market/simulated-market.ts";
import { encodeState } from "../../kernel/state-codec.ts";
import { defaultConfig } from "../../runtime/default-config.ts";
import { factRecord } from "../../runtime/journal-records.ts";
import { createEngine } from "../../runtime/engine.ts";
import { codeVersion } from "../code-version.ts";
import { openFund, type OpenedFund } from "./open-fund.ts";
import { keepStop } from "./snapshots.ts";

const { identity, instruments, interval, firstClose, source } = simulatedMarket({ seed: 5, bars: 600 });
const wanted = defaultConfig({ market: identity, instruments, interval, tradeFrom: firstClose });
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "qt-snapshots-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = () => openFund({ folder, wanted, source, onReserveUsed: () => {} });

/** Takes in what an opened fund is told first, and stops in order. */
async function runAndStop({ store, state, firstEvents }: OpenedFund): Promise<string> {
  const clock = { now: () => firstClose, wakeAt: () => () => {} };
  const quiet = { perform: async () => {}, publish: () => {}, onFatal: () => {} };
  const engine = createEngine({ state, store, clock, ...quiet });
  for (const event of firstEvents) await engine.offer("runtime", event);
  await engine.stop();
  await store.close();
  keepStop(folder, state);
  return encodeState(state);
}

/** Makes the journal one of older code, with a fact that today's code does not derive. */
async function pretendOlderCode(): Promise<void> {
  const journal = join(folder, "journal");
  const store = openFileJournal({ folder: journal });
  const records = [...store.read()];
  await store.close();
  rmSync(journal, { recursive: true });
  const rewritten = openFileJournal({ folder: journal });
  const [manifest, entry, ...facts] = records;
  if (manifest === undefined || entry === undefined) throw new Error("expected a founded journal");
  const older = { ...manifest, payload: manifest.payload.replace(codeVersion(), "0.0.1+older") };
  const odd = factRecord(0, 99, { type: "input.ignored", version: 1, data: { type: "x", reason: "an older rule" } });
  await rewritten.append([older, entry, ...facts, odd]);
  await rewritten.close();
  const stop = join(folder, "snapshot.json");
  writeFileSync(stop, readFileSync(stop, "utf8").replace(codeVersion(), "0.0.1+older"));
}

it("takes an older journal over at its orderly stop, and again at every later start", async () => {
  await runAndStop(await open());
  await pretendOlderCode();
  const second = await runAndStop(await open());
  const third = await open();
  expect(third.recovered?.code).toBe(codeVersion());
  expect(encodeState(third.state)).toBe(second);
  await runAndStop(third);
  await (await open()).store.close();
});

it("refuses an older journal that was not stopped in order, saying what to do", async () => {
  await runAndStop(await open());
  await pretendOlderCode();
  rmSync(join(folder, "snapshot.json"));
  await expect(open()).rejects.toThrow(/written by 0\.0\.1\+older .* start and stop it once with the former/);
});

it("does not believe a snapshot that was changed", async () => {
  await runAndStop(await open());
  await pretendOlderCode();
  const stop = join(folder, "snapshot.json");
  writeFileSync(stop, readFileSync(stop, "utf8").replace("MICRO", "LOWER").replace("10000", "99999"));
  await expect(open()).rejects.toThrow("comes out different");
});
