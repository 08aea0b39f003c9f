/** Every bar history against the contract. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { openRecordedMarket } from "../../src/adapters/recorded-market/recorded-market.ts";
import { simulatedMarket } from "../../src/adapters/simulated-market/simulated-market.ts";
import { barHistoryContract } from "./bar-history.contract.ts";

const folder = mkdtempSync(join(tmpdir(), "qt-bars-"));
afterAll(() => rmSync(folder, { recursive: true }));

for (const [symbol, base] of [
  ["AAA", 100],
  ["BBB", 5],
] as const) {
  const rows = Array.from({ length: 60 }, (_, index) => index)
    .filter((index) => symbol === "AAA" || index % 9 !== 4)
    .map(
      (index) =>
        `${1_600_000_000_000 - (1_600_000_000_000 % 3_600_000) + index * 3_600_000},${base},${base + 2},${base - 1},${base + 1},10`,
    );
  writeFileSync(join(folder, `${symbol}-spot-1h.csv`), `ts_ms,open,high,low,close,volume\n${rows.join("\n")}\n`);
}

barHistoryContract("recorded market", () => openRecordedMarket({ path: folder }));
barHistoryContract("simulated market", () => simulatedMarket({ seed: 3 }));
barHistoryContract("simulated market with an end", () => simulatedMarket({ seed: 3, bars: 60 }));
