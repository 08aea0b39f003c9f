/**
 * `npm run compare-governance`: what governance costs and saves on years of recorded bars. Renews the tables and pictures
 * of `docs/compare-governance.md`; what people wrote on that page stays, only what stands between the marks is renewed.
 *
 * The same bars as `npm run timelines`: BTC alone from its first bar, five symbols from the first month in which all have
 * bars from its beginning.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compareGovernance } from "../src/apps/compare/compare-governance.ts";
import { comparisonNotes } from "../src/apps/compare/comparison-notes.ts";
import { cutTable, figureTable, refusalTable, type Table, withLimits } from "../src/apps/compare/comparison-table.ts";
import type { GovernanceComparison } from "../src/apps/compare/governance-comparison.ts";
import { showProgress } from "../src/apps/cli/progress-bar.ts";
import { dayOf, whole } from "../src/apps/figures.ts";
import { type EpochMs, epochMs } from "../src/kernel/units/units.ts";
import { drawComparisonSvg } from "./comparison-svg.ts";

const root = join(import.meta.dirname, "..");
const page = join(root, "docs/compare-governance.md");
const images = join(root, "docs/images");
const market = process.argv[2] ?? join(root, "../shared/data/market");

type Study = {
  readonly mark: string;
  readonly title: string;
  readonly symbols: readonly string[];
  readonly from?: EpochMs;
};
const studies: readonly Study[] = [
  { mark: "btc", title: "BTC alone", symbols: ["BTCUSDT"] },
  {
    mark: "five",
    title: "Five symbols",
    symbols: ["BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT", "BNBUSDT"],
    from: epochMs(Date.UTC(2020, 8, 1)),
  },
];

if (!existsSync(market))
  throw new Error(`expected recorded bars in ${market}; name their folder as the first argument`);
mkdirSync(images, { recursive: true });
if (!existsSync(page)) writeFileSync(page, emptyPage());
for (const study of studies) {
  const progress = showProgress(process.stderr);
  const { symbols, from, title, mark } = study;
  const comparison = await compareGovernance({ market, symbols, from, out: false }, progress.update);
  progress.clear();
  writeFileSync(
    join(images, `compare-${mark}.svg`),
    drawComparisonSvg(comparison, `${title}: ${periodOf(comparison)}`),
  );
  replace(mark, blockOf(study, comparison));
  replace(`limits ${mark}`, limitsOf(comparison));
  if (mark === "five")
    replace(
      "notes",
      comparisonNotes(comparison).map((each) => `- ${each}`),
    );
}
console.log("docs/compare-governance.md and its pictures are renewed");

function periodOf({ buyAndHold, bars }: GovernanceComparison): string {
  return `${dayOf(buyAndHold.curve.startAtMs)} to ${dayOf(buyAndHold.curve.endAtMs)}, ${whole(bars)} hourly bars`;
}

function blockOf({ title, mark }: Study, comparison: GovernanceComparison): string[] {
  return [
    `${periodOf(comparison)}.`,
    "",
    ...markdown(figureTable(comparison)),
    "",
    `![${title}: equity and drawdown of every fund](images/compare-${mark}.svg)`,
  ];
}

/** What the whole of governance refused and cut, then each authority alone. */
function limitsOf({ variants }: GovernanceComparison): string[] {
  return withLimits(variants)
    .toReversed()
    .flatMap(({ name, refusedEntries, sizeCuts }) => [
      `**${name}**`,
      "",
      ...(refusedEntries.length > 0 ? [...markdown(refusalTable(refusedEntries)), ""] : []),
      ...(sizeCuts.length > 0 ? [...markdown(cutTable(sizeCuts)), ""] : []),
    ])
    .slice(0, -1);
}

function markdown({ head, rows }: Table): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${head.map((_, index) => (index === 0 ? "---" : "--:")).join("|")}|`, ...rows.map(line)];
}

/** A new page, with a place for words below every table. */
function emptyPage(): string {
  const marks = (mark: string) => [`<!-- begin ${mark} -->`, `<!-- end ${mark} -->`];
  const sections = studies.flatMap(({ mark, title }) => [
    `## ${title}`,
    "",
    ...marks(mark),
    "",
    "### Comment",
    "",
    "None yet.",
    "",
    "### What each authority refused and cut",
    "",
    ...marks(`limits ${mark}`),
    "",
  ]);
  const opening = [
    "# What governance costs and saves: years of real bars",
    "",
    "Tables and pictures are written by `npm run compare-governance` from recorded bars; the words are ours. How to read",
    "them: [cost of governance](concepts/cost-of-governance.md).",
    "",
  ];
  return `${[...opening, ...sections, "## What this does not prove", "", ...marks("notes")].join("\n")}\n`;
}

function replace(mark: string, lines: readonly string[]): void {
  const text = readFileSync(page, "utf8");
  const [begin, end] = [`<!-- begin ${mark} -->`, `<!-- end ${mark} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`expected the marks of "${mark}" in docs/compare-governance.md`);
  writeFileSync(page, `${text.slice(0, from + begin.length)}\n\n${lines.join("\n")}\n\n${text.slice(to)}`);
}
