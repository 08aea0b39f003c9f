/** `stress.html`: every scenario on one page, in the style of the other reports. */
import { minuteOf, share, whole } from "../../figures.ts";
import { figure, pixelsOf, spanOf, timeAxis } from "../../html/curve-plots.ts";
import { legend, lineKey } from "../../html/legend.ts";
import { escape, table } from "../../html/markup.ts";
import { drawPage } from "../../html/page.ts";
import { drawPlot } from "../../html/plot.ts";
import { logScale } from "../../html/scale.ts";
import { caveatList, soft, tiles } from "../../html/parts.ts";
import { venueLine } from "../../venue/venue-line.ts";
import { criteria } from "../criteria.ts";
import type { StressAnswer, StressedScenario } from "../stress-answer.ts";
import { around, type Cut, figureRows, figuresOf, strainOf } from "../stress-figures.ts";
import { cutOf } from "../stress-json.ts";
import { verdictOf } from "../stress-text.ts";

const style = `
.verdict { font-weight: 700; } .verdict.PASS { color: var(--gain); } .verdict.FAIL { color: var(--loss); }
.scenario { margin-top: 34px; } .scenario > .scroll { margin-top: 14px; max-width: 860px; }
`;

export function stressHtml(answer: StressAnswer): string {
  const { scenarios, market, closes, seed, code, nodeVersion, config } = answer;
  const passed = scenarios.filter((each) => each.passed).length;
  const worst = Math.max(
    0,
    ...scenarios.map((each) => figuresOf(each.stressed, cutOf(each, config.intervalMs)).worstLossFraction),
  );
  const body = `${soft(`The same fund on the same ${whole(closes)} closes of ${market.name}, without each scenario and with it. A scenario strikes where the calm fund holds most of what it is aimed at.`)}
${tiles([
  ["Scenarios passed", `${whole(passed)} of ${whole(scenarios.length)}`],
  ["Worst loss from a strike", share(worst)],
  ["Criteria each", whole(criteria.length)],
])}
${overview(answer)}
${scenarios.map((each) => section(each, config.intervalMs)).join("\n")}
<h2>Why these criteria</h2>
${caveatList(criteria.map(({ title, why }) => `${title}. ${why}`))}
${answer.notes.length === 0 ? "" : `<h2>Notes</h2>${caveatList(answer.notes)}`}
<h2>Identity</h2>${soft(`Market ${market.identity}, seed ${seed}, code ${code}, Node ${nodeVersion}. ${venueLine(answer.venue, answer.config.instruments)}.`)}`;
  return drawPage({ title: `Stress of a fund on ${market.name}`, style, body });
}

function overview({ scenarios, config }: StressAnswer): string {
  const columns = [
    { name: "Scenario", isWhole: true },
    { name: "Verdict" },
    { name: "Failed" },
    { name: "Held at the strike", isFigure: true },
    { name: "Worst loss", isFigure: true },
    { name: "Without it", isFigure: true },
  ];
  const rows = scenarios.map((each) => {
    const cut = cutOf(each, config.intervalMs);
    const failed = each.judgements.filter((one) => !one.passed).map(({ name }) => name);
    return [
      each.scenario.name,
      verdictOf(each),
      failed.length === 0 ? "–" : failed.join(", "),
      share(each.strike.exposure),
      share(figuresOf(each.stressed, cut).worstLossFraction),
      share(figuresOf(each.calm, cut).worstLossFraction),
    ];
  });
  return table("Scenarios", columns, rows);
}

function section(each: StressedScenario, intervalMs: number): string {
  const { scenario, strike, struck, calm, stressed, judgements, notes } = each;
  const cut = cutOf(each, intervalMs);
  const figures = figureRows(figuresOf(calm, cut), figuresOf(stressed, cut), intervalMs);
  const verdict = verdictOf(each);
  const said = [
    `Struck ${struck.join(", ")} after ${minuteOf(strike.at)} UTC with ${share(strike.exposure)} of equity held.`,
    ...strainOf(each).map((line) => `${line}.`),
    ...notes,
  ];
  return `<section class="scenario"><h2><span class="verdict ${verdict}">${verdict}</span> ${escape(scenario.name)}</h2>
${soft(`${scenario.title}.`)}
${soft(said.join(" "))}
${curves(each, cut)}
${table("Without and with the stress", [{ name: "" }, { name: "Without", isFigure: true }, { name: "With", isFigure: true }], figures)}
${table(
  "Criteria",
  [{ name: "Criterion" }, { name: "Found" }, { name: "Verdict" }],
  judgements.map((one) => [one.title, one.found, verdictOf(one)]),
)}</section>`;
}

const keys = [
  { className: "main", name: "with the stress" },
  { className: "hold", name: "without it" },
];

const plotHeight = 240;

function curves({ scenario, calm, stressed, strike }: StressedScenario, cut: Cut): string {
  const runs = [
    { className: "hold", near: around(calm.closes, cut) },
    { className: "main", near: around(stressed.closes, cut) },
  ];
  const span = spanOf(runs.map(({ near }) => near.map(({ at }) => at)));
  const worth = spanOf(runs.map(({ near }) => near.map(({ equityUsd }) => equityUsd)));
  const stretch = { from: strike.at, to: strike.at + cut.length * cut.intervalMs, label: scenario.title };
  const plot = drawPlot({
    ...timeAxis(span, [{ className: "frozen", stretches: [stretch] }]),
    id: `equity-${scenario.name}`,
    title: "Equity in USD, logarithmic",
    description: `Equity around ${scenario.name}, without it and with it; shaded while it lasts.`,
    height: plotHeight,
    y: logScale({ low: worth.low * 0.99, high: worth.high * 1.01 }, pixelsOf(plotHeight)),
    tickLabel: whole,
    lines: runs.map(({ className, near }) => ({
      className,
      at: near.map(({ at }) => at),
      values: near.map(({ equityUsd }) => equityUsd),
    })),
  });
  return `${legend(keys.map(lineKey))}${figure("Equity, USD (logarithmic); shaded: the stress", plot)}`;
}
