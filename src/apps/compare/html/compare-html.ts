/** `compare.html`: what governance costs and saves, on one page in the style of a run's report. */
import { whole } from "../../figures.ts";
import { legend, lineKey } from "../../html/legend.ts";
import { escape, folded, table } from "../../html/markup.ts";
import { drawPage } from "../../html/page.ts";
import { venueLine } from "../../venue/venue-line.ts";
import { caveatList, periodText, soft } from "../../html/parts.ts";
import { comparisonNotes } from "../comparison-notes.ts";
import { cutTable, figureTable, refusalTable, type Table, withLimits } from "../comparison-table.ts";
import type { GovernanceComparison, PlayedVariant } from "../governance-comparison.ts";
import { allName } from "../variants.ts";
import { compareStyle } from "./compare-style.ts";
import { drawComparison, fundSeries } from "./comparison-charts.ts";
import { smallMultiples } from "./small-multiples.ts";

export function compareHtml(comparison: GovernanceComparison): string {
  const { config, variants, bars, buyAndHold } = comparison;
  const symbols = config.instruments.map(({ symbol }) => symbol).join(", ");
  const all = fundSeries(comparison);
  const period = periodText({ curve: buyAndHold.curve, config, bars });
  const body = `${soft(`${period} ${whole(variants.length)} funds on the same bars. ${venueLine(comparison.venue, config.instruments)}.`)}
<h2>Funds</h2>
${figures("One row a fund; daily closes at 365 a year", figureTable(comparison))}
<dl class="about">${variants.map(({ name, about }) => `<dt>${escape(name)}</dt><dd>${escape(about)}</dd>`).join("")}</dl>
<h2>Curves of all funds</h2>
${legend(all.map(lineKey))}
<p id="reading" aria-hidden="true"></p>
${drawComparison(all)}
<h2>Each fund by itself</h2>
<p class="soft">Equity above, drawdown below, on one scale for all. Coloured: the fund; grey: governance off; dashed: buy-and-hold.</p>
${smallMultiples(all)}
<h2>What each authority refused and cut</h2>
${withLimits(variants).toReversed().map(limitsOf).join("\n")}
<h2>How to read this</h2>
${caveatList(comparisonNotes(comparison))}
${identity(comparison)}`;
  return drawPage({
    title: `What governance costs and saves: ${symbols}`,
    style: compareStyle(all.length),
    body,
    series: all,
  });
}

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
