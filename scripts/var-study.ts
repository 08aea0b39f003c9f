/**
 * `npm run var-study`: which estimator of value at risk and expected shortfall to believe; writes `docs/var-study.md`.
 *
 * 200 made-up markets of 1,000 days and 40 that switch regime, then BTC and ETH from 2020 to 2023 where the recorded bars
 * are at hand. All forecasts are out of sample. `-- --paths 20` for a quick look, which is written nowhere.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { studyGarch, studySwitching } from "./var-study/made-up.ts";
import { dailyReturns } from "./var-study/market.ts";
import { judge } from "./var-study/recorded.ts";
import { report } from "./var-study/report.ts";

const wholePaths = 200;
const { values } = parseArgs({ options: { paths: { type: "string", default: String(wholePaths) } } });
const paths = Number(values.paths);
if (!(Number.isInteger(paths) && paths > 0)) throw new RangeError(`expected --paths above 0, was ${values.paths}`);

const recorded = ["BTC", "ETH"].flatMap((symbol) => {
  const daily = dailyReturns(symbol);
  if (daily === undefined) return [];
  const returns = daily.returns.subarray(0, daily.from("2024-01-01"));
  return [
    { symbol, days: returns.length - daily.from("2020-01-01"), judged: judge(returns, daily.from("2020-01-01")) },
  ];
});
const text = report(studyGarch(paths), studySwitching(Math.ceil(paths / 5)), recorded);
if (paths === wholePaths && recorded.length === 2) {
  const file = join(import.meta.dirname, "../docs/var-study.md");
  writeFileSync(file, text);
  console.log(`wrote ${file}`);
} else console.log(text);
