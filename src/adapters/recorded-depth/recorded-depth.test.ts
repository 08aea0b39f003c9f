/** Recordings are read line by line; what cannot be understood is an error that names file, line and field. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { quantity, price } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";
import type { Grid } from "./grid.ts";
import { nothingRead, readDepth, type SymbolEvent } from "./recorded-depth.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "recorded-depth-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function fileOf(lines: readonly string[], packed = false): string {
  files += 1;
  const path = join(folder, `${files}.jsonl${packed ? ".gz" : ""}`);
  writeFileSync(path, packed ? gzipSync(lines.join("\n")) : `${lines.join("\n")}\n`);
  return path;
}

async function read(paths: readonly string[], given: Partial<Grid> = {}) {
  const counts = nothingRead();
  const events: SymbolEvent[] = [];
  for await (const each of readDepth(paths, counts, given)) events.push(each);
  return { counts, events };
}

async function faultOf(lines: readonly string[]): Promise<string> {
  const path = fileOf(lines);
  const fault: unknown = await read([path]).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(FundError);
  return fault instanceof FundError ? fault.message.replace(path, "FILE") : "";
}

const stamp = (index: number): string => `${1_723_161_255_000_000_000 + index * 1_000_000}`;
const line = (index: number, message: unknown): string => `${stamp(index)} ${JSON.stringify(message)}`;
const snapshot = { lastUpdateId: 10, T: 500, bids: [["99.50", "0.500"]], asks: [["100.00", "0.002"]] };
const change = { e: "depthUpdate", T: 501, s: "BTCUSDT", U: 9, u: 12, pu: 8, b: [["99.00", "0.001"]], a: [] };
const trade = { e: "trade", T: 502, s: "BTCUSDT", p: "100.00", q: "0.004", X: "MARKET", m: false };
const ticker = { e: "bookTicker", u: 11, s: "BTCUSDT", b: "99.50", B: "0.500", a: "100.00", A: "0.002", T: 503 };
const stream = (data: unknown) => ({ stream: "any", data });

describe("Binance USD-M, as received", () => {
  it.each([false, true])("is told in ticks and lots, packed: %s", async (packed) => {
    const { counts, events } = await read([
      fileOf(
        [line(0, stream({ ...change, b: [] })), line(1, snapshot), line(2, stream(trade)), line(3, ticker), ""],
        packed,
      ),
    ]);
    expect(counts).toEqual({ messages: 4, ignored: new Map(), withoutSnapshot: new Map() });
    expect(events[0]).toMatchObject({ symbol: "BTCUSDT", grid: { tickSize: 0.5, lotSize: 0.002 } });
    expect(events.map(({ event }) => event.kind)).toEqual(["DIFF", "SNAPSHOT", "TRADE", "TICKER"]);
  });

  it("every field is where it belongs", async () => {
    const given = { lotSize: quantity(0.001) };
    const { events } = await read(
      [fileOf([line(0, change), line(1, snapshot), line(2, trade), line(3, ticker)])],
      given,
    );
    expect(events.map(({ event }) => event)).toEqual([
      {
        kind: "DIFF",
        at: 501,
        sequence: { rule: "CHAINED", first: 9, last: 12, previous: 8 },
        changes: [{ side: "BUY", tick: 198, lots: 1 }],
      },
      {
        kind: "SNAPSHOT",
        at: 500,
        lastUpdate: 10,
        levels: [
          { side: "BUY", tick: 199, lots: 500 },
          { side: "SELL", tick: 200, lots: 2 },
        ],
      },
      { kind: "TRADE", at: 502, side: "BUY", tick: 200, lots: 4 },
      { kind: "TICKER", at: 503, update: 11, best: { bidTick: 199, bidLots: 500, askTick: 200, askLots: 2 } },
    ]);
  });

  it("a trade of which the buyer was the maker was taken by a seller", async () => {
    const { events } = await read([fileOf([line(0, change), line(1, snapshot), line(2, { ...trade, m: true })])], {
      lotSize: quantity(0.001),
    });
    expect(events[2]?.event).toMatchObject({ kind: "TRADE", side: "SELL" });
  });

  it("trades with the insurance fund and other streams are counted, not told", async () => {
    const { counts } = await read([
      fileOf([
        line(0, { ...trade, X: "INSURANCE_FUND" }),
        line(1, { e: "kline" }),
        line(2, { e: "kline" }),
        line(3, {}),
      ]),
    ]);
    expect([...counts.ignored]).toEqual([
      ["trade with INSURANCE_FUND", 1],
      ["kline", 2],
      ["unknown", 1],
    ]);
  });

  it("aggregate trades are told only where single ones are not recorded", async () => {
    const given = { lotSize: quantity(0.001) };
    const aggregate = { ...trade, e: "aggTrade" };
    const alone = await read([fileOf([line(0, change), line(1, snapshot), line(2, aggregate)])], given);
    const both = await read([fileOf([line(0, change), line(1, snapshot), line(2, trade), line(3, aggregate)])], given);
    expect([alone, both].map(({ events }) => events.filter(({ event }) => event.kind === "TRADE").length)).toEqual([
      1, 1,
    ]);
  });

  it("changes without a snapshot are named, since no book can be made of them", async () => {
    const { counts, events } = await read([fileOf([line(0, change), line(1, ticker)])]);
    expect([events, [...counts.withoutSnapshot]]).toEqual([[], [["BTCUSDT", 2]]]);
  });
});

it("Binance spot: changes name no predecessor, tickers no kind, snapshots no time", async () => {
  const { pu: _, ...spotChange } = change;
  const { e: _kind, T: _time, ...spotTicker } = ticker;
  const { T: _at, ...spotSnapshot } = snapshot;
  const lines = [line(0, spotChange), line(1, spotSnapshot), line(2, spotTicker)];
  const { events } = await read([fileOf(lines)], { lotSize: quantity(0.001) });
  expect(events[0]?.event).toMatchObject({ sequence: { rule: "ADJACENT", first: 9, last: 12 } });
  expect(events.slice(1).map(({ event }) => [event.kind, event.at])).toEqual([
    ["SNAPSHOT", 1_723_161_255_001],
    ["TICKER", 1_723_161_255_002],
  ]);
});

it("Bybit inverse: deltas say what stood before them", async () => {
  const told = { cross_seq: 5, timestamp_e6: 1_618_677_786_558_146 };
  const level = (tick: number, side: string, size?: number) => ({
    price: `${tick}.50`,
    side,
    ...(size === undefined ? {} : { size }),
  });
  const book = { topic: "orderBookL2_25.BTCUSD", ...told };
  const { events } = await read(
    [
      fileOf([
        `wss://venue/realtime <-> 1618677785.489609`,
        `wss://venue/realtime <- 1618677786.5: {"op":"subscribe"}`,
        `1618677786.8: {"success":true}`,
        `1618677786.9: ${JSON.stringify({ ...book, type: "snapshot", data: [level(60, "Buy", 7), level(61, "Sell", 5)] })}`,
        `1618677786.9: ${JSON.stringify({
          ...book,
          type: "delta",
          cross_seq: 6,
          data: { delete: [level(60, "Buy")], update: [level(61, "Sell", 4)], insert: [level(59, "Buy", 1)] },
        })}`,
        `1618677787.0: {"topic":"trade.BTCUSD","data":[{"trade_time_ms":7,"side":"Sell","size":4,"price":60.5}]}`,
      ]),
    ],
    { tickSize: price(0.5) },
  );
  expect(events.map(({ event }) => event)).toEqual([
    {
      kind: "SNAPSHOT",
      at: 1_618_677_786_558,
      lastUpdate: 5,
      levels: [
        { side: "BUY", tick: 121, lots: 7 },
        { side: "SELL", tick: 123, lots: 5 },
      ],
    },
    {
      kind: "DIFF",
      at: 1_618_677_786_558,
      sequence: { rule: "RISING", last: 6 },
      changes: [
        { side: "BUY", tick: 121, lots: 0, stood: true },
        { side: "SELL", tick: 123, lots: 4, stood: true },
        { side: "BUY", tick: 119, lots: 1, stood: false },
      ],
    },
    { kind: "TRADE", at: 7, side: "SELL", tick: 121, lots: 4 },
  ]);
});

it("several files are told in the order of receipt, with the symbol from the address asked", async () => {
  const asked = `https://venue/depth?symbol=btcusdt&limit=1000 -> 1.5: ${JSON.stringify(snapshot)}`;
  const lines = [`1.0: ${JSON.stringify(change)}`, `2.0: ${JSON.stringify({ ...change, U: 13, u: 14, pu: 12 })}`];
  const { events } = await read([fileOf(lines), fileOf([asked])], { lotSize: quantity(0.001) });
  expect(events.map(({ event }) => event.kind)).toEqual(["DIFF", "SNAPSHOT", "DIFF"]);
});

describe("errors say where, what was expected and what was found", () => {
  it.each<[string, readonly string[], string]>([
    ["no layout", ["ts,price", line(0, change)], "FILE:1: a line: expected `<receive time> {json}`"],
    ["broken JSON", [line(0, change), `${stamp(1)} {"e":`], "FILE:2: the message: expected JSON"],
    ["a missing number", [line(0, { ...change, u: undefined })], "FILE:1: u: expected a whole number"],
    ["a number as text", [line(0, { ...change, pu: "8" })], "FILE:1: pu: expected a whole number"],
    [
      "a price that is none",
      [
        line(0, {
          ...change,
          b: [
            ["99", "1"],
            ["9e5", "1"],
          ],
        }),
      ],
      "FILE:1: b[1] price: expected a decimal number",
    ],
    ["a level that is none", [line(0, { ...change, a: ["99"] })], "FILE:1: a[0]: expected [price, quantity]"],
    ["no list", [line(0, { ...change, a: 7 })], "FILE:1: a: expected a list, was 7"],
    ["no symbol", [line(0, { ...change, s: "" })], "FILE:1: s: expected a text"],
    [
      "a snapshot of nobody knows what",
      [line(0, snapshot)],
      "FILE:1: a snapshot's symbol: expected its address in front",
    ],
    [
      "an empty snapshot",
      [line(0, change), line(1, { ...snapshot, bids: [], asks: [] })],
      "FILE:2: prices of the snapshot: expected levels",
    ],
    [
      "a price off the grid",
      [snapshotOf("99.5"), line(1, { ...change, b: [["99.20", "0.002"]] })],
      "FILE:2: price: expected a multiple of 0.5",
    ],
    [
      "a quantity off the grid",
      [snapshotOf("99.5"), line(1, change)],
      "FILE:2: quantity: expected a multiple of 0.002",
    ],
  ])("%s", async (_, lines, message) => expect(await faultOf(lines)).toContain(message));

  it("a file that is not there", async () => {
    await expect(read([join(folder, "absent")])).rejects.toMatchObject({ code: "BAD_USAGE" });
    await expect(read([])).rejects.toMatchObject({ code: "BAD_USAGE" });
  });

  it("gzip that is cut short", async () => {
    const path = join(folder, "cut.gz");
    writeFileSync(path, gzipSync([line(0, change), line(1, snapshot)].join("\n")).subarray(0, 60));
    await expect(read([path])).rejects.toMatchObject({
      code: "BAD_MARKET_DATA",
      message: expect.stringContaining("cut.gz"),
    });
  });
});

/** A snapshot as cryptofeed writes it, of which the symbol is known. */
function snapshotOf(bid: string): string {
  const whole = { ...snapshot, bids: [[bid, "0.500"]], asks: [["100.0", "0.002"]] };
  return `https://venue/depth?symbol=BTCUSDT -> 1.0: ${JSON.stringify(whole)}`;
}
