/** A run with a plug-in: played, replayed with the same bytes, refused with others, live and in a backtest. */
import { appendFileSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runBacktest } from "../../src/apps/backtest/run-backtest.ts";
import { recordRun } from "../../src/apps/replay/record-run.ts";
import { manifestOfRun, replayRun } from "../../src/apps/replay/replay-run.ts";
import { libraryOfRun, resolveStrategies } from "../../src/apps/strategies/resolve-strategies.ts";
import { strategyTemplate } from "../../src/apps/strategies/template.ts";

const root = mkdtempSync(join(tmpdir(), "qt-plug-in-run-"));
const file = join(root, "crossing.ts");
const run = join(root, "run");
afterAll(() => rmSync(root, { recursive: true }));

let traded = 0;
beforeAll(async () => {
  writeFileSync(file, strategyTemplate("crossing", "quantum-trader/strategy"));
  const strategies = await resolveStrategies([`${file}:stopAtr=6`]);
  const backtest = await runBacktest({
    market: "simulated",
    days: 60,
    seed: 3,
    governance: "off",
    out: run,
    strategies,
  });
  traded = backtest.main.report.trading.trades;
  expect(backtest.config.strategies).toMatchObject([{ name: "crossing", parameters: { stopAtr: 6 } }]);
});

it("trades in its own name, and says in the manifest where it came from", async () => {
  expect(traded).toBeGreaterThan(0);
  const manifest = manifestOfRun(run);
  expect(manifest.plugIns).toMatchObject([{ name: "crossing", file }]);
  const library = await libraryOfRun(manifest.plugIns);
  const { config } = recordRun(run, undefined, library);
  expect(config.strategies[0]?.sha256).toBe(manifest.plugIns?.[0]?.sha256);
});

describe("played again", () => {
  it("comes out equal with the same bytes, also from elsewhere", async () => {
    const { plugIns } = manifestOfRun(run);
    expect(replayRun(run, { library: await libraryOfRun(plugIns) })).toMatchObject({ isEqual: true });
    const elsewhere = join(root, "elsewhere.ts");
    copyFileSync(file, elsewhere);
    expect(replayRun(run, { library: await libraryOfRun(plugIns, [elsewhere]) })).toMatchObject({ isEqual: true });
  });

  it("without its strategy is refused by name, version and hash", () => {
    expect(() => replayRun(run)).toThrow(
      /entry 0: expected a strategy that this code knows, was crossing 1\.0\.0, a plug-in \(a file of sha256 [0-9a-f]{64}\)\. Give its file with --strategy\./,
    );
    expect(() => recordRun(run, undefined)).toThrow(expect.objectContaining({ code: "JOURNAL_MISMATCH" }) as Error);
  });

  it("with other code is refused before anything is played", async () => {
    const changed = join(root, "changed.ts");
    copyFileSync(file, changed);
    appendFileSync(changed, "\n// changed\n");
    await expect(libraryOfRun(manifestOfRun(run).plugIns, [changed])).rejects.toThrow("expected the file of sha256");
  });
});
