/** Equity and drawdown of every fund of a comparison as one picture that stands by itself, with its own legend. */
import { escape } from "../src/apps/html/markup.ts";
import { pageStyle } from "../src/apps/html/page-style.ts";
import { frame } from "../src/apps/html/plot.ts";
import {
  drawdownHeight,
  drawPlots,
  equityHeight,
  type FundSeries,
  fundSeries,
} from "../src/apps/compare/html/comparison-charts.ts";
import { compareStyle } from "../src/apps/compare/html/compare-style.ts";
import type { GovernanceComparison } from "../src/apps/compare/governance-comparison.ts";

const margin = 16;
const captionHeight = 24;
const legendColumns = 6;
const legendRow = 20;

export function drawComparisonSvg(comparison: GovernanceComparison, title: string): string {
  const all = fundSeries(comparison);
  const { equity, drawdown } = drawPlots(all);
  const legendHeight = Math.ceil(all.length / legendColumns) * legendRow;
  const equityTop = margin + captionHeight + legendHeight + captionHeight;
  const drawdownTop = equityTop + equityHeight + captionHeight;
  const height = drawdownTop + drawdownHeight + margin;
  const width = frame.width + 2 * margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" role="img" aria-label="${escape(title)}">`,
    `<style><![CDATA[${pageStyle}${compareStyle(all.length)} text { fill: var(--ink); font-size: 13px; } .ground { fill: var(--ground); }]]></style>`,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    `<text x="${margin}" y="${margin + 12}" font-weight="600">${escape(title)}</text>`,
    `<g class="plot" transform="translate(${margin} ${margin + captionHeight})">${all.map(legendItem).join("")}</g>`,
    caption("Equity, USD (logarithmic)", equityTop),
    group(equity, equityTop),
    caption("Drawdown", drawdownTop),
    group(drawdown, drawdownTop),
    "</svg>",
  ].join("\n");
}

function legendItem({ name, className }: FundSeries, index: number): string {
  const x = (index % legendColumns) * (frame.width / legendColumns);
  const y = Math.floor(index / legendColumns) * legendRow + 10;
  return `<path class="line ${className}" d="M${x} ${y}h24"/><text x="${x + 30}" y="${y + 4}">${escape(name)}</text>`;
}

const caption = (text: string, top: number): string => `<text x="${margin}" y="${top - 6}">${escape(text)}</text>`;

/** The inside of a plot, in place. */
const group = (plot: string, top: number): string =>
  `<g class="plot" transform="translate(${margin} ${top})">${plot.replace(/^<svg[^>]*>/, "").replace(/<\/svg>$/, "")}</g>`;
