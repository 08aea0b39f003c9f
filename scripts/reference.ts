/**
 * `npm run reference`: every reference case of numbers through the product's own functions, passed of total by file and
 * kind, then each case that is not covered with the reason. Exits with 1 if one fails.
 *
 * The cases (published tables and peers' test values) are not part of the repository; name their folder as the first
 * argument or in `QT_REFERENCE`.
 */
import { referenceFolder } from "./reference/context.ts";
import { type Outcome, runReference } from "./reference/run.ts";
import { topics } from "./reference/topics.ts";

const folder = referenceFolder(process.argv[2]);
if (folder === undefined) console.log("The reference cases are not here: name their folder, or set QT_REFERENCE.");
else process.exitCode = print(runReference(folder, topics));

function print(outcomes: readonly Outcome[]): number {
  const groups = grouped(outcomes);
  const width = Math.max(...[...groups.keys()].map((label) => label.length));
  for (const [label, all] of groups) console.log(`${label.padEnd(width)}  ${tally(all)}`);
  console.log(`${"all".padEnd(width)}  ${tally(outcomes)}`);

  const open = outcomes.filter(({ verdict }) => verdict === "NOT_COVERED");
  console.log(`\nNot covered: ${open.length}`);
  for (const { reference, details } of open)
    console.log(`  ${reference.file}: ${reference.name}: ${details.join("; ")}`);

  const failed = outcomes.filter(({ verdict }) => verdict === "FAILED");
  console.log(`\nFailed: ${failed.length}`);
  for (const { reference, details } of failed)
    console.log(`  ${reference.file}: ${reference.name}\n${details.map((line) => `    ${line}`).join("\n")}`);
  return failed.length > 0 ? 1 : 0;
}

function grouped(outcomes: readonly Outcome[]): Map<string, Outcome[]> {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const label = `${outcome.reference.file.padEnd(20)} ${outcome.reference.kind}`;
    groups.set(label, [...(groups.get(label) ?? []), outcome]);
  }
  return groups;
}

function tally(outcomes: readonly Outcome[]): string {
  const count = (wanted: Outcome["verdict"]) => outcomes.filter(({ verdict }) => verdict === wanted).length;
  const open = count("NOT_COVERED");
  const passed = `${String(count("PASSED")).padStart(3)} / ${String(outcomes.length - open).padStart(3)}`;
  return open > 0 ? `${passed}   and ${open} not covered` : passed;
}
