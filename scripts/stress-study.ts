/**
 * `npm run stress-study -- <folder of bars>`: every scenario on the built-in market and on recorded ones; writes
 * `docs/stress.md`. Without a folder the recorded markets are left out, and the page goes to stdout.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runStress, scenarioNames, type StressOptions } from "../src/apps/stress/run-stress.ts";
import type { StressAnswer, StressedScenario } from "../src/apps/stress/stress-answer.ts";
import { figuresOf } from "../src/apps/stress/stress-figures.ts";
import { cutOf } from "../src/apps/stress/stress-json.ts";
import { dayOf, length, share, whole } from "../src/apps/figures.ts";
import { epochMs } from "../src/kernel/units/units.ts";

type Play = { readonly title: string; readonly options: StressOptions };

const { positionals } = parseArgs({ allowPositionals: true });
const [data] = positionals;
const names = scenarioNames();
const at = (date: string) => epochMs(Date.parse(`${date}T00:00Z`));
const plain = { names, data, out: false } as const;
const recorded = { ...plain, interval: "1h", kind: "spot", to: at("2021-07-01") } as const;
const five = ["BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT", "BNBUSDT"];

const plays: Play[] = [
  { title: "Built-in market, seed 0", options: { ...plain, market: "simulated", seed: 0 } },
  { title: "Built-in market, seed 7", options: { ...plain, market: "simulated", seed: 7 } },
];
if (data !== undefined)
  plays.push(
    {
      title: "BTCUSDT by the hour, 2021 H1",
      options: { ...recorded, market: data, symbols: ["BTCUSDT"], from: at("2021-01-01") },
    },
    {
      title: "Five symbols by the hour, 2021-01-20 to June",
      options: { ...recorded, market: data, symbols: five, from: at("2021-01-20") },
    },
  );

const answers: { title: string; answer: StressAnswer }[] = [];
for (const { title, options } of plays) {
  answers.push({ title, answer: await runStress(options) });
  console.error(`played ${title}`);
}

const text = [
  "# Stress, measured",
  "Written by `npm run stress-study -- <folder of bars>` (`scripts/stress-study.ts`). What each scenario does and why the\ncriteria are as they are: [stress](concepts/stress.md). Loss is the worst from the strike to ten days after the stress; beside\nit the loss of the same fund on the same days without the stress.",
  verdicts(),
  ...answers.map(({ title, answer }) => tableOf(title, answer)),
].join("\n\n");

if (data === undefined) console.log(text);
else writeFileSync(join(import.meta.dirname, "../docs/stress.md"), `${text}\n`);

function verdicts(): string {
  const lines = answers.map(({ title, answer }) => {
    const failed = answer.scenarios.filter(({ passed }) => !passed).map(({ scenario }) => scenario.name);
    const passed = answer.scenarios.length - failed.length;
    return `| ${title} | ${passed} of ${answer.scenarios.length} | ${failed.join(", ") || "none"} |`;
  });
  return ["| Market | Passed | Failed |", "|---|---|---|", ...lines].join("\n");
}

function tableOf(title: string, { scenarios, config, closes, code }: StressAnswer): string {
  const from = dayOf(config.tradeFromMs);
  const head = [
    "| Scenario | Verdict | Struck at | Held | Loss | Without | Drawdown | Frozen | To zero | What failed |",
    "|---|---|---|---|---|---|---|---|---|---|",
  ];
  const rows = scenarios.map((each) => rowOf(each, config.intervalMs));
  return [`## ${title}`, "", `${whole(closes)} closes, traded from ${from}, code ${code}.`, "", ...head, ...rows].join(
    "\n",
  );
}

function rowOf(each: StressedScenario, intervalMs: number): string {
  const cut = cutOf(each, intervalMs);
  const [calm, stressed] = [figuresOf(each.calm, cut), figuresOf(each.stressed, cut)];
  const failed = each.judgements.filter(({ passed }) => !passed).map(({ name, found }) => `${name}: ${found}`);
  const zero = stressed.closesToZero === null ? "never" : length(stressed.closesToZero * intervalMs);
  const cells = [
    `${each.scenario.name}${each.notes.length > 0 ? " *" : ""}`,
    each.passed ? "pass" : "**FAIL**",
    dayOf(each.strike.at),
    share(each.strike.exposure),
    share(stressed.worstLossFraction),
    share(calm.worstLossFraction),
    share(stressed.deepestDrawdownRatio),
    length(stressed.frozenMs),
    zero,
    failed.join("; "),
  ];
  return `| ${cells.join(" | ")} |`;
}
