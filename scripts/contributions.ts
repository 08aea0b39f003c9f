/**
 * `npm run contributions`: what every subsystem adds, measured by switching it off, and what the stages do on the same
 * bars. Writes `docs/contributions.md`.
 *
 * Interrupted, it goes on where it was: results are kept below the system's temporary folder. A short look:
 * `npm run contributions -- --study twelve --to 2021-03-01 --out /tmp/look.md`.
 */
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { epochMs } from "../src/kernel/units/units.ts";
import { cases, studies } from "./contributions/cases.ts";
import { closing, opening, studyPage } from "./contributions/page.ts";
import { mostWorkers, runCases } from "./contributions/run-cases.ts";

const root = join(import.meta.dirname, "..");
const { values } = parseArgs({
  options: {
    market: { type: "string", default: join(root, "../shared/data/market") },
    study: { type: "string", multiple: true },
    case: { type: "string", multiple: true },
    from: { type: "string" },
    to: { type: "string" },
    workers: { type: "string", default: String(mostWorkers) },
    cache: { type: "string", default: join(tmpdir(), "qt-contributions") },
    out: { type: "string", default: join(root, "docs/contributions.md") },
    fresh: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

if (values.help) {
  console.log(`npm run contributions -- [--study ${studies.map(({ mark }) => mark).join("|")}] [--case <name>]...
  [--from <day>] [--to <day>] [--market <folder>] [--workers 1|2] [--cache <folder>] [--fresh] [--out <file>]
cases: ${cases.map(({ name }) => name).join(", ")}`);
  process.exit(0);
}

const market = resolve(values.market);
if (!existsSync(market)) throw new Error(`expected recorded bars in ${market}; name their folder with --market`);
if (values.fresh) rmSync(values.cache, { recursive: true, force: true });

const momentOf = (text: string | undefined) => (text === undefined ? undefined : epochMs(Date.parse(text)));
const [from, to] = [momentOf(values.from), momentOf(values.to)];
const wantedStudies = chosen(studies, values.study, ({ mark }) => mark);
const wantedCases = chosen(
  cases,
  values.case === undefined ? undefined : ["all on", ...values.case],
  ({ name }) => name,
);

const lines = [...opening];
for (const study of wantedStudies) {
  const choice = {
    market,
    ...study.choice,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const told = new Map<string, number>();
  const played = await runCases({
    choice,
    cases: wantedCases,
    cache: values.cache,
    workers: Number(values.workers),
    progress: (name, share) => {
      const tenth = Math.floor(share * 10);
      if ((told.get(name) ?? -1) >= tenth) return;
      told.set(name, tenth);
      const done = [...told.values()].filter((each) => each >= 10).length;
      console.error(`${study.mark}: ${name} ${tenth * 10} %, ${done} of ${wantedCases.length} cases done`);
    },
  });
  lines.push(...studyPage(study, wantedCases, played));
}
lines.push(...closing);
writeFileSync(
  values.out,
  `${lines
    .join("\n")
    .replaceAll(/\n{3,}/gu, "\n\n")
    .trimEnd()}\n`,
);
console.log(`${values.out} is written`);

function chosen<Item>(
  all: readonly Item[],
  names: readonly string[] | undefined,
  nameOf: (item: Item) => string,
): Item[] {
  const known = all.map(nameOf);
  for (const name of names ?? [])
    if (!known.includes(name)) throw new Error(`expected one of ${known.join(", ")}, was ${name}`);
  return all.filter((item) => names === undefined || names.includes(nameOf(item)));
}
