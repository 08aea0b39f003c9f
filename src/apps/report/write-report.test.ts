/** The tear sheet of any fund: one that did much, one that did nothing, one that holds; figures never stand naked. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openTrade } from "../../kernel/analytics/projection/open-trade.ts";
import { dayMs } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";
import { type BacktestOptions, runBacktest } from "../backtest/run-backtest.ts";
import { disclosures } from "./disclosures.ts";
import { tearSheetHtml } from "./html/tear-sheet-html.ts";
import { reportText } from "./report-text.ts";
import { makeTearSheet } from "./tear-sheet.ts";
import { reportJson, writeReport } from "./write-report.ts";

const root = mkdtempSync(join(tmpdir(), "qt-report-"));
afterAll(() => rmSync(root, { recursive: true }));

async function played(name: string, options: Partial<BacktestOptions>): Promise<string> {
  const out = join(root, name);
  await runBacktest({ market: "simulated", seed: 7, out, ...options });
  return out;
}

const run = await played("busy", { days: 200 });
const sheet = makeTearSheet(run, undefined);
const html = tearSheetHtml(sheet);

describe("a tear sheet", () => {
  it("asks for nothing from a network and has nothing undefined in it", () => {
    expect(html).not.toMatch(/src=|href=|@import|url\(/);
    expect(html.replace(/<style>[\s\S]*?<\/style>/, "")).not.toMatch(/NaN|undefined|Infinity|null(?=<)/);
    expect(JSON.stringify(reportJson(sheet))).not.toMatch(/NaN|Infinity/);
  });

  it("gives no Sharpe ratio without its error, and the days behind the headline's", () => {
    const { ratio, standardErrorRatio, days } = sheet.report.curve.sharpe;
    expect(html.includes(`${ratio.toFixed(2)} ± ${standardErrorRatio.toFixed(2)}`)).toBe(true);
    expect(html.includes(`${days} days; above 0 with`)).toBe(true);
    const strategies = /<caption>Strategies[\s\S]*?<\/table>/.exec(html)?.[0] ?? "";
    expect(strategies).toMatch(/-?\d+\.\d\d ± \d+\.\d\d/);
  });

  it("has a panel for every way the profit is cut, and what it adds up to", () => {
    for (const title of ["symbol", "strategy", "model", "market regime", "reason of exit", "weekday", "hour"])
      expect(html.includes(`By ${title}`)).toBe(true);
    const { endEquityUsd, startEquityUsd } = sheet.report.curve;
    const profit = (endEquityUsd - startEquityUsd).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",");
    expect(html.includes(`profit of ${profit} USD`)).toBe(true);
  });

  it("says that it is simulated, what costs it assumes, and who released freezes", () => {
    expect(html.includes("Backtest, simulated")).toBe(true);
    const text = disclosures(sheet).join(" ");
    expect(text.includes("no money was at risk")).toBe(true);
    expect(text.includes("Taker fee 10 bps")).toBe(true);
    expect(text.includes("Past and simulated results do not tell future ones")).toBe(true);
  });

  it("escapes what comes from data", () => {
    const sly = { ...sheet, manifest: { ...sheet.manifest, runId: "<script>alert(1)</script>" } };
    expect(tearSheetHtml(sly).includes("<script>alert")).toBe(false);
  });

  it("is written with its data in a folder of its own, all or nothing", async () => {
    const out = join(root, "sheet");
    const written = await writeReport({ run, out });
    expect(readdirSync(out).toSorted()).toEqual(["report.json", "tearsheet.html"]);
    expect(readFileSync(join(out, "tearsheet.html"), "utf8")).toBe(html);
    expect(reportText(written)).toContain(`Tear sheet: ${out}/tearsheet.html`);
    await expect(writeReport({ run, out })).rejects.toThrow(FundError);
    await expect(writeReport({ run: join(root, "nothing"), out: join(root, "other") })).rejects.toThrow(
      "nothing there",
    );
    expect(existsSync(join(root, "other"))).toBe(false);
  });
});

describe("of a fund of which there is little to say", () => {
  it("that never traded, it says so, and that the record is too short", async () => {
    const idle = makeTearSheet(await played("idle", { days: 12 }), undefined);
    const text = tearSheetHtml(idle);
    expect(idle.report.trading.fills).toBe(0);
    expect(text.includes("The fund did not trade.")).toBe(true);
    expect(text.includes("The record is too short to tell skill from luck.")).toBe(true);
    expect(text.includes("Nothing was traded.")).toBe(true);
    expect(text.replace(/<style>[\s\S]*?<\/style>/, "")).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("that holds something, it counts it apart", async () => {
    const begin = sheet.report.curve.startAtMs;
    const midnights = sheet.analytics.trips.flatMap(({ openedAtMs, closedAtMs }) => {
      /** The curve begins at the first close, an hour into the market. */
      const days = Math.ceil((openedAtMs + 7_200_000 - begin) / dayMs);
      return begin + days * dayMs < closedAtMs ? [days] : [];
    });
    const [days] = midnights;
    const holding = makeTearSheet(await played("holding", { days: days ?? Number.NaN }), undefined);
    expect(holding.analytics.open.size).toBeGreaterThan(0);
    expect(tearSheetHtml(holding).includes("Held at the end")).toBe(true);
    expect(disclosures(holding).join(" ")).toMatch(/open at the end, counted at the last price and apart/);
  });
});

it("says when the fund stands still, after more than 90 days with nothing held", () => {
  const last = sheet.analytics.trips.at(-1)?.closedAtMs ?? Number.NaN;
  const endingAfter = (days: number, open = new Map()) => ({
    ...sheet,
    analytics: { ...sheet.analytics, open },
    report: { ...sheet.report, curve: { ...sheet.report.curve, endAtMs: (last + days * dayMs) as never } },
  });
  expect(tearSheetHtml(endingAfter(90)).includes("stood still since")).toBe(false);
  expect(tearSheetHtml(endingAfter(90.01)).includes("stood still since")).toBe(true);
  const held = new Map([["BTC-SIM", recordOfOne()]]);
  expect(tearSheetHtml(endingAfter(91, held)).includes("stood still since")).toBe(false);
});

const recordOfOne = () => {
  const fill = { orderId: "O1-0", fillId: "F1", symbol: "BTC-SIM", side: "BUY", priceUsd: 1, quantity: 1 } as never;
  return openTrade(fill, { atMs: 0, regime: "UNKNOWN", order: undefined });
};

it("says when the record rests on one trade", () => {
  const { report } = sheet;
  const profit = 1_000;
  const curve = { ...report.curve, endEquityUsd: (report.curve.startEquityUsd + profit) as never };
  const bestOf = (share: number) => ({
    ...sheet,
    report: {
      ...report,
      curve,
      trading: { ...report.trading, bestTrade: { ...report.trades[0]!, pnlUsd: (profit * share) as never } },
    },
  });
  expect(tearSheetHtml(bestOf(0.26)).includes("made 26 % of the profit: the record rests on it")).toBe(true);
  expect(tearSheetHtml(bestOf(0.25)).includes("the record rests on it")).toBe(false);
});
