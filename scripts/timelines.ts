/**
 * `npm run timelines`: plays the fund over years of recorded bars and renews the pictures under `docs/images/` and the
 * tables of `docs/timelines.md`. What people wrote on that page stays; only what stands between the marks is renewed.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { figuresOf, type Row, tablesOf } from "./timeline-figures.ts";
import { playTimeline, type Timeline } from "./timeline-run.ts";
import { drawMonth } from "./timeline-svg.ts";

const root = join(import.meta.dirname, "..");
const page = join(root, "docs/timelines.md");
const images = join(root, "docs/images");
const market = process.argv[2] ?? join(root, "../shared/data/market");

const five = ["BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT", "BNBUSDT"];
/** The first month in which all five have bars from its beginning. */
const fiveFrom = Date.UTC(2020, 9, 1);
const months = ["2020-03", "2021-05", "2022-05", "2022-11"];

if (!existsSync(market))
  throw new Error(`expected recorded bars in ${market}; name their folder as the first argument`);
mkdirSync(images, { recursive: true });
const runs = [playTimeline(market, "BTC", ["BTCUSDT"]), playTimeline(market, "Five symbols", five, fiveFrom)];

const monthStart = (month: string): number => Date.parse(`${month}-01T00:00:00Z`);
function monthEnd(month: string): number {
  const at = new Date(monthStart(month));
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1);
}
const yearsOf = ({ samples }: Timeline): number[] => [
  ...new Set(samples.map(({ at }) => new Date(at).getUTCFullYear())),
];
const slug = ({ symbols }: Timeline): string => (symbols.length === 1 ? "btc" : "five");

for (const month of months) replace(month, monthBlock(month));
for (const run of runs) replace(`years ${slug(run)}`, yearBlock(run));
replace("freezes", freezeBlock());
console.log("docs/timelines.md and its pictures are renewed");

function monthBlock(month: string): string[] {
  const [from, to] = [monthStart(month), monthEnd(month)];
  const shown = runs.filter((run) => run.samples.some(({ at }) => at >= from && at < to));
  const rows = shown.flatMap((run): Row[] => {
    const figures = figuresOf(run, from, to);
    return figures === undefined ? [] : [{ name: run.name, figures }];
  });
  const pictures = shown.map((run) => {
    const file = `timeline-${month}-${slug(run)}.svg`;
    writeFileSync(join(images, file), drawMonth(run, from, to));
    return `![${run.name}, ${month}: equity, drawdown, modes and decisions](images/${file})`;
  });
  return [...pictures.flatMap((picture) => [picture, ""]), ...tablesOf(rows)];
}

function yearBlock(run: Timeline): string[] {
  const rows = yearsOf(run).flatMap((year): Row[] => {
    const figures = figuresOf(run, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1));
    return figures === undefined ? [] : [{ name: String(year), figures }];
  });
  const all = figuresOf(run, 0, Number.MAX_SAFE_INTEGER);
  return tablesOf([...rows, ...(all === undefined ? [] : [{ name: "all", figures: all }])]);
}

/** Every freeze with its causes, length and who released it. */
function freezeBlock(): string[] {
  const rows = runs.flatMap((run) => {
    const episodes: { from: number; causes: string[]; until: string; by: string }[] = [];
    for (const each of run.happenings) {
      const open = episodes.findLast(({ until }) => until === "");
      if (each.kind === "FROZEN" && open !== undefined) open.causes.push(each.why);
      else if (each.kind === "FROZEN") episodes.push({ from: each.at, causes: [each.why], until: "", by: "" });
      else if (each.kind === "RELEASED" && open !== undefined) {
        open.until = (each.frozenForMs / 86_400_000).toFixed(1);
        open.by = each.by;
      }
    }
    return episodes.map(
      ({ from, causes, until, by }) =>
        `| ${run.name} | ${new Date(from).toISOString().slice(0, 16)} | ${causes.join(", ")} | ${until === "" ? "still" : until} | ${by} |`,
    );
  });
  return ["| Fund | Frozen at | Causes | Days | Released by |", "|---|---|---|---|---|", ...rows];
}

function replace(mark: string, lines: readonly string[]): void {
  const text = readFileSync(page, "utf8");
  const [begin, end] = [`<!-- begin ${mark} -->`, `<!-- end ${mark} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`expected the marks of "${mark}" in docs/timelines.md`);
  writeFileSync(page, `${text.slice(0, from + begin.length)}\n\n${lines.join("\n")}\n\n${text.slice(to)}`);
}
