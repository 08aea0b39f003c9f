/**
 * Mutants: the safety sources with exactly one safeguard taken out, found by reading the sources themselves.
 *
 * Whatever is added to a list of checks, to the triggers, to the constitution or to the levels is a mutant by being
 * there. Nothing on disk changes: a mutant is a text, put in the place of the file when a test loads it.
 */
import { readFileSync } from "node:fs";
import { parseSync } from "vite";

export type Mutant = {
  /** What was taken out. */
  readonly name: string;
  readonly path: string;
  /** The test file that must notice. */
  readonly test: string;
  /** The text of the file without it. */
  readonly text: string;
};

type Node = { readonly type: string; readonly start: number; readonly end: number } & Readonly<Record<string, unknown>>;
type Cut = { readonly name: string; readonly start: number; readonly end: number; readonly replacement?: string };

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** Every node below `node`, itself included. */
function* walk(node: unknown): Generator<Node> {
  if (Array.isArray(node)) for (const each of node) yield* walk(each);
  if (!isNode(node)) return;
  yield node;
  for (const key of Object.keys(node)) yield* walk(node[key]);
}

const placeOf = ({ start, end }: Node) => ({ start, end });
const nameOf = (node: unknown): string => (isNode(node) && typeof node["name"] === "string" ? node["name"] : "");
const literalOf = (node: unknown): string =>
  isNode(node) && node.type === "Literal" && typeof node["value"] === "string" ? node["value"] : "";
const listOf = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

/** The elements of the array that a top-level `const` of this name holds. */
function elementsOf(program: unknown, constant: string): Node[] {
  for (const node of walk(program))
    if (node.type === "VariableDeclarator" && nameOf(node["id"]) === constant && isNode(node["init"]))
      return listOf(node["init"]["elements"]);
  return [];
}

function functionOf(program: unknown, name: string): Node | undefined {
  for (const node of walk(program)) if (node.type === "FunctionDeclaration" && nameOf(node["id"]) === name) return node;
  return undefined;
}

/** The text of a property of an object literal. */
function propertyOf(object: Node, property: string): string {
  for (const each of listOf(object["properties"]))
    if (nameOf(each["key"]) === property) return literalOf(each["value"]);
  return "";
}

/** Each check of the guard's three lists, in the order they run. */
function* checks(program: unknown): Generator<Cut> {
  for (const list of ["orderChecks", "reductionChecks", "entryChecks"])
    for (const element of elementsOf(program, list))
      yield { ...placeOf(element), name: `guard ${list}: ${nameOf(element)}` };
}

function* triggers(program: unknown): Generator<Cut> {
  for (const element of elementsOf(program, "freezeTriggers"))
    yield { ...placeOf(element), name: `supervisor trigger: ${propertyOf(element, "name")}` };
}

function* evaluators(program: unknown): Generator<Cut> {
  for (const element of elementsOf(program, "evaluators"))
    yield { ...placeOf(element), name: `emergency stop evaluator: ${propertyOf(element, "name")}` };
}

/** Each authority that binds whoever sits in the council. */
function* authorities(program: unknown): Generator<Cut> {
  for (const node of walk(functionOf(program, "constitution")))
    if (node.type === "CallExpression" && nameOf(node["callee"]) === "part")
      yield { ...placeOf(node), name: `constitution: ${literalOf(listOf(node["arguments"])[0])}` };
}

/** Each level of the emergency stop system, read as the next milder one. */
function* levels(program: unknown): Generator<Cut> {
  const milder: Readonly<Record<string, string>> = { CRITICAL: "WARNING", WARNING: "CAUTION", CAUTION: "NOMINAL" };
  for (const node of walk(functionOf(program, "levelOf"))) {
    const next = milder[literalOf(node)];
    if (next !== undefined) yield { ...placeOf(node), name: `ESS level: ${literalOf(node)}`, replacement: `"${next}"` };
  }
}

type Source = {
  readonly path: string;
  readonly test: string;
  readonly cuts: (program: unknown) => Iterable<Cut>;
  /** Fewer means that the finder no longer understands the file. */
  readonly atLeast: number;
};
const kernel = "src/kernel";
const governance = `${kernel}/governance`;
const sources: readonly Source[] = [
  {
    path: `${kernel}/trading/guard/checks.ts`,
    test: `${kernel}/trading/guard/guard.test.ts`,
    cuts: checks,
    atLeast: 29,
  },
  {
    path: `${governance}/council/supervisor/freeze-triggers.ts`,
    test: `${governance}/council/supervisor/freeze-triggers.test.ts`,
    cuts: triggers,
    atLeast: 7,
  },
  {
    path: `${governance}/direct-policy.ts`,
    test: `${governance}/direct-policy.test.ts`,
    cuts: authorities,
    atLeast: 5,
  },
  {
    path: `${governance}/observe/ess/levels.ts`,
    test: `${governance}/observe/ess/levels.test.ts`,
    cuts: levels,
    atLeast: 3,
  },
  {
    path: `${governance}/observe/ess/evaluators.ts`,
    test: `${governance}/observe/ess/evaluators.test.ts`,
    cuts: evaluators,
    atLeast: 6,
  },
];

export const testFiles: readonly string[] = sources.map(({ test }) => test);

export const findMutants = (): Mutant[] => sources.flatMap(mutantsOf);

function mutantsOf({ path, test, cuts, atLeast }: Source): Mutant[] {
  const text = readFileSync(path, "utf8");
  const found = [...cuts(parseSync(path, text).program)];
  if (found.length < atLeast)
    throw new Error(`expected at least ${atLeast} safeguards in ${path}, was ${found.length}`);
  return found.map((cut) => ({ name: cut.name, path, test, text: without(text, cut) }));
}

/** The text without one element, and without the comma that followed it. */
function without(text: string, { start, end, replacement = "" }: Cut): string {
  const after = text.slice(end);
  return text.slice(0, start) + replacement + (replacement === "" ? after.replace(/^\s*,/, "") : after);
}
