/**
 * Every rule of the seeds has a home: a module with a test, a later issue, a decision, or the rule it repeats. One that is
 * marked open is a fault too.
 *
 * The ids stand in `scripts/seed-ids.txt`, taken from the shared `seed-rules.json`; where that file is at hand the two
 * must agree. A link counts only when the module exists and the test holds the words the map names.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { readIds, readMap, renderSeeds, type SeedRule } from "../../scripts/seed-map.ts";

const root = join(import.meta.dirname, "../..");
const shared = join(root, "../shared/spec/seed-rules.json");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

const ids = readIds(read("scripts/seed-ids.txt"));
const kinds = new Map(ids.map(({ id, kind }) => [id, kind]));
const rules = readMap(read("scripts/seed-map.txt"));
const byId = new Map(rules.map((rule) => [rule.id, rule]));
const known = new Set(ids.map(({ id }) => id));
const decisions = readdirSync(join(root, "docs/decisions")).map((name) => name.slice(0, 4));
/** Work the seeds ask for that has no issue yet. */
const laterWork = ["Redis", "containers", "notifications", "research", "metrics export", "rollout"];
const laterIssues: readonly string[] = [];

/** What is wrong with a rule's home, in words. */
function faultsOf({ id, home }: SeedRule): string[] {
  switch (home.kind) {
    case "module":
      return [
        ...home.modules.filter((path) => !existsSync(join(root, path))).map((path) => `${id}: no module ${path}`),
        ...(home.proofs.length === 0 && kinds.get(id) !== "doc" ? [`${id}: no test`] : []),
        ...home.proofs.flatMap(({ test, words }) => {
          if (!existsSync(join(root, test))) return [`${id}: no test ${test}`];
          return read(test).includes(words) ? [] : [`${id}: ${test} does not say "${words}"`];
        }),
      ];
    case "decision":
      return decisions.includes(home.what) ? [] : [`${id}: no decision ${home.what}`];
    case "issue":
      return laterIssues.includes(home.what) ? [] : [`${id}: no later issue ${home.what}`];
    case "same":
      return byId.get(home.what)?.home.kind === "same" || !byId.has(home.what) ? [`${id}: repeats ${home.what}`] : [];
    case "later":
      return laterWork.includes(home.what) ? [] : [`${id}: no later work named ${home.what}`];
    case "open":
      return [`${id}: not proved yet: ${home.what}`];
    case "future":
      return [];
  }
}

const sharedRules = z.array(z.object({ id: z.string(), kind: z.string(), sameAs: z.string().optional().nullable() }));

it("knows every id of the shared seed rules (where that file is at hand)", () => {
  if (!existsSync(shared)) return expect(ids.length).toBe(594);
  const theirs = sharedRules.parse(JSON.parse(readFileSync(shared, "utf8")));
  expect(ids).toEqual(theirs.map(({ id, kind, sameAs }) => ({ id, kind, sameAs: sameAs ?? undefined })));
});

it("gives every id a home, once", () => {
  expect(ids.filter(({ id }) => !byId.has(id)).map(({ id }) => id)).toEqual([]);
  expect(rules.length).toBe(byId.size);
});

it("links no id the seeds do not have", () =>
  expect(rules.filter(({ id }) => !known.has(id)).map(({ id }) => id)).toEqual([]));

it("follows repeats and future work as the seeds mark them", () => {
  const marked = ids.filter(({ sameAs }) => sameAs !== undefined);
  for (const { id, sameAs } of marked) expect(byId.get(id)?.home, id).toEqual({ kind: "same", what: sameAs });
  const future = ids.filter(({ kind }) => kind === "future").map(({ id }) => id);
  expect(rules.filter(({ home }) => home.kind === "future").map(({ id }) => id)).toEqual(future);
});

it("links modules, tests, issues and decisions that exist", () => expect(rules.flatMap(faultsOf)).toEqual([]));

it("has docs/seeds.md as `npm run seeds` writes it", () =>
  expect(read("docs/seeds.md") === renderSeeds(rules, kinds), "run npm run seeds").toBe(true));

it.each([
  ['000-X-01 | gone | src/nowhere.ts | package.json "name"', "no module src/nowhere.ts"],
  ["000-X-01 | unproved | package.json | ", "no test"],
  ['000-X-01 | untested | package.json | tests/nowhere.test.ts "x"', "no test tests/nowhere.test.ts"],
  ['000-X-01 | words gone | package.json | README.md "words nobody wrote"', "does not say"],
  ["000-X-01 | undecided | decision 9999", "no decision 9999"],
  ["000-X-01 | unproved | open: nobody has written the test", "not proved yet"],
  ["000-X-01 | nobody's | later: some day", "no later work named some day"],
  ["000-X-01 | unplanned | issue 99", "no later issue 99"],
])("finds fault with %s", (line, fault) => expect(readMap(line).flatMap(faultsOf).join()).toContain(fault));

it("refuses a line it cannot read", () => {
  expect(() => readMap("000-X-01 | no home")).toThrow("expected");
  expect(() => readMap("000-X-01 | title | src/a.ts | test without words")).toThrow("expected a test");
});
