/** The comparison on a small simulated market: its ends are ordinary backtests, its variants those of the seat list. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fundConfigSchema } from "../../kernel/events/fund-events.ts";
import { type BacktestOptions, type Progress, runBacktest } from "../backtest/run-backtest.ts";
import { compareGovernance } from "./compare-governance.ts";
import { comparisonJson } from "./comparison-json.ts";
import { comparisonText } from "./comparison-text.ts";
import { variantsOf } from "./variants.ts";

const root = mkdtempSync(join(tmpdir(), "qt-compare-"));
afterAll(() => rmSync(root, { recursive: true }));

const choice: BacktestOptions = { market: "simulated", seed: 5, days: 120 };
const out = join(root, "one");
const progress: Progress[] = [];
const comparison = await compareGovernance({ ...choice, out }, (each) => progress.push(each));
const backtest = await runBacktest({ ...choice, out: false });
const ungoverned = await runBacktest({ ...choice, governance: "off", out: false });
const variantOf = (name: string) => comparison.variants.find((each) => each.name === name);

describe("a comparison of governance", () => {
  it("ends in ordinary backtests: all has the digest of one, off that of one without governance and the twin's curve", () => {
    expect(variantOf("all")?.digest).toBe(backtest.digest);
    expect(variantOf("off")?.digest).toBe(ungoverned.digest);
    expect(variantOf("off")?.report.curve).toEqual(backtest.ungoverned?.report.curve);
    expect(comparison.buyAndHold.curve).toEqual(backtest.buyAndHold.curve);
  });

  it("is the same when played again", async () => {
    const again = await compareGovernance({ ...choice, out: false });
    expect(again.variants.map(({ digest }) => digest)).toEqual(comparison.variants.map(({ digest }) => digest));
    expect(again.variants.map(({ refusedEntries }) => refusedEntries)).toEqual(
      comparison.variants.map(({ refusedEntries }) => refusedEntries),
    );
  });

  it("has a fund for every seat of the configuration, each with a configuration the fund would take", () => {
    for (const seat of comparison.config.seats) expect(variantOf(seat), seat).toBeDefined();
    const off = { ...ungoverned.config };
    const seats = ["SUPERVISOR", "CFO"] as const;
    const variants = variantsOf({ ...comparison.config, seats }, off);
    expect(variants.map(({ name }) => name)).toEqual([
      "off",
      "hard limits",
      "AI-HFOS",
      "SUPERVISOR",
      "emergency stop",
      "CFO",
      "all",
    ]);
    for (const { name, config } of variants) expect(fundConfigSchema.safeParse(config).success, name).toBe(true);
    const switched = variants.map(({ config }) => [
      config.seats.join(" "),
      config.essEnabled,
      config.hardLimits.maxDailyLossFraction,
    ]);
    expect(switched).toEqual([
      ["", false, 1],
      ["", false, 0.05],
      ["SUPERVISOR", false, 1],
      ["SUPERVISOR", false, 0.05],
      ["SUPERVISOR", true, 0.05],
      ["SUPERVISOR CFO", false, 1],
      ["SUPERVISOR CFO", true, 0.05],
    ]);
  });

  it("tells how far it is, to the last bar", () => {
    expect(progress.length).toBeGreaterThan(5);
    expect(progress.at(-1)).toMatchObject({ barsDone: 14_400, barsTotal: 14_400 });
  });

  it("counts refusals as the reports of the runs do", () => {
    let all = 0;
    for (const { name, report, refusedEntries } of comparison.variants) {
      const { refusals, intents } = report.governance;
      const sum = (counts: typeof refusals) => counts.reduce((total, { count }) => total + count, 0);
      const wishes = sum(intents.filter((each) => /^(REFUSED|SHADOWED) by/.test(each.name)));
      const counted = refusedEntries.reduce((total, each) => total + each.refused, 0);
      expect(counted, name).toBeGreaterThanOrEqual(wishes);
      expect(counted, name).toBeLessThanOrEqual(wishes + sum(refusals));
      all += counted;
    }
    expect(all).toBeGreaterThan(20);
  });
});

describe("what is written", () => {
  it("is compare.json and compare.html, and nothing else", () => {
    expect(readdirSync(out).toSorted()).toEqual(["compare.html", "compare.json"]);
    const json: unknown = JSON.parse(readFileSync(join(out, "compare.json"), "utf8"));
    expect(json).toEqual(JSON.parse(JSON.stringify(comparisonJson(comparison))));
  });

  it("asks for nothing from anywhere", () => {
    const html = readFileSync(join(out, "compare.html"), "utf8");
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).not.toMatch(/(src|href)=|@import|url\(|https?:/);
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("reads as text, with every fund in the table", () => {
    const text = comparisonText(comparison);
    for (const { name } of comparison.variants) expect(text).toMatch(new RegExp(`^  ${name} +[+-]?[\\d.]+ %`, "m"));
    expect(text).toMatch(/^ {2}buy-and-hold +/m);
    expect(text).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  it("is nothing when it is interrupted", async () => {
    const interrupt = new AbortController();
    const target = join(root, "gone");
    const run = compareGovernance({ ...choice, out: target, signal: interrupt.signal }, () => interrupt.abort());
    await expect(run).rejects.toThrow(/abort/i);
    expect(readdirSync(root)).toEqual(["one"]);
  });
});
