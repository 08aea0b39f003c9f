/**
 * `compare.html`: one file that holds everything and asks for nothing from a network, in the style of a run's report.
 */
import { formatInterval } from "../../../adapters/recorded-market/bar-interval.ts";
import { minuteOf, money, whole } from "../../backtest/figures.ts";
import { escape, folded, table } from "../../backtest/html/markup.ts";
import { pageScript } from "../../backtest/html/page-script.ts";
import { pageStyle } from "../../backtest/html/page-style.ts";
import { frame, plotLeft, plotRight } from "../../backtest/html/plot.ts";
import { comparisonNotes } from "../comparison-notes.ts";
import { cutTable, figureTable, refusalTable, type Table, withLimits } from "../comparison-table.ts";
import type { GovernanceComparison, PlayedVariant } from "../governance-comparison.ts";
import { allName } from "../variants.ts";
import { compareStyle } from "./compare-style.ts";
import { drawComparison, type FundSeries, fundSeries } from "./comparison-charts.ts";
import { smallMultiples } from "./small-multiples.ts";

export function compareHtml(comparison: GovernanceComparison): string {
  const { config, variants } = comparison;
  const symbols = config.instruments.map(({ symbol }) => symbol).join(", ");
  const title = `What governance costs and saves: ${symbols}`;
  const all = fundSeries(comparison);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${pageStyle}${compareStyle(all.length)}</style>
</head>
<body>
<main>
<h1>${escape(title)}</h1>
<p class="soft">${escape(periodOf(comparison))}</p>
<h2>Funds</h2>
${figures("One row a fund; daily closes at 365 a year", figureTable(comparison))}
<dl class="about">${variants.map(({ name, about }) => `<dt>${escape(name)}</dt><dd>${escape(about)}</dd>`).join("")}</dl>
<h2>Curves of all funds</h2>
${legend(all)}
<p id="reading" aria-hidden="true"></p>
${drawComparison(all)}
<h2>Each fund by itself</h2>
<p class="soft">Equity above, drawdown below, on one scale for all. Coloured: the fund; grey: governance off; dashed: buy-and-hold.</p>
${smallMultiples(all)}
<h2>What each authority refused and cut</h2>
${withLimits(variants).toReversed().map(limitsOf).join("\n")}
<h2>How to read this</h2>
<ul class="caveats">${comparisonNotes(comparison)
    .map((each) => `<li>${escape(each)}</li>`)
    .join("")}</ul>
${identity(comparison)}
</main>
<script type="application/json" id="series">${seriesJson(all)}</script>
<script>${pageScript}</script>
</body>
</html>
`;
}

function periodOf({ config, bars, buyAndHold, variants }: GovernanceComparison): string {
  const { startAtMs, endAtMs, elapsedYears, startEquityUsd } = buyAndHold.curve;
  const interval = formatInterval(config.intervalMs);
  return `${minuteOf(startAtMs)} to ${minuteOf(endAtMs)} UTC (${elapsedYears.toFixed(2)} years), ${whole(bars)} bars of ${interval}, from ${money(startEquityUsd)}. ${variants.length} funds on the same bars.`;
}

const legend = (all: readonly FundSeries[]): string =>
  `<ul class="legend">${all
    .map(
      ({ name, className }) =>
        `<li><svg class="plot" viewBox="0 0 26 12" aria-hidden="true"><path class="line ${className}" d="M0 6H26"/></svg>${escape(name)}</li>`,
    )
    .join("")}</ul>`;

const figures = (caption: string, { head, rows }: Table): string =>
  table(
    caption,
    head.map((name, index) => ({ name, isFigure: index > 0 })),
    rows,
  );

function limitsOf({ name, refusedEntries, sizeCuts }: PlayedVariant): string {
  const parts = [
    refusedEntries.length === 0
      ? ""
      : figures("Entries refused, and what they would have made after costs", refusalTable(refusedEntries)),
    sizeCuts.length === 0 ? "" : figures("Sizes cut, and what the part cut would have made", cutTable(sizeCuts)),
  ].join('<p class="gap"></p>');
  return name === allName ? `<h3>${escape(name)}</h3>${parts}` : folded(name, parts);
}

function identity({ variants, market, code, nodeVersion, config }: GovernanceComparison): string {
  const digests = variants.map(({ name, digest }) => `${escape(name)} <code>${escape(digest)}</code>`).join("<br>");
  return `<h2>Identity</h2><p class="soft">${escape(`Code ${code}, Node ${nodeVersion}, seed ${config.seed}.`)}</p><p><code>${escape(market.identity)}</code></p>${folded("Digests", `<p>${digests}</p>`)}`;
}

/** As data inside the page: `<` must not end the script element. */
const seriesJson = (all: readonly FundSeries[]): string =>
  JSON.stringify({
    left: plotLeft,
    right: plotRight,
    width: frame.width,
    runs: all.map(({ name, series }) => ({ name, ...series })),
  }).replaceAll("<", "\\u003c");
