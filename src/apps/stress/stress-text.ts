/** The answer as a page of text: verdicts first, then each scenario with its figures and what failed. */
import { bullet } from "../backtest/report-text.ts";
import { minuteOf, share, whole } from "../figures.ts";
import { venueLine } from "../venue/venue-line.ts";
import type { Judgement, StressAnswer, StressedScenario } from "./stress-answer.ts";
import { figureRows, figuresOf, strainOf } from "./stress-figures.ts";
import { cutOf } from "./stress-json.ts";

export function stressText(answer: StressAnswer): string {
  const { market, scenarios, closes, seed, notes, folder } = answer;
  const passed = scenarios.filter((each) => each.passed).length;
  const heading = [
    `Stress of a fund on ${market.name}: ${whole(passed)} of ${whole(scenarios.length)} scenarios passed`,
    `${whole(closes)} closes, seed ${seed}; each scenario strikes where the calm fund holds most of what it is aimed at`,
    venueLine(answer.venue, answer.config.instruments),
  ].join("\n");
  return `${[
    heading,
    scenarios.map(verdictLine).join("\n"),
    ...scenarios.map((each) => sectionOf(each, answer.config.intervalMs)),
    ...(notes.length === 0 ? [] : [["Notes", ...notes.flatMap(bullet)].join("\n")]),
    folder === undefined ? "Nothing was written." : `Written: ${folder} (stress.html, stress.json)`,
  ].join("\n\n")}\n`;
}

export const verdictOf = ({ passed }: { readonly passed: boolean }): string => (passed ? "PASS" : "FAIL");

function verdictLine(each: StressedScenario): string {
  const failed = each.judgements.filter(({ passed }) => !passed).map(({ name }) => name);
  return `  ${verdictOf(each)}  ${each.scenario.name.padEnd(22)} ${failed.length === 0 ? each.scenario.title : `failed: ${failed.join(", ")}`}`;
}

function sectionOf(each: StressedScenario, intervalMs: number): string {
  const { scenario, strike, struck, calm, stressed, judgements, notes } = each;
  const cut = cutOf(each, intervalMs);
  const rows = figureRows(figuresOf(calm, cut), figuresOf(stressed, cut), intervalMs);
  const wide = Math.max(...rows.map(([, without]) => without.length));
  return [
    `${verdictOf(each)} ${scenario.name}: ${scenario.title}`,
    `  struck ${struck.join(", ")} after ${minuteOf(strike.at)} UTC, ${share(strike.exposure)} of equity held`,
    ...strainOf(each).map((line) => `  ${line}`),
    ...rows.map(([name, without, withIt]) => `  ${name.padEnd(46)} ${without.padStart(wide)}  ->  ${withIt}`),
    ...judgements.map(judgementLine),
    ...notes.flatMap(bullet),
  ].join("\n");
}

const judgementLine = (judgement: Judgement): string =>
  `  ${verdictOf(judgement)}  ${judgement.name}: ${judgement.found}`;
