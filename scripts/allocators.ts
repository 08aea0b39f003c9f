/**
 * `npm run allocators`: every allocator of the balancer beside 1/N, after costs, on recorded days; renews the tables of
 * `docs/concepts/portfolio-balancer.md`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadHighs } from "../src/adapters/highs/highs.ts";
import { allocators } from "../src/kernel/domain/balancer.ts";
import { deepestDrawdown } from "../src/kernel/maths/drawdown.ts";
import { compareForecasts } from "../src/kernel/maths/risk/diebold-mariano.ts";
import { historicalTail } from "../src/kernel/maths/risk/historical-tail.ts";
import { annualVolatility, mean, sharpeRatio } from "../src/kernel/maths/statistics.ts";
import { panelOf } from "./allocators/market.ts";
import { type Walk, walk } from "./allocators/walk.ts";

/** Fee of 10 bps, half a spread of 1 and slippage of 3. */
const cost = 0.0014;
const solve = await loadHighs();

const studies = [
  {
    title: "Five symbols (BTC, ETH, BNB, SOL, XRP), November 2020 to December 2023",
    panel: panelOf(["BTC", "ETH", "BNB", "SOL", "XRP"], "", "2020-09-01", "2023-12-31"),
    warmUp: 60,
  },
  {
    title: "Twelve symbols (ADA, AVAX, BCH, DOT, EOS, LINK, LTC, LUNA, MATIC, TRX, UNI, XLM), March to June 2021",
    panel: panelOf(
      ["ADA", "AVAX", "BCH", "DOT", "EOS", "LINK", "LTC", "LUNA", "MATIC", "TRX", "UNI", "XLM"],
      "-2021H1",
      "2021-01-01",
      "2021-06-30",
    ),
    warmUp: 60,
  },
];

const tables = studies.flatMap(({ title, panel, warmUp }) => {
  if (panel === undefined) return [];
  const walks = allocators.map((allocator) => walk(allocator, panel, { warmUp, everyDays: 7, cost, solve }));
  return [`### ${title}`, "", ...tableOf(walks), ""];
});
if (tables.length === 0) console.log("The recorded bars are not here: name their folder in QT_MARKET_DATA.");
else renew(tables.join("\n"));

function tableOf(walks: readonly Walk[]): string[] {
  const [equal] = walks;
  const percent = (value: number, digits = 1): string => `${(value * 100).toFixed(digits)} %`;
  const rows = walks.map(({ allocator, returns, turnover, costs }) => {
    const logs = returns.map(Math.log1p);
    const differences = logs.map((each, day) => each - Math.log1p(equal?.returns[day] ?? Number.NaN));
    const t = allocator === "EQUAL" ? undefined : compareForecasts(differences, 1)?.statistic;
    const values = returns.reduce<number[]>((path, each) => [...path, (path.at(-1) ?? 1) * (1 + each)], [1]);
    const tail = historicalTail(
      returns.map((each) => -each),
      0.025,
    );
    return [
      allocator,
      percent(Math.expm1(mean(logs) * 365)),
      percent(annualVolatility(returns, 365)),
      sharpeRatio(returns, 365).toFixed(2),
      percent(deepestDrawdown(values).depth),
      tail.kind === "refused" ? "-" : percent(tail.expectedShortfall, 2),
      turnover.toFixed(1),
      percent(costs, 2),
      t === undefined ? "" : t.toFixed(2),
    ].join(" | ");
  });
  return [
    "| Allocator | Growth a year | Volatility | Sharpe | Deepest drawdown | ES 97.5 %, a day | Turnover a year | Costs a year | t against 1/N |",
    "|---|---|---|---|---|---|---|---|---|",
    ...rows.map((row) => `| ${row} |`),
  ];
}

function renew(text: string): void {
  const file = join(import.meta.dirname, "../docs/concepts/portfolio-balancer.md");
  const [before = "", rest = ""] = readFileSync(file, "utf8").split("<!-- allocators -->\n");
  const after = rest.split("<!-- end of allocators -->")[1] ?? "";
  writeFileSync(file, `${before}<!-- allocators -->\n${text}\n<!-- end of allocators -->${after}`);
  console.log(text);
}
