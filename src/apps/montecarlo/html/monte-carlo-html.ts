/** `montecarlo.html`: the luck in a run on one page, in the style of its report. */
import { dayOf, money, share, whole } from "../../figures.ts";
import { legend, type LegendKey } from "../../html/legend.ts";
import { escape, table } from "../../html/markup.ts";
import { drawPage } from "../../html/page.ts";
import { caveatList, soft, tiles } from "../../html/parts.ts";
import { cellsOf, chances, dayRows, type FigureRow, rowHead, tradeRows } from "../figure-rows.ts";
import type { MonteCarlo } from "../monte-carlo-answer.ts";
import { monteCarloNotes } from "../monte-carlo-notes.ts";
import { drawFan } from "./fan-chart.ts";
import { drawHistogram, histogramStyle } from "./histogram.ts";

const keys: readonly LegendKey[] = [
  { kind: "LINE", className: "main", name: "the run" },
  { kind: "LINE", className: "hold", name: "middle of the paths" },
  { kind: "PATCH", className: "area inner", name: "half of the paths" },
  { kind: "PATCH", className: "area outer", name: "nine tenths of the paths" },
];

export function monteCarloHtml(answer: MonteCarlo): string {
  const { symbols, trades, code, nodeVersion, seed } = answer;
  const body = `${soft(periodOf(answer))}
${tiles(chances(answer).map(([what, chance]) => [`Chance ${what}`, share(chance)]))}
<h2>Days in blocks</h2>
${legend(keys)}
${drawFan(answer)}
${section("Figures of the paths; daily closes at 365 a year", dayRows(answer))}
${trades === null ? "" : `<h2>${whole(trades.trades)} trades in other orders</h2>\n${section("Shuffled: every order of the same trades. Drawn: as many trades, drawn with replacement.", tradeRows(answer))}`}
<h2>What this cannot show</h2>
${caveatList(monteCarloNotes(answer))}
<h2>Identity</h2><p class="soft">${escape(`Code ${code}, Node ${nodeVersion}, seed ${seed}.`)}</p>`;
  return drawPage({ title: `Monte Carlo of a run of ${symbols.join(", ")}`, style: histogramStyle, body });
}

const periodOf = ({ startAtMs, days, startEquityUsd, paths }: MonteCarlo): string =>
  `From ${dayOf(startAtMs)}, ${whole(days.days)} days, from ${money(startEquityUsd)}. ${whole(paths)} paths, blocks of ${days.meanBlockDays.toFixed(1)} days in the mean.`;

function section(caption: string, rows: readonly FigureRow[]): string {
  const columns = rowHead.map((name, index) => ({ name, isFigure: index > 0 }));
  return `<div class="figures">${table(caption, columns, rows.map(cellsOf))}</div>
<div class="histograms">${rows.map(drawHistogram).join("\n")}</div>`;
}
