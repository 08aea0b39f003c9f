/** `qt depth` prints what it found either way, and fails when a book cannot be believed. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { depthCommand } from "./depth-command.ts";

const folder = mkdtempSync(join(tmpdir(), "depth-command-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let printed = "";
beforeEach(() => {
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});

const snapshot = { lastUpdateId: 10, T: 1_010, bids: [["99.50", "0.500"]], asks: [["100.00", "0.002"]] };
const change = (U: number, u: number, pu: number) => ({
  e: "depthUpdate",
  T: 1_000 + u,
  s: "BTCUSDT",
  U,
  u,
  pu,
  b: [],
  a: [],
});
function recording(...messages: readonly unknown[]): string {
  const path = join(folder, `${messages.length}.jsonl`);
  writeFileSync(path, messages.map((each, index) => `${1_700_000_000_000 + index} ${JSON.stringify(each)}\n`).join(""));
  return path;
}
const sound = [change(5, 9, 4), snapshot, change(9, 12, 8)];

it("says nothing but what it found when all is well", async () => {
  await depthCommand([recording(...sound)], {});
  expect(printed).toMatch(/^3 messages read\nsymbol .*\nBTCUSDT +0.5 +0.002 /);
});

it("as one JSON object", async () => {
  await depthCommand([recording(...sound)], { json: true });
  expect(JSON.parse(printed)).toMatchObject({ messages: 3, sound: true, faults: [], symbols: [{ symbol: "BTCUSDT" }] });
});

it("a gap is printed, and an error that says what to do", async () => {
  const run = depthCommand([recording(...sound, change(20, 22, 19))], { tick: "0.1", lot: "0.001" });
  await expect(run).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining("1 gaps") });
  expect(printed).toMatch(/BTCUSDT +0.1 +0.001 /);
});

it.each([
  [{ tick: "0" }, "--tick: expected a number above zero, such as 0.1, was 0"],
  [{ lot: "fine" }, "--lot: expected a number above zero, such as 0.1, was fine"],
])("%o is refused", async (flags, message) => {
  await expect(depthCommand([recording(...sound)], flags)).rejects.toMatchObject({ exitCode: 2, message });
});
