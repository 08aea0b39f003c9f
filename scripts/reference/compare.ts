/**
 * Whether an answer is what a case expects, within the tolerance the case states. NaN never passes for a number.
 *
 * Tolerances as the manifest of the cases defines them: `{abs}`, `{rel}`, `{rel_to_max}` (times the largest expected
 * size), `"exact"`, or per field, where a number is an absolute tolerance and `params` stands for the fields not named.
 */
import { z } from "zod";

const plain = z.union([
  z.object({ abs: z.number() }),
  z.object({ rel: z.number() }),
  z.object({ rel_to_max: z.number() }),
]);
export const toleranceSchema = z.union([
  z.literal(["exact", "exact string"]),
  plain,
  z.record(z.string(), z.unknown()),
]);
export type Tolerance = z.infer<typeof toleranceSchema>;

/** What differs, one line each; none if the answer is right. */
export function differences(actual: unknown, expected: unknown, tolerance: Tolerance): string[] {
  return differ({ actual, expected, path: "" }, allowanceOf(tolerance, expected));
}

/** How far a value at a path may be from an expected one. */
type Allowance = (expected: number, path: string) => number;

function allowanceOf(tolerance: Tolerance, whole: unknown): Allowance {
  if (tolerance === "exact" || tolerance === "exact string") return () => 0;
  const { data } = plain.safeParse(tolerance);
  if (data === undefined) return (_, path) => fieldAllowance(new Map(Object.entries(tolerance)), path);
  if ("abs" in data) return () => data.abs;
  if ("rel" in data) return (expected) => data.rel * Math.abs(expected);
  const largest = Math.max(...numbersWithin(whole).map(Math.abs));
  return () => data.rel_to_max * largest;
}

/** By the field's name, or by one that begins it (`critical` for `critical_1_5_10`), or by `params`. */
function fieldAllowance(byField: ReadonlyMap<string, unknown>, path: string): number {
  const field = path.split(".").find((part) => part !== "") ?? "";
  const named = [...byField.keys()].find((key) => field === key || field.startsWith(`${key}_`));
  const allowed = byField.get(named ?? "params");
  return typeof allowed === "number" ? allowed : Number.NaN;
}

type Compared = { readonly actual: unknown; readonly expected: unknown; readonly path: string };

function differ({ actual, expected, path }: Compared, allowance: Allowance): string[] {
  if (typeof expected === "number") return differFrom(expected, { actual, path }, allowance);
  if (Array.isArray(expected)) {
    const list = listOf(actual);
    if (list?.length !== expected.length)
      return [`${path}: expected a list of ${expected.length}, was ${shown(actual)}`];
    return expected.flatMap((each: unknown, index) =>
      differ({ actual: list[index], expected: each, path: `${path}.${index}` }, allowance),
    );
  }
  if (typeof expected === "object" && expected !== null) {
    const fields = new Map(Object.entries(actual ?? {}));
    return Object.entries(expected).flatMap(([key, each]) =>
      differ({ actual: fields.get(key), expected: each, path: `${path}.${key}` }, allowance),
    );
  }
  if (expected === null) return isUndefined(actual) ? [] : [`${path}: expected no value, was ${shown(actual)}`];
  return isEqual(actual, expected) ? [] : [`${path}: expected ${shown(expected)}, was ${shown(actual)}`];
}

function differFrom(expected: number, { actual, path }: Omit<Compared, "expected">, allowance: Allowance): string[] {
  if (typeof actual !== "number") return [`${path}: expected ${expected}, was ${shown(actual)}`];
  const allowed = allowance(expected, path);
  const off = Math.abs(actual - expected);
  return off <= allowed ? [] : [`${path}: expected ${expected} within ${allowed}, was ${actual} (off by ${off})`];
}

const isUndefined = (actual: unknown): boolean =>
  actual === null || actual === undefined || (typeof actual === "number" && Number.isNaN(actual));

/** Infinity is written as a string in the cases. */
const isEqual = (actual: unknown, expected: unknown): boolean =>
  actual === expected || (typeof actual === "number" && String(actual) === expected);

const listOf = (value: unknown): readonly unknown[] | undefined =>
  Array.isArray(value) ? value : value instanceof Float64Array ? [...value] : undefined;

function numbersWithin(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersWithin) : [];
}

const shown = (value: unknown): string =>
  typeof value === "number" ? String(value) : (JSON.stringify(value) ?? "nothing");
