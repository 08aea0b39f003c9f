/** `runBacktest`: what it writes, that it writes all or nothing, and that nobody who looks on changes the result. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { epochMs, hours, usd } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";
import { summaryJson } from "./report-json.ts";
import { reportText } from "./report-text.ts";
import { type BacktestOptions, type Progress, runBacktest } from "./run-backtest.ts";
import { stressDaysOf } from "./stress-days.ts";

const root = mkdtempSync(join(tmpdir(), "qt-backtest-"));
afterAll(() => rmSync(root, { recursive: true }));

const choice: BacktestOptions = { market: "simulated", seed: 3, days: 120 };
const errorOf = async (run: Promise<unknown>): Promise<FundError> => {
  const error: unknown = await run.then(
    () => "no error",
    (reason: unknown) => reason,
  );
  if (error instanceof FundError) return error;
  throw new Error(`expected a FundError, was ${String(error)}`);
};

const plain = await runBacktest({ ...choice, out: false });
const out = join(root, "runs", "one");
const progress: Progress[] = [];
const written = await runBacktest({ ...choice, out }, (each) => progress.push(each));

describe("a run", () => {
  it("has one digest, whether or not it is written down and watched", () => {
    expect(written.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(written.digest).toBe(plain.digest);
    expect(written.facts).toBe(plain.facts);
    expect(plain.folder).toBeUndefined();
  });

  it("has another digest with another seed or another start equity", async () => {
    const other = await runBacktest({ ...choice, seed: 4, out: false });
    const richer = await runBacktest({ ...choice, startEquity: usd(20_000), out: false });
    expect(new Set([plain.digest, other.digest, richer.digest]).size).toBe(3);
  });

  it("tells how far it is, to the last bar", () => {
    expect(progress.at(-1)).toMatchObject({ closesDone: 2_880, barsDone: 14_400, barsTotal: 14_400 });
    expect(progress.map(({ closesDone }) => closesDone)).toEqual([2_000, 2_880]);
  });

  it("stands beside the same run without governance, unless it has none itself", async () => {
    const off = await runBacktest({ ...choice, governance: "off", out: false });
    expect(off.ungoverned).toBeUndefined();
    expect(off.main.report.curve).toEqual(plain.ungoverned?.report.curve);
    expect(summaryJson(off)).toMatchObject({ governance: "off", ungoverned: null, freezes: 0 });
  });

  it("trades from the first close at or after `from`; earlier bars teach", async () => {
    const { firstClose } = { firstClose: plain.main.report.curve.startAtMs };
    const from = epochMs(firstClose + hours(24 * 60) + 1);
    const late = await runBacktest({ ...choice, from, out: false });
    expect(late.config.tradeFromMs).toBe(firstClose + hours(24 * 60 + 1));
    expect(late.bars).toBe(plain.bars);
    expect(late.main.report.curve.closes).toBe(2_880 - 24 * 60 - 1);
    expect(late.main.report.trades.every(({ openedAtMs }) => openedAtMs >= from)).toBe(true);
    expect(late.main.report.trading.trades, "the models spoke from the start, having been taught").toBeGreaterThan(0);
  });
});

describe("the run folder", () => {
  it("holds journal, report.json and report.html, and nothing else is left", () => {
    expect(readdirSync(out).toSorted()).toEqual(["journal", "report.html", "report.json"]);
    expect(readdirSync(join(root, "runs"))).toEqual(["one"]);
    expect(readdirSync(join(out, "journal"))).toEqual(["journal-00000001.qtj"]);
  });

  it("has a report.json that says what the run said", () => {
    const report: unknown = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
    expect(report).toMatchObject({ digest: written.digest, bars: written.bars, governance: "on" });
    const plainReport: unknown = JSON.parse(JSON.stringify(written.main.report));
    expect(report).toHaveProperty("run", plainReport);
  });

  it("has a report.html that asks for nothing from anywhere", () => {
    const html = readFileSync(join(out, "report.html"), "utf8");
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).not.toMatch(/(src|href)=|@import|url\(|https?:/);
    expect(html.match(/<svg class="plot" id="/g)?.length).toBe(3);
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("is not made anew where something lies", async () => {
    const occupied = join(root, "occupied");
    mkdirSync(occupied);
    writeFileSync(join(occupied, "mine.txt"), "mine");
    const error = await errorOf(runBacktest({ ...choice, out: occupied }));
    expect(error.code).toBe("BAD_USAGE");
    expect(error.message).toContain("mine.txt");
    expect(readdirSync(occupied)).toEqual(["mine.txt"]);
    expect(existsSync(`${occupied}.partial`)).toBe(false);
    const file = await errorOf(runBacktest({ ...choice, out: join(occupied, "mine.txt") }));
    expect(file.message).toContain("expected a folder to be made, was a file");
  });

  it("may be an empty folder, and takes the place of what a killed run left", async () => {
    const empty = join(root, "empty");
    mkdirSync(empty);
    mkdirSync(join(`${empty}.partial`, "journal"), { recursive: true });
    writeFileSync(join(`${empty}.partial`, "journal", "journal-00000001.qtj"), "half");
    await runBacktest({ ...choice, days: 10, out: empty });
    expect(readdirSync(empty).length).toBe(3);
    expect(existsSync(`${empty}.partial`)).toBe(false);
  });

  it("leaves nothing when the run is interrupted, not even the folders made for it", async () => {
    const interrupt = new AbortController();
    const target = join(root, "a", "b", "c");
    const run = runBacktest({ ...choice, out: target, signal: interrupt.signal }, () => interrupt.abort());
    await expect(run).rejects.toThrow(/abort/i);
    expect(existsSync(join(root, "a"))).toBe(false);
  });
});

describe("the printed report", () => {
  const text = reportText(plain);

  it("has three columns, the freezes and the caveats", () => {
    expect(text).toMatch(/governed +ungoverned +buy-and-hold/);
    for (const part of ["Max drawdown", "Freezes:", "What this does not prove", "entries blocked", plain.digest])
      expect(text).toContain(part);
    expect(text).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  it("names the scripted operator wherever he released", () => {
    const { freezes } = plain.main.report.governance;
    const scripted = freezes.filter(({ releasedBy }) => releasedBy === "scripted operator").length;
    expect(text.match(/by the scripted operator$/gm)?.length ?? 0).toBe(scripted);
  });

  it("fits a terminal", () => {
    const lines = text.split("\n").filter((line) => /^ {2}- |^[A-Z]|^ {4}/.test(line));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(190);
  });
});

describe("options that cannot be", () => {
  it.each([
    [{ symbols: ["BTC"] }, "--symbols"],
    [{ kind: "spot" }, "--kind"],
    [{ interval: "7m" }, "divides an hour"],
    [{ interval: "soon" }, "--interval"],
    [{ from: epochMs(4e12) }, "--from"],
    [{ from: epochMs(2e12), to: epochMs(1e12) }, "--from"],
    [{ to: epochMs(1e12) }, "expected an end"],
  ])("are refused by name: %o", async (wrong, said) => {
    const { days: _, ...rest } = choice;
    const error = await errorOf(runBacktest({ ...rest, ...wrong, out: join(root, "never") }));
    expect(error.code).toBe("BAD_USAGE");
    expect(error.message).toContain(said);
    expect(existsSync(join(root, "never"))).toBe(false);
  });
});

/** Real bars, where they are at hand. Not `runIf`: the build machine takes a skipped test for a failed one. */
const collected = resolve(import.meta.dirname, "../../../../shared/data/market");
if (existsSync(collected))
  describe("BTCUSDT by the hour, 2017 to 2023", () => {
    it("says where the fund stood on 2020-03-12, the market's worst day, and why", async () => {
      const backtest = await runBacktest({ market: collected, symbols: ["BTCUSDT"], out: false });
      expect(backtest.bars).toBe(55_740);
      const [worst] = stressDaysOf(backtest);
      expect(worst?.dayStartMs).toBe(Date.UTC(2020, 2, 12));
      expect(worst?.marketReturn).toBeLessThan(-0.35);
      expect(worst?.fundReturn, "the hard limit on a day's loss, and a gap").toBeGreaterThan(-0.1);
      const isExplained =
        (worst?.decisions.length ?? 0) > 0 || /flat since \d{4}-\d\d-\d\d, when /.test(worst?.standing ?? "");
      expect(isExplained, "decisions of the day, or why there was nothing to decide").toBe(true);
      expect(reportText(backtest)).toMatch(/2020-03-12 {2}market -39\.50 %/);
    });

    it("governed, loses less at its worst than the same fund ungoverned, and does not stop for good", async () => {
      const { main, ungoverned } = await runBacktest({ market: collected, symbols: ["BTCUSDT"], out: false });
      const { curve, governance } = main.report;
      expect(curve.maxDrawdown.ratio).toBeLessThan(ungoverned?.report.curve.maxDrawdown.ratio ?? 0);
      expect(governance.freezes.length).toBeGreaterThan(0);
      expect(governance.freezes.every(({ releasedBy }) => releasedBy !== null)).toBe(true);
      expect(governance.entriesBlockedFraction).toBeLessThan(0.25);
    });
  });
