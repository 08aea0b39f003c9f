/**
 * Mutants: the safety sources with exactly one safeguard taken out, found by reading the sources themselves.
 *
 * Whatever is added to a list of checks, to the triggers, to the constitution, to the levels, to the controller's rules or
 * to the risk officer's score is a mutant by being there. Nothing on disk changes: a mutant is a text, put in the place of the file when a test loads it.
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

/** A function by its name, declared or held by a `const`. */
function functionOf(program: unknown, name: string): Node | undefined {
  const kinds = ["FunctionDeclaration", "VariableDeclarator"];
  for (const node of walk(program)) if (kinds.includes(node.type) && nameOf(node["id"]) === name) return node;
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

function* moves(program: unknown): Generator<Cut> {
  for (const element of elementsOf(program, "moveChecks"))
    yield { ...placeOf(element), name: `guard on moved stops: ${propertyOf(element, "name")}` };
}

function* triggers(program: unknown): Generator<Cut> {
  for (const element of elementsOf(program, "freezeTriggers"))
    yield { ...placeOf(element), name: `supervisor trigger: ${propertyOf(element, "name")}` };
}

function* evaluators(program: unknown): Generator<Cut> {
  for (const element of elementsOf(program, "evaluators"))
    yield { ...placeOf(element), name: `emergency stop evaluator: ${propertyOf(element, "name")}` };
}

/** Each call of `callee` in a function, named by the literal among its arguments. */
const calls = (of: string, callee: string, label: string) =>
  function* (program: unknown): Generator<Cut> {
    for (const node of walk(functionOf(program, of))) {
      if (node.type !== "CallExpression" || nameOf(node["callee"]) !== callee) continue;
      const name = listOf(node["arguments"])
        .map(literalOf)
        .find((text) => text !== "");
      yield { ...placeOf(node), name: `${label}: ${name}` };
    }
  };

/** Each `if` of a function, in the order they stand. */
const rules = (of: string, label: string) =>
  function* (program: unknown): Generator<Cut> {
    let number = 0;
    for (const node of walk(functionOf(program, of)))
      if (node.type === "IfStatement") yield { ...placeOf(node), name: `${label} ${(number += 1)}` };
  };

/** Each part of the conjunctions in a function, read as true. */
const conditions = (of: string, label: string) =>
  function* (program: unknown): Generator<Cut> {
    let number = 0;
    const isAnd = (node: unknown): boolean => isNode(node) && node["operator"] === "&&";
    for (const node of walk(functionOf(program, of))) {
      if (!isAnd(node)) continue;
      for (const side of [node["left"], node["right"]])
        if (isNode(side) && !isAnd(side))
          yield { ...placeOf(side), name: `${label} ${(number += 1)}`, replacement: "true" };
    }
  };

/** Each part of the risk score, read as 0. */
function* scoreParts(program: unknown): Generator<Cut> {
  for (const node of walk(functionOf(program, "scoreOfParts"))) {
    if (node.type !== "Property" || !isNode(node["value"])) continue;
    const name = nameOf(node["key"]) || literalOf(node["key"]);
    if (node["value"].type === "CallExpression")
      yield { ...placeOf(node["value"]), name: `risk score: ${name}`, replacement: "0" };
  }
}

function* bands(program: unknown): Generator<Cut> {
  let number = 0;
  for (const element of elementsOf(program, "bands"))
    yield { ...placeOf(element), name: `risk ceiling: band ${(number += 1)}` };
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
const controller = `${governance}/council/controller`;
const officer = `${governance}/assess/risk-officer`;
const sources: readonly Source[] = [
  {
    path: `${kernel}/trading/guard/checks.ts`,
    test: `${kernel}/trading/guard/guard.test.ts`,
    cuts: checks,
    atLeast: 29,
  },
  {
    path: `${kernel}/trading/guard/approved-move.ts`,
    test: `${kernel}/trading/guard/approved-move.test.ts`,
    cuts: moves,
    atLeast: 5,
  },
  {
    path: `${kernel}/trading/positions/exit-rules.ts`,
    test: `${kernel}/trading/positions/exit-rules.test.ts`,
    cuts: rules("leaveOf", "exit rule, leave"),
    atLeast: 2,
  },
  {
    path: `${kernel}/trading/positions/exit-rules.ts`,
    test: `${kernel}/trading/positions/exit-rules.test.ts`,
    cuts: rules("raiseOf", "exit rule, stop"),
    atLeast: 2,
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
    cuts: calls("constitution", "part", "constitution"),
    atLeast: 5,
  },
  {
    path: `${governance}/agent-authorities.ts`,
    test: `${governance}/agent-authorities.test.ts`,
    cuts: calls("agentAuthorities", "part", "constitution"),
    atLeast: 3,
  },
  {
    path: `${controller}/risk-mode.ts`,
    test: `${controller}/controller.test.ts`,
    cuts: calls("pointsOf", "against", "controller, points"),
    atLeast: 7,
  },
  {
    path: `${controller}/risk-mode.ts`,
    test: `${controller}/controller.test.ts`,
    cuts: rules("determineRiskMode", "controller, risk mode rule"),
    atLeast: 5,
  },
  {
    path: `${controller}/controller.ts`,
    test: `${controller}/controller.test.ts`,
    cuts: rules("decideRiskMode", "controller, emergency rule"),
    atLeast: 4,
  },
  {
    path: `${governance}/in-force.ts`,
    test: `${governance}/in-force.test.ts`,
    cuts: conditions("withoutBlocked", "blocked strategies get no weight"),
    atLeast: 2,
  },
  {
    path: `${officer}/score.ts`,
    test: `${officer}/score.test.ts`,
    cuts: scoreParts,
    atLeast: 7,
  },
  {
    path: `${officer}/ceiling.ts`,
    test: `${officer}/ceiling.test.ts`,
    cuts: bands,
    atLeast: 3,
  },
  {
    path: `${officer}/scoreboard.ts`,
    test: `${officer}/scoreboard.test.ts`,
    cuts: conditions("isSound", "binding estimator, test"),
    atLeast: 4,
  },
  {
    path: `${officer}/fits.ts`,
    test: `${officer}/fits.test.ts`,
    cuts: conditions("modelOf", "a fit that is no model"),
    atLeast: 2,
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

export const testFiles: readonly string[] = [...new Set(sources.map(({ test }) => test))];

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
