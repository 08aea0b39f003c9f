/**
 * The collected recordings of order books, where they are at hand: each rebuilds without a gap or a crossing, and shows the
 * best prices the venue itself told, every time the two can be compared.
 */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { runDirect } from "../../scripts/depth-study/direct-runs.ts";
import { loadSession } from "../../scripts/depth-study/session.ts";
import { type CostRun, runThree } from "../../scripts/depth-study/three-runs.ts";
import { checkRecording, isSound } from "../../src/apps/depth/check-recording.ts";
import { usd } from "../../src/kernel/units/units.ts";

const folder = resolve(import.meta.dirname, "../../../shared/data/exchange");
const noFaults = { GAP: 0, CROSSED: 0, CONTRADICTED: 0 };
const resultOf = ({ equity }: CostRun): number => (equity.at(-1)?.[1] ?? 0) - (equity[0]?.[1] ?? 0);
const check = (...files: string[]) => checkRecording(files.map((file) => join(folder, file)));

/** Not `skipIf`: the build takes a skipped test for a failed one. */
describe("recorded order books", () => {
  it("are read where they lie, or not at all", async () => {
    const absent = checkRecording([join(folder, "absent.gz")]);
    await expect(absent).rejects.toMatchObject({ code: "BAD_USAGE" });
  });

  if (!existsSync(folder)) return;

  it("Binance USD-M, BTCUSDT on 2024-08-08", { timeout: 120_000 }, async () => {
    const recording = await check("binance-usdm-btcusdt-20240808.jsonl.gz");
    expect([recording.messages, isSound(recording)]).toEqual([93_954, true]);
    expect(recording.symbols).toMatchObject([
      {
        symbol: "BTCUSDT",
        tickSize: 0.1,
        lotSize: 0.001,
        diffs: 6_551,
        applied: 6_547,
        stale: 4,
        faults: noFaults,
        trades: 21_313,
        tickers: { heard: 66_089, compared: 6_546, equal: 6_546 },
      },
    ]);
  });

  it("Binance USD-M, four small symbols on 2021-07-22, snapshots in a file of their own", async () => {
    const recording = await check(
      "cryptofeed-BINANCE_FUTURES.ws.1.0.txt.gz",
      "cryptofeed-BINANCE_FUTURES.http.0.0.txt.gz",
    );
    expect(isSound(recording)).toBe(true);
    expect(recording.symbols.map(({ symbol, applied, tickers }) => [symbol, applied, tickers.compared])).toEqual([
      ["SUSHIUSDT", 252, 252],
      ["AKROUSDT", 188, 182],
      ["KEEPUSDT", 132, 130],
      ["CTKUSDT", 180, 180],
    ]);
  });

  it("Bybit inverse, two symbols on 2021-04-17: every delta agrees with the book it changes", async () => {
    const recording = await check("cryptofeed-BYBIT.ws.26.0.txt.gz");
    expect(isSound(recording)).toBe(true);
    expect(recording.symbols.map(({ symbol, applied, faults }) => [symbol, applied, faults])).toEqual([
      ["EOSUSD", 510, noFaults],
      ["BTCUSD", 506, noFaults],
    ]);
  });

  it("a fund's orders cost the same through the fund and straight at the venue, by bars and by book", {
    timeout: 300_000,
  }, async () => {
    const session = await loadSession(join(folder, "binance-usdm-btcusdt-20240808.jsonl.gz"));
    const setting = { startEquity: usd(100_000), halfSpreadBps: 0.0081, takerFeeBps: 5 };
    const fund = runThree(session, setting);
    const [off, bars, book] = fund.map(resultOf);
    const straight = runDirect(session, setting, fund[1]?.sent ?? []).map(resultOf);
    expect(fund.map(({ positions }) => positions)).toEqual([7, 7, 7]);
    expect(straight).toEqual([off, bars, book].map((each) => expect.closeTo(each ?? Number.NaN, 2)));
    expect(off).toBeGreaterThan(book ?? Number.NaN);
    expect(book).toBeGreaterThan(bars ?? Number.NaN);
  });
});
