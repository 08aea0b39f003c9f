/**
 * How many bars a second the fund plays, governed and not: the loop of a backtest with its digest, without disk.
 *
 * The bars are in memory before the clock starts; reading and unzipping a market is no part of it.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { openRecordedMarket } from "../../src/adapters/recorded-market/recorded-market.ts";
import { simulatedMarket } from "../../src/adapters/simulated-market/simulated-market.ts";
import { FundRun } from "../../src/apps/backtest/fund-run.ts";
import type { BarHistory } from "../../src/ports/bar-history.ts";
import { defaultConfig, type Governance } from "../../src/runtime/default-config.ts";
import type { Candidate, Workload } from "../workload.ts";

/**
 * About two thirds of what a quiet machine does under the whole executive. A market of one symbol pays a whole round of six
 * seats for each bar, a market of five shares it; `bench/README.md` has the figures.
 */
const floors = { simulated: 150_000, one: 50_000, five: 130_000 };
const simulatedBars = 20_000;
const collected = resolve(import.meta.dirname, "../../../shared/data/market");

export function governedBacktest(): Workload[] {
  const workloads = [
    workloadOf("5 simulated symbols", floors.simulated, simulatedMarket({ seed: 42, bars: simulatedBars })),
  ];
  if (existsSync(collected)) {
    workloads.push(
      workloadOf("BTCUSDT 1h 2017 to 2023", floors.one, openRecordedMarket({ path: collected, symbols: ["BTCUSDT"] })),
    );
    const symbols = ["BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT", "BNBUSDT"];
    workloads.push(workloadOf("5 recorded symbols 1h", floors.five, openRecordedMarket({ path: collected, symbols })));
  }
  return workloads;
}

function workloadOf(name: string, floor: number, history: BarHistory): Workload {
  const closes = [...history.closedBars()];
  const candidate = (governance: Governance): Candidate => {
    const { identity: market, instruments, interval, firstClose: tradeFrom } = history;
    const config = defaultConfig({ market, instruments, interval, tradeFrom, governance });
    return {
      name: governance === "on" ? "governed" : "ungoverned",
      run: () => {
        const run = new FundRun(config, history.firstClose);
        for (const closed of closes) run.playClose(closed);
        return run.digest.finish();
      },
    };
  };
  const amount = closes.reduce((sum, { bars }) => sum + bars.length, 0);
  return { name, amount, unit: "bars", candidates: [candidate("on"), candidate("off")], floor };
}
