/** Funding beside the bars: joined with its mark by the boundary, empty where nothing is there, refused by line where wrong. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openRecordedMarket } from "./recorded-market.ts";
import { readFunding } from "./read-funding.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "funding-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const bars = () => join(folder, "BTCUSDT-perp-1h.csv");

it("joins rates with the mark their boundary opens at", () => {
  write("BTCUSDT-funding-8h.csv", "ts_ms,funding_rate\n28800000,0.0001\n57600000,-0.0002\n");
  write("BTCUSDT-mark-8h.csv", "ts_ms,open,high,low,close,volume\n28800000,101.5,103,100,102,\n");
  write("ETHUSDT-funding-8h.csv", "ts_ms,funding_rate\n28800000,0.5\n");
  expect([...readFunding(bars(), "BTCUSDT")]).toEqual([
    [28_800_000, { rate: 0.0001, mark: 101.5 }],
    [57_600_000, { rate: -0.0002, mark: undefined }],
  ]);
});

it("is empty where nothing is recorded", () => expect(readFunding(bars(), "BTCUSDT").size).toBe(0));

it.each([
  ["ts_ms,funding_rate\n28800000,\n", ":2: expected a time in ms and a number as funding_rate, was 28800000,"],
  ["ts_ms,rate\n28800000,0.1\n", ":1: expected the columns ts_ms and funding_rate, was ts_ms,rate"],
])("refuses %j by its line", (text, message) => {
  write("BTCUSDT-funding-8h.csv", text);
  expect(() => readFunding(bars(), "BTCUSDT")).toThrow(message);
});

it("makes a recorded perpetual one, and spot none", () => {
  const text = "ts_ms,open,high,low,close,volume\n0,1,1,1,1,1\n3600000,1,1,1,1,1\n";
  write("BTCUSDT-perp-1h.csv", text);
  write("ETHUSDT-spot-1h.csv", text);
  write("BTCUSDT-funding-8h.csv", "ts_ms,funding_rate\n28800000,0.0001\n");
  const perp = openRecordedMarket({ path: folder, symbols: ["BTCUSDT"] });
  expect(perp.instruments[0]?.perpetual).toMatchObject({ leverageRatio: 3, marginMode: "CROSS" });
  expect(perp.funding.get("BTCUSDT")?.size).toBe(1);
  const spot = openRecordedMarket({ path: folder, symbols: ["ETHUSDT"] });
  expect([spot.instruments[0]?.perpetual, spot.funding.size]).toEqual([undefined, 0]);
});
