/** Arbitrary values of a JSON schema, well formed and broken, for fuzzing the API from its own document. */
import fc from "fast-check";
import type { Schema } from "./served-fund.ts";

/** Values the schema allows. */
export function allowed(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(allowed));
  switch (schema.type) {
    case "object":
      return objects(schema);
    case "array":
      return fc.array(allowed(schema.items ?? {}), { maxLength: 4 });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "integer":
      return fc.integer({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6 });
    case "number":
      return numbers(schema);
    case "string":
      return texts(schema);
    default:
      return fc.jsonValue();
  }
}

function objects({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const model = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, allowed(schema)]));
  return fc.record(model, { requiredKeys: [...required] });
}

function numbers({ minimum, exclusiveMinimum, maximum }: Schema): fc.Arbitrary<number> {
  const min = minimum ?? exclusiveMinimum ?? -1e9;
  const max = maximum ?? 1e9;
  const inside = fc.double({ min, max, noNaN: true, minExcluded: exclusiveMinimum !== undefined });
  return fc.oneof(
    inside,
    fc.constant(max),
    fc
      .constantFrom(0, 0.02, 1, 5, 15)
      .filter((each) => each <= max && (minimum === undefined ? each > min : each >= min)),
  );
}

function texts({ pattern, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  const hasClasses = pattern?.includes("\\p{") ?? false;
  if (pattern !== undefined && !hasClasses) return fc.stringMatching(new RegExp(pattern));
  const rule = new RegExp(pattern ?? "", "u");
  const any = fc.oneof(
    fc.constantFrom("alice", "D1-0", "1"),
    fc.string({ unit: "grapheme", maxLength: 30 }).map((text) => `a${text}`),
    fc.string({ unit: "binary", minLength: 1, maxLength: 30 }),
  );
  return any.filter((text) => text.length <= maxLength && rule.test(text));
}

/** Bodies that miss a field, have one too many, one of the wrong kind, or are no object at all. */
export function broken(schema: Schema): fc.Arbitrary<unknown> {
  const names = Object.keys(schema.properties ?? {});
  const objectOf = (value: unknown): Record<string, unknown> =>
    typeof value === "object" && value !== null ? { ...value } : {};
  return fc.oneof(
    fc.tuple(allowed(schema), fc.constantFrom("none", ...names)).map(([value, name]) => {
      const { [name]: _dropped, ...rest } = objectOf(value);
      return rest;
    }),
    fc
      .tuple(allowed(schema), fc.constantFrom(...names, "extra", "constructor", "hasOwnProperty"), fc.jsonValue())
      .map(([value, name, junk]) => ({
        ...objectOf(value),
        [name]: junk,
      })),
    fc.jsonValue(),
  );
}
