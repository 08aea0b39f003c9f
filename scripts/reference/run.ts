/** Runs every reference case through the product's own functions. */
import { type ReferenceCase, readCases } from "./cases.ts";
import { differences } from "./compare.ts";
import { type Context, contextOf } from "./context.ts";
import type { Topic } from "./topic.ts";

export type Outcome = {
  readonly reference: ReferenceCase;
  readonly verdict: "PASSED" | "FAILED" | "NOT_COVERED";
  /** What differs, or why it is not covered. */
  readonly details: readonly string[];
};

export function runReference(folder: string, topics: readonly Topic[]): Outcome[] {
  const registry = registryOf(topics);
  const context = contextOf(folder);
  const golden = topics.flatMap((topic) => topic.golden ?? []);
  return readCases(folder, golden).map((reference) => judge(reference, registry, context));
}

type Registry = {
  readonly answers: ReadonlyMap<string, Topic["answers"][string]>;
  readonly reasons: ReadonlyMap<string, string>;
};

/** Throws if a kind is answered twice, or answered and excused. */
function registryOf(topics: readonly Topic[]): Registry {
  const answers = topics.flatMap((topic) => Object.entries(topic.answers));
  const reasons = topics.flatMap((topic) => Object.entries(topic.notCovered ?? {}));
  const taken = new Set<string>();
  for (const [kind] of [...answers, ...reasons]) {
    if (taken.has(kind)) throw new Error(`expected one topic to speak for each kind, ${kind} is spoken for twice`);
    taken.add(kind);
  }
  return { answers: new Map(answers), reasons: new Map(reasons) };
}

function judge(reference: ReferenceCase, { answers, reasons }: Registry, context: Context): Outcome {
  const reason = reasons.get(reference.name) ?? reasons.get(reference.kind);
  if (reason !== undefined) return { reference, verdict: "NOT_COVERED", details: [reason] };
  const answer = answers.get(reference.kind);
  if (answer === undefined)
    return { reference, verdict: "FAILED", details: ["no topic answers this kind, and none says why"] };
  const { rest, excused } = withoutExcused(reference, reasons);
  const details = detailsOf(rest, () => answer(reference.inputs, context));
  if (details.length > 0) return { reference, verdict: "FAILED", details };
  return { reference, verdict: excused.length === 0 ? "PASSED" : "NOT_COVERED", details: excused };
}

/** A case may be right but for fields whose definition differs: the rest is judged, and the case is not called passed. */
function withoutExcused(
  reference: ReferenceCase,
  reasons: Registry["reasons"],
): { readonly rest: ReferenceCase; readonly excused: readonly string[] } {
  const fields = Object.entries(reference.expected ?? {});
  const reasonOf = (field: string) => reasons.get(`${reference.name}.${field}`);
  const excused = fields.flatMap(([field]) => {
    const reason = reasonOf(field);
    return reason === undefined ? [] : [`${field}: ${reason}; the rest agrees`];
  });
  if (excused.length === 0) return { rest: reference, excused };
  const kept = fields.filter(([field]) => reasonOf(field) === undefined);
  return { rest: { ...reference, expected: Object.fromEntries(kept) }, excused };
}

/** An answer that throws is a case that failed, not the end of the run. */
function detailsOf({ expected, tolerance }: ReferenceCase, answer: () => unknown): string[] {
  try {
    return differences(answer(), expected, tolerance);
  } catch (error) {
    return [`threw ${error instanceof Error ? error.message : String(error)}`];
  }
}
