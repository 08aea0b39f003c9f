/** The answer as a page of text. */
import { dayOf, money, share, whole } from "../figures.ts";
import { bullet } from "../backtest/report-text.ts";
import { cellsOf, chances, dayRows, type FigureRow, rowHead, tradeRows } from "./figure-rows.ts";
import type { MonteCarlo } from "./monte-carlo-answer.ts";
import { monteCarloNotes } from "./monte-carlo-notes.ts";

export function monteCarloText(answer: MonteCarlo): string {
  const { run, paths, seed, days, trades, startAtMs, startEquityUsd, folder } = answer;
  const heading = [
    `Monte Carlo of ${run}: ${whole(paths)} paths, seed ${seed}`,
    `from ${dayOf(startAtMs)}, ${whole(days.days)} days, from ${money(startEquityUsd)}; blocks of ${days.meanBlockDays.toFixed(1)} days in the mean`,
  ].join("\n");
  const ofTrades =
    trades === null
      ? []
      : [[`${whole(trades.trades)} trades in other orders`, ...linesOf(tradeRows(answer))].join("\n")];
  return `${[
    heading,
    ["Days in blocks", ...linesOf(dayRows(answer))].join("\n"),
    ...ofTrades,
    ["Chance", ...chances(answer).map(([what, chance]) => `  ${share(chance).padStart(8)} ${what}`)].join("\n"),
    ["What this cannot show", ...monteCarloNotes(answer).flatMap(bullet)].join("\n"),
    folder === undefined ? "Nothing was written." : `Written: ${folder} (montecarlo.html, montecarlo.json)`,
  ].join("\n\n")}\n`;
}

function linesOf(rows: readonly FigureRow[]): string[] {
  const cells = [rowHead, ...rows.map(cellsOf)];
  const widths = rowHead.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? "").length)));
  return cells.map(
    (row) =>
      `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  ")}`,
  );
}
