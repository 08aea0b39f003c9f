/** Finds safeguards in a source by reading it: each finder yields the places whose removal is a mutant. */
type Node = { readonly type: string; readonly start: number; readonly end: number } & Readonly<Record<string, unknown>>;
export type Cut = {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly replacement?: string;
};

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

/** Each check of one of the guard's lists, in the order they run. */
export const checks = (list: string) =>
  function* (program: unknown): Generator<Cut> {
    for (const element of elementsOf(program, list))
      yield { ...placeOf(element), name: `guard ${list}: ${nameOf(element)}` };
  };

/** Each rule of a list, by its name. */
export const named = (list: string, label: string) =>
  function* (program: unknown): Generator<Cut> {
    for (const element of elementsOf(program, list))
      yield { ...placeOf(element), name: `${label}: ${propertyOf(element, "name")}` };
  };

export function* moves(program: unknown): Generator<Cut> {
  for (const element of elementsOf(program, "moveChecks"))
    yield { ...placeOf(element), name: `guard on moved stops: ${propertyOf(element, "name")}` };
}

/** Each element of a list of the balancer, named by its `name` or `reason`. */
export const balancerList = (list: string, label: string, property: string) =>
  function* (program: unknown): Generator<Cut> {
    for (const element of elementsOf(program, list))
      yield { ...placeOf(element), name: `balancer, ${label}: ${propertyOf(element, property)}` };
  };

/** Each alternative of the disjunctions in a function, read as false. */
export const alternatives = (of: string, label: string) =>
  function* (program: unknown): Generator<Cut> {
    let number = 0;
    const isOr = (node: unknown): boolean => isNode(node) && node["operator"] === "||";
    for (const node of walk(functionOf(program, of))) {
      if (!isOr(node)) continue;
      for (const side of [node["left"], node["right"]])
        if (isNode(side) && !isOr(side))
          yield { ...placeOf(side), name: `${label} ${(number += 1)}`, replacement: "false" };
    }
  };

export function* triggers(program: unknown): Generator<Cut> {
  for (const element of elementsOf(program, "freezeTriggers"))
    yield { ...placeOf(element), name: `supervisor trigger: ${propertyOf(element, "name")}` };
}

export function* evaluators(program: unknown): Generator<Cut> {
  for (const element of elementsOf(program, "evaluators"))
    yield { ...placeOf(element), name: `emergency stop evaluator: ${propertyOf(element, "name")}` };
}

/** Each call of `callee` in a function, named by the literal among its arguments. */
export const calls = (of: string, callee: string, label: string) =>
  function* (program: unknown): Generator<Cut> {
    for (const node of walk(functionOf(program, of))) {
      if (node.type !== "CallExpression" || nameOf(node["callee"]) !== callee) continue;
      const name = listOf(node["arguments"])
        .map(literalOf)
        .find((text) => text !== "");
      yield { ...placeOf(node), name: `${label}: ${name}` };
    }
  };

/** Each call of `callee` in a function. */
export const call = (of: string, callee: string, label: string) =>
  function* (program: unknown): Generator<Cut> {
    for (const node of walk(functionOf(program, of)))
      if (node.type === "CallExpression" && nameOf(node["callee"]) === callee) yield { ...placeOf(node), name: label };
  };

/** Each property of this name. */
export const property = (key: string, label: string) =>
  function* (program: unknown): Generator<Cut> {
    for (const node of walk(program))
      if (node.type === "Property" && nameOf(node["key"]) === key) yield { ...placeOf(node), name: label };
  };

/** Each `if` of a function, in the order they stand. */
export const rules = (of: string, label: string) =>
  function* (program: unknown): Generator<Cut> {
    let number = 0;
    for (const node of walk(functionOf(program, of)))
      if (node.type === "IfStatement") yield { ...placeOf(node), name: `${label} ${(number += 1)}` };
  };

/** Each part of the conjunctions in a function, read as true. */
export const conditions = (of: string, label: string) =>
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
export function* scoreParts(program: unknown): Generator<Cut> {
  for (const node of walk(functionOf(program, "scoreOfParts"))) {
    if (node.type !== "Property" || !isNode(node["value"])) continue;
    const name = nameOf(node["key"]) || literalOf(node["key"]);
    if (node["value"].type === "CallExpression")
      yield { ...placeOf(node["value"]), name: `risk score: ${name}`, replacement: "0" };
  }
}

export function* bands(program: unknown): Generator<Cut> {
  let number = 0;
  for (const element of elementsOf(program, "bands"))
    yield { ...placeOf(element), name: `risk ceiling: band ${(number += 1)}` };
}

/** Each level of the emergency stop system, read as the next milder one. */
export function* levels(program: unknown): Generator<Cut> {
  const milder: Readonly<Record<string, string>> = { CRITICAL: "WARNING", WARNING: "CAUTION", CAUTION: "NOMINAL" };
  for (const node of walk(functionOf(program, "levelOf"))) {
    const next = milder[literalOf(node)];
    if (next !== undefined) yield { ...placeOf(node), name: `ESS level: ${literalOf(node)}`, replacement: `"${next}"` };
  }
}

/** Each pair of bounds on shares, read as none. */
export function* shareBounds(program: unknown): Generator<Cut> {
  let number = 0;
  for (const node of walk(program)) {
    if (node.type !== "CallExpression" || nameOf(node["callee"]) !== "boundedShares") continue;
    const [, bounds] = listOf(node["arguments"]);
    if (bounds !== undefined)
      yield { ...placeOf(bounds), name: `ensemble, caps ${(number += 1)}`, replacement: "{ low: 0, high: 1 }" };
  }
}

/** Each named entry of an array that a top-level `const` holds. */
export const entries = (list: string, label: string) =>
  function* (program: unknown): Generator<Cut> {
    for (const element of elementsOf(program, list))
      yield { ...placeOf(element), name: `${label}: ${propertyOf(element, "name")}` };
  };
