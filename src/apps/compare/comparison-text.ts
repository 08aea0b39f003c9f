/** A comparison as a page of text: the table of funds, what each authority refused and cut, what it does not prove. */
import { formatInterval } from "../../adapters/recorded-market/bar-interval.ts";
import { minuteOf, money, whole } from "../figures.ts";
import { bullet } from "../backtest/report-text.ts";
import { venueLine } from "../venue/venue-line.ts";
import { comparisonNotes } from "./comparison-notes.ts";
import { cutTable, figureTable, refusalTable, type Table, withLimits } from "./comparison-table.ts";
import type { GovernanceComparison } from "./governance-comparison.ts";

export function comparisonText(comparison: GovernanceComparison): string {
  const { variants, folder } = comparison;
  const limits = withLimits(variants).map(({ name, refusedEntries, sizeCuts }) =>
    [
      `What ${name} refused and cut`,
      ...(refusedEntries.length > 0 ? linesOf(refusalTable(refusedEntries)) : []),
      ...(sizeCuts.length > 0 ? linesOf(cutTable(sizeCuts)) : []),
    ].join("\n"),
  );
  const about = variants.map((each) => `  ${each.name.padEnd(15)} ${each.about}`);
  return `${[
    heading(comparison),
    linesOf(figureTable(comparison)).join("\n"),
    ["What is switched on", ...about].join("\n"),
    ...limits,
    ["How to read this", ...comparisonNotes(comparison).flatMap(bullet)].join("\n"),
    folder === undefined ? "Nothing was written." : `Written: ${folder} (compare.html, compare.json)`,
  ].join("\n\n")}\n`;
}

function heading({ config, bars, buyAndHold, variants, venue, code, nodeVersion }: GovernanceComparison): string {
  const { startAtMs, endAtMs, elapsedYears, startEquityUsd } = buyAndHold.curve;
  const symbols = config.instruments.map(({ symbol }) => symbol).join(", ");
  return [
    `What governance costs and saves: ${symbols}, ${formatInterval(config.intervalMs)} bars, ${whole(bars)} of them`,
    `${minuteOf(startAtMs)} to ${minuteOf(endAtMs)} UTC, ${elapsedYears.toFixed(2)} years, from ${money(startEquityUsd)}`,
    venueLine(venue, config.instruments),
    `${variants.length} funds on the same bars; code ${code}, Node ${nodeVersion}, seed ${config.seed}`,
  ].join("\n");
}

/** The first column to the left, figures to the right; words at the end stay words. */
function linesOf({ head, rows }: Table): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  const pad = (cell: string, column: number) => {
    const width = widths[column] ?? 0;
    return column === 0 ? cell.padEnd(width) : cell.padStart(width);
  };
  return all.map((row) => `  ${head.map((_, column) => pad(row[column] ?? "", column)).join("  ")}`.trimEnd());
}
