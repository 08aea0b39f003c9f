/**
 * The allowed directions, one rule per arrow, each with a sentence that says why.
 *
 * Read ARCHITECTURE.md first; this file enforces it. Rules look at production modules; tests may import anything.
 */
import { isTest, type Import, type Module } from "./imports.ts";

export interface Breach {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

interface Rule {
  readonly name: string;
  readonly why: string;
  readonly governs: (path: string) => boolean;
  readonly allows: (target: string, path: string, imported: Import) => boolean;
}

const LOOPS = ["governance", "trading", "research"];
const COMPOSERS = [
  "step.ts",
  "step-cashflow.ts",
  "step-heal.ts",
  "step-close.ts",
  "step-controls.ts",
  "step-emergency.ts",
  "step-govern.ts",
  "step-market.ts",
  "step-models.ts",
  "step-rank.ts",
  "step-reconcile.ts",
  "step-strategies.ts",
  "step-surveillance.ts",
  "step-universe.ts",
  "fund-state.ts",
  "upgrade-state.ts",
].map(kernelPath);
const VOCABULARY = ["units", "maths", "domain", "events", "features", "ledger", "market", "controls"];
const SIBLINGS = [...LOOPS, "surveillance", "analytics", "simulation", "estimation"];
const LAYERS = ["kernel", "ports", "runtime", "adapters", "apps"];

function kernelPath(path: string): string {
  return `src/kernel/${path}`;
}

const isWithin = (path: string, prefixes: readonly string[]) => prefixes.some((prefix) => path.startsWith(prefix));

/** `folder` may import itself and whatever begins with one of `allowed`. */
function only(folder: string, allowed: readonly string[], why: string): Rule {
  return {
    name: `${folder.replace("src/", "").replaceAll("/", "-")}-imports-only`,
    why,
    governs: (path) => path.startsWith(`${folder}/`),
    allows: (target) => isWithin(target, [`${folder}/`, ...allowed]),
  };
}

function word(name: string, allowed: readonly string[], why: string): Rule {
  return only(
    kernelPath(name),
    allowed.map((each) => (each.startsWith("npm:") ? each : kernelPath(`${each}/`))),
    why,
  );
}

/** The stage folder a file lies in, such as `src/kernel/trading/guard/`; undefined for files beside the stages. */
function stageOf(path: string): string | undefined {
  const [, stage] = new RegExp(`^(src/kernel/(?:${LOOPS.join("|")})/[^/]+/)`).exec(path) ?? [];
  return stage;
}

function adapterOf(path: string): string | undefined {
  return /^(src\/adapters\/[^/]+\/)/.exec(path)?.[1];
}

const vocabularyRules = [
  word("units", [], "Units know nothing."),
  word("maths", ["units"], "Maths speaks in units."),
  word("domain", ["units"], "Domain types speak in units."),
  word("features", ["units", "maths", "domain"], "Features are maths over domain values."),
  word("ledger", ["units", "domain"], "The ledger counts domain values; it neither estimates nor listens."),
  word("controls", ["units", "domain"], "What controls did is counted by whoever carries one out."),
  word("market", ["units", "maths", "domain", "features"], "A view of the market is features of domain values."),
  word("events", ["units", "domain", "npm:zod"], "Events serialise the domain; schemas live here only."),
];

const siblingRules = SIBLINGS.map((name) =>
  word(name, VOCABULARY, `${name} and its siblings speak the shared vocabulary and meet only in kernel/step.ts.`),
);

const layerRules: Rule[] = [
  only("src/kernel", ["npm:zod"], "The kernel is pure: no ports, no adapters, no Node."),
  only("src/ports", ["src/kernel/"], "Ports are interfaces in kernel words."),
  only(
    "src/runtime",
    ["src/kernel/", "src/ports/", "npm:zod", "node:"],
    "The runtime reaches the world through ports.",
  ),
  only("src/adapters", ["src/kernel/", "src/ports/", "npm:", "node:"], "Adapters meet the world, and nobody above."),
  only("src/apps", ["src/", "npm:", "node:"], "Apps compose production code, and nothing else."),
];

const rules: Rule[] = [
  ...layerRules,
  ...vocabularyRules,
  ...siblingRules,
  {
    name: "zod-only-in-events",
    why: "Schemas live where values are serialised; elsewhere the type is the proof.",
    governs: (path) => path.startsWith("src/kernel/") && !path.startsWith("src/kernel/events/"),
    allows: (target) => target !== "npm:zod",
  },
  {
    name: "kernel-root-speaks-vocabulary",
    why: "Only the step files, fund-state.ts and upgrade-state.ts see the whole kernel.",
    governs: (path) => /^src\/kernel\/[^/]+$/.test(path) && !COMPOSERS.includes(path),
    allows: (target) =>
      isWithin(
        target,
        VOCABULARY.map((name) => kernelPath(`${name}/`)),
      ),
  },
  {
    name: "stages-do-not-know-each-other",
    why: "A stage hands typed values to the next; only the loop file composes them.",
    governs: (path) => stageOf(path) !== undefined,
    allows: (target, path) => stageOf(target) === undefined || stageOf(target) === stageOf(path),
  },
  {
    name: "adapters-do-not-know-each-other",
    why: "One folder per outside system.",
    governs: (path) => path.startsWith("src/adapters/"),
    allows: (target, path) => !target.startsWith("src/adapters/") || adapterOf(target) === adapterOf(path),
  },
  {
    name: "production-never-imports-tests",
    why: "What ships must not need what does not ship.",
    governs: () => true,
    allows: (target) => !isTest(target),
  },
  {
    name: "web-imports-only",
    why: "The browser talks to the API and knows the kernel by its types (`import type`).",
    governs: (path) => path.startsWith("web/"),
    allows: (target, _path, { typeOnly }) =>
      isWithin(target, ["web/", "npm:"]) || (typeOnly && target.startsWith("src/kernel/")),
  },
];

/** Every breach in the graph, of any rule. */
export function findBreaches(modules: readonly Module[]): Breach[] {
  const production = modules.filter(({ path }) => !isTest(path));
  return [...production.flatMap(findForbiddenImports), ...findMisplaced(production), ...findCycles(production)];
}

function findForbiddenImports({ path, imports }: Module): Breach[] {
  return rules
    .filter(({ governs }) => governs(path))
    .flatMap(({ name, why, allows }) =>
      imports
        .filter((imported) => !allows(imported.target, path, imported))
        .map(({ target }) => ({ rule: name, from: path, to: target, why })),
    );
}

function findMisplaced(modules: readonly Module[]): Breach[] {
  const why = "A file outside the known folders would be ruled by nothing.";
  return modules
    .filter(({ path }) => path.startsWith("src/") && !hasKnownPlace(path))
    .map(({ path }) => ({ rule: "every-file-has-a-layer", from: path, to: "", why }));
}

function hasKnownPlace(path: string): boolean {
  const [, layer = "", folder = "", file] = path.split("/");
  if (!LAYERS.includes(layer)) return false;
  return layer !== "kernel" || file === undefined || [...VOCABULARY, ...SIBLINGS].includes(folder);
}

/** Depth first; an import of a module still being walked closes a cycle. Imports of types count. */
function findCycles(modules: readonly Module[]): Breach[] {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const breaches: Breach[] = [];
  const trail: string[] = [];
  const finished = new Set<string>();
  const walk = (path: string) => {
    trail.push(path);
    for (const { target } of byPath.get(path)?.imports ?? []) {
      const start = trail.indexOf(target);
      if (start >= 0) {
        const way = [...trail.slice(start), target].join(" > ");
        breaches.push({ rule: "no-cycles", from: path, to: target, why: `Data flows one way: ${way}` });
      } else if (byPath.has(target) && !finished.has(target)) walk(target);
    }
    trail.pop();
    finished.add(path);
  };
  for (const { path } of modules) if (!finished.has(path)) walk(path);
  return breaches;
}
