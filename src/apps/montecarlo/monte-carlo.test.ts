/** The luck in a run: seeded, the run among its own paths, shuffles that keep the end, and what is written. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { dailyCurveOf } from "../../kernel/analytics/daily-curve.ts";
import { FundError } from "../../ports/errors.ts";
import { runBacktest } from "../backtest/run-backtest.ts";
import { recordRun } from "../replay/record-run.ts";
import { monteCarlo } from "./monte-carlo.ts";
import { monteCarloJson } from "./monte-carlo-json.ts";
import { monteCarloText } from "./monte-carlo-text.ts";
import { pathOf, reorderTrades, tradeReturns } from "./reorder-trades.ts";

const root = mkdtempSync(join(tmpdir(), "qt-montecarlo-"));
afterAll(() => rmSync(root, { recursive: true }));
const run = join(root, "run");
const backtest = await runBacktest({ market: "simulated", seed: 7, days: 120, out: run });
const { record } = recordRun(run, undefined);
const out = join(root, "page");
const answer = await monteCarlo({ run, paths: 400, out });

describe("the record of a run", () => {
  it("read from its journal is that of the backtest, close for close", () => {
    const { record: played } = backtest.main;
    expect(dailyCurveOf(record)).toEqual(dailyCurveOf(played));
    expect(record.facts.trades).toEqual(played.facts.trades);
    expect(record.samples.at.length).toBe(played.samples.at.length);
  });
});

describe("a Monte Carlo of it", () => {
  it("is the same for the same seed and another for another", async () => {
    const again = await monteCarlo({ run, paths: 400, out: false });
    expect(monteCarloJson(again).days).toEqual(monteCarloJson(answer).days);
    expect(again.trades).toEqual(answer.trades);
    const other = await monteCarlo({ run, paths: 400, seed: 1, out: false });
    expect(other.days.figures.growth.p50).not.toBe(answer.days.figures.growth.p50);
    expect(other.trades?.resampled.growth.p50).not.toBe(answer.trades?.resampled.growth.p50);
  });

  it("has the run itself as the actual one", () => {
    const { curve } = backtest.main.report;
    const { growth, sharpe } = answer.days.figures;
    expect(growth.actual).toBeCloseTo(curve.endEquityUsd / curve.startEquityUsd, 10);
    expect(sharpe.actual).toBeCloseTo(curve.sharpe.ratio, 8);
    expect(answer.days.fan.actual.at(-1)).toBeCloseTo(growth.actual, 12);
    expect(answer.days.fan.days.at(-1)).toBe(answer.days.days);
  });

  it("has quantiles in order, a fan that ends where the figures do, and chances between none and all", () => {
    const { figures, fan, ...days } = answer.days;
    for (const { p5, p50, p95 } of Object.values(figures)) {
      expect(p5).toBeLessThanOrEqual(p50);
      expect(p50).toBeLessThanOrEqual(p95);
    }
    expect(fan.p5.at(-1)).toBeCloseTo(figures.growth.p5, 12);
    expect(fan.p95.at(-1)).toBeCloseTo(figures.growth.p95, 12);
    for (const chance of [days.lossFraction, days.drawdownBeyond10Fraction, days.drawdownBeyond20Fraction]) {
      expect(chance).toBeGreaterThanOrEqual(0);
      expect(chance).toBeLessThanOrEqual(1);
    }
    expect(days.drawdownBeyond20Fraction).toBeLessThanOrEqual(days.drawdownBeyond10Fraction);
  });
});

describe("trades in other orders", () => {
  it("end at the same equity however they are shuffled, and fall differently", async () => {
    const returns = tradeReturns(record);
    const backwards = returns.toReversed();
    expect(pathOf(backwards).growth).toBeCloseTo(pathOf(returns).growth, 10);
    const shuffled = answer.trades?.shuffled.maxDrawdown;
    expect(shuffled?.p5).toBeLessThan(shuffled?.p95 ?? 0);
    expect(await reorderTrades(Float64Array.of(0.1), { paths: 10, seed: 0 })).toBeNull();
  });

  it("are each a share of the equity it was opened with", () => {
    const [first] = record.facts.trades;
    expect(tradeReturns(record)[0]).toBeCloseTo((first?.pnlUsd ?? 0) / record.startEquity, 2);
    expect(tradeReturns(record)).toHaveLength(record.facts.trades.length);
  });

  it("have their path by hand", () => {
    const path = pathOf(Float64Array.of(0.1, -0.1, -0.2, 0.5, -0.1));
    expect(path.growth).toBeCloseTo(1.1 * 0.9 * 0.8 * 1.5 * 0.9, 12);
    expect(path.maxDrawdown).toBeCloseTo(1 - 0.9 * 0.8, 12);
    expect(path.losingStreak).toBe(2);
  });
});

describe("what is written", () => {
  it("is a page that asks for nothing from anywhere, and the data beside it", () => {
    expect(readdirSync(out).toSorted()).toEqual(["montecarlo.html", "montecarlo.json"]);
    const html = readFileSync(join(out, "montecarlo.html"), "utf8");
    expect(html).not.toMatch(/(src|href)=|@import|url\(|https?:|<script/);
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
    const json: unknown = JSON.parse(readFileSync(join(out, "montecarlo.json"), "utf8"));
    expect(json).toEqual(JSON.parse(JSON.stringify(monteCarloJson(answer))));
  });

  it("reads as text", () => {
    const text = monteCarloText(answer);
    for (const part of ["Max drawdown", "Shuffled: max drawdown", "of a loss", "What this cannot show"])
      expect(text).toContain(part);
    expect(text).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  it("is nothing for a run of too few days", async () => {
    const short = join(root, "short");
    await runBacktest({ market: "simulated", seed: 7, days: 19, out: short });
    const error: unknown = await monteCarlo({ run: short }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FundError);
    expect(String(error)).toContain("expected a run of 20 days or more, was 19");
  });
});
