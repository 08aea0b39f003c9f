/**
 * `npm run mutate`: takes out one safeguard at a time and demands that a test notices.
 *
 * Every mutant is a test project of its own in one vitest process, with a plugin that hands the tests the mutated text
 * instead of the file. The unmutated sources run beside them and must pass. Exit code 1 if a mutant survives.
 */
import { resolve } from "node:path";
import { type Reporter, startVitest, type TestModule } from "vitest/node";
import { findMutants, type Mutant, testFiles } from "./mutants.ts";

const unmutated = "unmutated";
const startedAt = performance.now();
const mutants = findMutants();

const projectNames = new Map(mutants.map((mutant, index) => [`mutant-${index}`, mutant]));

/** Gives the tests a mutated text in the place of the file it was made from. */
const swap = ({ name, path, text }: Mutant) => ({
  name: `take out ${name}`,
  enforce: "pre" as const,
  load: (id: string) => (id.split("?")[0] === resolve(path) ? text : null),
});

/** No module cache: it would hand one mutant's text to another, since the file on disk is the same. */
const alike = { testTimeout: 60_000, fsModuleCache: false };
const projects = [
  { test: { ...alike, name: unmutated, include: [...testFiles] } },
  ...[...projectNames].map(([name, mutant]) => ({
    plugins: [swap(mutant)],
    test: { ...alike, name, include: [mutant.test] },
  })),
];

type Verdict = { readonly failed: readonly string[]; readonly passed: number };
const verdicts = new Map<string, Verdict>();

function verdictOf(module: TestModule): Verdict {
  const failed: string[] = [];
  let passed = 0;
  for (const test of module.children.allTests()) {
    if (test.result().state === "failed") failed.push(test.fullName);
    else passed += 1;
  }
  if (failed.length === 0 && !module.ok())
    failed.push(`the file does not load: ${module.errors()[0]?.message ?? "no reason given"}`);
  return { failed, passed };
}

const quiet: Reporter = {
  onTestModuleEnd: (module) => {
    const { name } = module.project;
    const { failed, passed } = verdictOf(module);
    const before = verdicts.get(name) ?? { failed: [], passed: 0 };
    verdicts.set(name, { failed: [...before.failed, ...failed], passed: before.passed + passed });
  },
};

const vitest = await startVitest(
  [],
  { config: false, watch: false, reporters: [quiet], maxWorkers: 2, fsModuleCache: false },
  { test: { projects } },
);
await vitest.close();

const base = verdicts.get(unmutated);
const isSound = base !== undefined && base.failed.length === 0 && base.passed > 0;
console.log(
  isSound ? `unmutated: ${base.passed} tests pass` : `unmutated: FAILS, ${base?.failed.join("; ") ?? "nothing ran"}`,
);

const width = Math.max(...mutants.map(({ name }) => name.length));
let killed = 0;
for (const [project, { name }] of projectNames) {
  const failed = verdicts.get(project)?.failed ?? [];
  const [first] = failed;
  if (first !== undefined) killed += 1;
  const by = first === undefined ? "SURVIVED: no test noticed" : `noticed by ${failed.length}: ${first}`;
  console.log(`${first === undefined ? "✗" : "✓"} ${name.padEnd(width)}  ${by}`);
}

console.log(`in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
console.log(`${killed + (isSound ? 1 : 0)} passed, ${mutants.length - killed + (isSound ? 0 : 1)} failed`);
process.exitCode = isSound && killed === mutants.length ? 0 : 1;
