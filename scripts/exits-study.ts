/**
 * What dynamic targets and stops, position intelligence and profit amplification do to the fund on recorded bars, each
 * alone and together: `node scripts/exits-study.ts <folder of bars> <symbols> <from> <to>`. Prints a Markdown table.
 *
 * Everything else is as in a paper fund. Its figures stand in docs/concepts/life-of-a-position.md.
 */
import { BuyAndHold } from "../src/apps/backtest/buy-and-hold.ts";
import { FundRun } from "../src/apps/backtest/fund-run.ts";
import { openMarket } from "../src/apps/backtest/market-choice.ts";
import { configOf } from "../src/apps/backtest/run-backtest.ts";
import { reportCurve } from "../src/kernel/analytics/curve-report.ts";
import { reportPerformance } from "../src/kernel/analytics/performance-report.ts";
import type { FundConfig } from "../src/kernel/domain/config.ts";
import { epochMs } from "../src/kernel/units/units.ts";

const [market = "", symbols = "", from = "", to = ""] = process.argv.slice(2);
const millis = (text: string) => epochMs(Date.parse(`${text}T00:00:00Z`));
const opened = openMarket({
  market,
  symbols: symbols.split(","),
  interval: "1h",
  kind: "spot",
  from: millis(from),
  to: millis(to),
});
const base = configOf({}, opened, "on");

type Part = "dynamic_tpsl" | "pil" | "pal";
const off: Readonly<Record<Part, "OFF" | "ENFORCED">> = { dynamic_tpsl: "OFF", pil: "OFF", pal: "OFF" };

function withParts(parts: readonly Part[]): FundConfig {
  const subsystems = { ...base.subsystems, ...off };
  for (const part of parts) subsystems[part] = "ENFORCED";
  const { pil, pal } = subsystems;
  const hooks = { ...base.hooks, "position-classification": pil, "amplification-check": pal };
  return { ...base, subsystems, hooks };
}

const variants: readonly (readonly Part[])[] = [
  [],
  ["dynamic_tpsl"],
  ["pil"],
  ["pil", "pal"],
  ["dynamic_tpsl", "pil"],
  ["dynamic_tpsl", "pil", "pal"],
];
const runs = variants.map((parts) => new FundRun(withParts(parts), opened.history.firstClose));
const spent = variants.map(() => 0);
const hold = new BuyAndHold(base);
for (const closed of opened.history.closedBars()) {
  runs.forEach((run, index) => {
    const before = process.cpuUsage();
    run.playClose(closed);
    const { user, system } = process.cpuUsage(before);
    spent[index] = (spent[index] ?? 0) + user + system;
  });
  hold.playClose(closed);
}

const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
console.log("| Heard | Return | Deepest fall | Trades | Won | Mean R | Exits | CPU |");
console.log("|---|---|---|---|---|---|---|---|");
runs.forEach((run, index) => {
  const { record } = run;
  const report = reportPerformance(record);
  const { trading, curve } = report;
  const exits = Object.entries(trading.exits).flatMap(([reason, count]) => (count > 0 ? [`${reason} ${count}`] : []));
  const name = variants[index]?.length === 0 ? "none of the three" : (variants[index] ?? []).join(", ");
  const figures = [
    percent(curve.netReturnRatio),
    percent(curve.maxDrawdown.ratio),
    trading.trades,
    trading.winRateFraction === null ? "" : percent(trading.winRateFraction),
    trading.averageRRatio?.toFixed(2) ?? "",
    exits.join(", "),
    ((spent[index] ?? 0) / (spent[0] ?? 1)).toFixed(2),
  ];
  console.log(`| ${name} | ${figures.join(" | ")} |`);
});
const held = reportCurve(hold.record);
console.log(`| buy and hold | ${percent(held.netReturnRatio)} | ${percent(held.maxDrawdown.ratio)} | | | | | |`);
