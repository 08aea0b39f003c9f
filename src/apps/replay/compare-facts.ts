/** What is different between the facts that were recorded and those that a replay derives, field by field. */

export type Difference = {
  readonly kind: "CHANGED" | "NOT_DERIVED" | "NOT_RECORDED" | "THROWN";
  readonly seq: number;
  readonly index: number;
  /** Where in the fact, such as `fact.data.equityUsd`; empty for the whole fact. */
  readonly path: string;
  /** As JSON; empty when there is none. */
  readonly recorded: string;
  readonly replayed: string;
};

/** Both as the journal spells them. Equal text is equal; nothing else is. */
export function compareFacts(seq: number, recorded: readonly string[], replayed: readonly string[]): Difference[] {
  const differences: Difference[] = [];
  for (let index = 0; index < Math.max(recorded.length, replayed.length); index++) {
    const was = recorded[index];
    const is = replayed[index];
    if (was === is) continue;
    if (is === undefined)
      differences.push({ kind: "NOT_DERIVED", seq, index, path: "", recorded: was ?? "", replayed: "" });
    else if (was === undefined)
      differences.push({ kind: "NOT_RECORDED", seq, index, path: "", recorded: "", replayed: is });
    else
      differences.push(
        ...changesBetween(was, is).map((change) => ({ kind: "CHANGED" as const, seq, index, ...change })),
      );
  }
  return differences;
}

type Change = Pick<Difference, "path" | "recorded" | "replayed">;

function changesBetween(was: string, is: string): Change[] {
  const changes: Change[] = [];
  const before = parse(was);
  if (before !== undefined) collect(changes, "", before, parse(is));
  return changes.length > 0 ? changes : [{ path: "", recorded: was, replayed: is }];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function collect(changes: Change[], path: string, was: unknown, is: unknown): void {
  if (isContainer(was) && isContainer(is) && Array.isArray(was) === Array.isArray(is)) {
    const before = new Map<string, unknown>(Object.entries(was));
    const after = new Map<string, unknown>(Object.entries(is));
    for (const key of new Set([...before.keys(), ...after.keys()]))
      collect(changes, path === "" ? key : `${path}.${key}`, before.get(key), after.get(key));
    return;
  }
  if (was !== is) changes.push({ path, recorded: show(was), replayed: show(is) });
}

const isContainer = (value: unknown): value is object => typeof value === "object" && value !== null;
const show = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));

/** One line for people. */
export function describeDifference({ kind, seq, index, path, recorded, replayed }: Difference): string {
  const at = `entry ${seq}, fact ${index}`;
  if (kind === "THROWN") return `entry ${seq}: the kernel refuses it now: ${replayed}`;
  if (kind === "NOT_DERIVED") return `${at}: recorded, but no longer derived: ${recorded}`;
  if (kind === "NOT_RECORDED") return `${at}: derived, but never recorded: ${replayed}`;
  return `${at}, ${path === "" ? "its text" : path}: recorded ${recorded}, replayed ${replayed}`;
}
