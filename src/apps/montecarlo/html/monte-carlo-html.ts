/** `montecarlo.html`: one file that holds everything and asks for nothing from a network, in the style of a run's report. */
import { dayOf, money, share, whole } from "../../backtest/figures.ts";
import { escape, table } from "../../backtest/html/markup.ts";
import { pageStyle } from "../../backtest/html/page-style.ts";
import { cellsOf, chances, dayRows, type FigureRow, rowHead, tradeRows } from "../figure-rows.ts";
import type { MonteCarlo } from "../monte-carlo-answer.ts";
import { monteCarloNotes } from "../monte-carlo-notes.ts";
import { drawFan } from "./fan-chart.ts";
import { drawHistogram, histogramStyle } from "./histogram.ts";

export function monteCarloHtml(answer: MonteCarlo): string {
  const { symbols, trades, code, nodeVersion, seed } = answer;
  const title = `Monte Carlo of a run of ${symbols.join(", ")}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${pageStyle}${histogramStyle}</style>
</head>
<body>
<main>
<h1>${escape(title)}</h1>
<p class="soft">${escape(periodOf(answer))}</p>
${tiles(answer)}
<h2>Days in blocks</h2>
<ul class="legend">
<li><svg class="plot" viewBox="0 0 26 12" aria-hidden="true"><path class="line main" d="M0 6H26"/></svg>the run</li>
<li><svg class="plot" viewBox="0 0 26 12" aria-hidden="true"><path class="line hold" d="M0 6H26"/></svg>middle of the paths</li>
<li><svg class="plot" viewBox="0 0 26 12" aria-hidden="true"><rect class="area inner" width="26" height="12"/></svg>half of the paths</li>
<li><svg class="plot" viewBox="0 0 26 12" aria-hidden="true"><rect class="area outer" width="26" height="12"/></svg>nine tenths of the paths</li>
</ul>
${drawFan(answer)}
${section("Figures of the paths; daily closes at 365 a year", dayRows(answer))}
${trades === null ? "" : `<h2>${whole(trades.trades)} trades in other orders</h2>\n${section("Shuffled: every order of the same trades. Drawn: as many trades, drawn with replacement.", tradeRows(answer))}`}
<h2>What this cannot show</h2>
<ul class="caveats">${monteCarloNotes(answer)
    .map((each) => `<li>${escape(each)}</li>`)
    .join("")}</ul>
<h2>Identity</h2><p class="soft">${escape(`Code ${code}, Node ${nodeVersion}, seed ${seed}.`)}</p>
</main>
</body>
</html>
`;
}

const periodOf = ({ startAtMs, days, startEquityUsd, paths }: MonteCarlo): string =>
  `From ${dayOf(startAtMs)}, ${whole(days.days)} days, from ${money(startEquityUsd)}. ${whole(paths)} paths, blocks of ${days.meanBlockDays.toFixed(1)} days in the mean.`;

const tiles = (answer: MonteCarlo): string =>
  `<dl class="tiles">${chances(answer)
    .map(([what, chance]) => `<div><dt>Chance ${escape(what)}</dt><dd>${escape(share(chance))}</dd></div>`)
    .join("")}</dl>`;

function section(caption: string, rows: readonly FigureRow[]): string {
  const columns = rowHead.map((name, index) => ({ name, isFigure: index > 0 }));
  return `<div class="figures">${table(caption, columns, rows.map(cellsOf))}</div>
<div class="histograms">${rows.map(drawHistogram).join("\n")}</div>`;
}
