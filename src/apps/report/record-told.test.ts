/** A run told by its journal is the run that was played: every sample, every report, buy-and-hold beside it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { filled } from "../../kernel/analytics/column.ts";
import { reportCurve } from "../../kernel/analytics/curve-report.ts";
import { reportPerformance } from "../../kernel/analytics/performance-report.ts";
import { runBacktest } from "../backtest/run-backtest.ts";
import { recordTold } from "./record-told.ts";

const root = mkdtempSync(join(tmpdir(), "qt-told-"));
afterAll(() => rmSync(root, { recursive: true }));

it("samples every close as the kernel had it, without stepping it", async () => {
  const out = join(root, "run");
  const played = await runBacktest({ market: "simulated", seed: 7, days: 120, out });
  const told = recordTold(out, undefined);
  for (const [name, column] of Object.entries(played.main.record.samples)) {
    const mine = filled(told.record.samples[name as "equity"]);
    const theirs = filled(column);
    expect(mine.length).toBe(theirs.length);
    const isMoney = name === "equity" || name === "exposure";
    for (const [index, value] of mine.entries())
      if (isMoney) expect(value).toBeCloseTo(theirs[index] ?? Number.NaN, 5);
      else expect(value, `${name} at close ${index}`).toBe(theirs[index]);
  }
  expect(told.bars).toBe(played.bars);
  expect(told.config).toEqual(played.config);
  expect(reportPerformance(told.record).governance).toEqual(played.main.report.governance);
  expect(reportPerformance(told.record).trades).toEqual(played.main.report.trades);
  expect(reportCurve(told.hold.record)).toEqual(played.buyAndHold.curve);
});
