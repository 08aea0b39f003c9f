/** A recording is checked symbol by symbol; every fault is named, with what to do about it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { quantity } from "../../kernel/units/units.ts";
import { checkRecording, type CheckedRecording, isSound } from "./check-recording.ts";
import { checkText, faultsOf } from "./check-text.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "check-recording-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const change = (ids: readonly [number, number, number], bids: readonly (readonly [string, string])[] = []) => ({
  e: "depthUpdate",
  T: 1_000 + ids[1],
  s: "BTCUSDT",
  U: ids[0],
  u: ids[1],
  pu: ids[2],
  b: bids,
  a: [],
});
const ticker = (u: number, bid: string, amount = "0.500") => ({
  e: "bookTicker",
  T: 1_000 + u,
  u,
  s: "BTCUSDT",
  b: bid,
  B: amount,
  a: "100.00",
  A: "0.001",
});
const snapshot = { lastUpdateId: 10, T: 1_010, bids: [["99.50", "0.500"]], asks: [["100.00", "0.001"]] };
const sound = [change([5, 9, 4]), snapshot, change([9, 12, 8]), ticker(11, "99.50"), change([13, 20, 12])];

async function check(messages: readonly unknown[]): Promise<CheckedRecording> {
  const path = join(folder, "recording.jsonl");
  writeFileSync(path, messages.map((each, index) => `${1_700_000_000_000 + index} ${JSON.stringify(each)}\n`).join(""));
  return checkRecording([path], { lotSize: quantity(0.001) });
}

it("a sound recording, in figures", async () => {
  const recording = await check(sound);
  expect([isSound(recording), faultsOf(recording)]).toEqual([true, []]);
  expect(recording.symbols).toMatchObject([
    {
      symbol: "BTCUSDT",
      tickSize: 0.5,
      lengthMs: 11,
      diffs: 3,
      applied: 2,
      stale: 1,
      unused: 0,
      faults: { GAP: 0, CROSSED: 0, CONTRADICTED: 0 },
      tickers: { heard: 1, compared: 2, equal: 2 },
      spreads: [{ shareOfTime: 0.5, ticks: 1, spreadBps: expect.closeTo(5_000 / 99.75, 9) }, {}, {}],
    },
  ]);
  expect(checkText(recording)).toMatch(/5 messages read\n.*\nBTCUSDT +0.5 +0.001 +0.0 +3 +2 +1 +0 +0 +0 +2 of 2 +0/);
});

describe("each fault is named, with what to do", () => {
  it.each<[string, readonly unknown[], RegExp]>([
    [
      "a gap",
      [...sound, change([31, 40, 30])],
      /BTCUSDT: 1 gaps, 1 changes could not be used; .*new snapshot after each reconnect/,
    ],
    ["a crossing", [...sound, change([21, 30, 20], [["100.00", "0.001"]])], /the book crossed 1 times/],
    [
      "another best price",
      [...sound.slice(0, 3), ticker(11, "99.00"), change([13, 20, 12])],
      /2 other prices, 0 other sizes/,
    ],
    [
      "another size",
      [...sound.slice(0, 3), ticker(11, "99.50", "0.499"), change([13, 20, 12])],
      /0 other prices, 2 other sizes/,
    ],
    ["no snapshot", [change([5, 9, 4])], /BTCUSDT: 1 messages and no snapshot, so no book; record one over REST/],
    ["no change", sound.slice(0, 2), /no change follows its snapshot/],
    ["nothing", [{ e: "kline" }], /no book in it; expected depth streams/],
  ])("%s", async (_, messages, text) => {
    const recording = await check(messages);
    expect(isSound(recording)).toBe(false);
    expect(faultsOf(recording).join("\n")).toMatch(text);
  });
});
