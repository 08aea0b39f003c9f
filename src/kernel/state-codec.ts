/**
 * The whole state as text and back, exactly: what snapshots, digests and the cut-in-two test are made of.
 *
 * JSON with tags for what JSON lacks: maps, sets, typed arrays, `undefined` in arrays (properties that are undefined are
 * left out, which reads the same). Properties are written in the order of their names, so that equal states are equal
 * texts however they came to be. Numbers keep their shortest exact decimal; infinities and NaN are refused, since none
 * may be in state.
 */
type Tagged = { readonly $: string; readonly of: readonly unknown[] };

export function encodeState(value: unknown): string {
  return JSON.stringify(value, function (this: unknown, _, part: unknown) {
    return part === undefined && !Array.isArray(this) ? undefined : tag(part);
  });
}

/** The inverse of `encodeState`. The caller knows what it wrote and names its type with a guard of its own. */
export function decodeState(text: string): unknown {
  return JSON.parse(text, (_, part: unknown) => untag(part));
}

function tag(part: unknown): unknown {
  if (part === undefined) return { $: "undefined", of: [] };
  if (typeof part === "number" && !Number.isFinite(part))
    throw new RangeError(`expected finite numbers in state, was ${part}`);
  if (part instanceof Map) return { $: "Map", of: [...part] };
  if (part instanceof Set) return { $: "Set", of: [...part] };
  const kind = typedArrays.find((each) => part instanceof each);
  if (kind !== undefined && part instanceof kind) return { $: kind.name, of: [...part] };
  return typeof part === "object" && part !== null && !Array.isArray(part) ? inOrderOfNames(part) : part;
}
const typedArrays = [Float64Array, Int32Array, Uint8Array, Int8Array] as const;

const inOrderOfNames = (part: object): object =>
  Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)));

const isTagged = (part: unknown): part is Tagged =>
  typeof part === "object" && part !== null && "$" in part && "of" in part;

function untag(part: unknown): unknown {
  if (Array.isArray(part)) return Array.from(part, (each: unknown) => each);
  if (!isTagged(part)) return part;
  switch (part.$) {
    case "undefined":
      return undefined;
    case "Map":
      return new Map(part.of.map(pairOf));
    case "Set":
      return new Set(part.of);
    case "Float64Array":
      return Float64Array.from(part.of, Number);
    case "Int32Array":
      return Int32Array.from(part.of, Number);
    case "Uint8Array":
      return Uint8Array.from(part.of, Number);
    case "Int8Array":
      return Int8Array.from(part.of, Number);
    default:
      throw new Error(`expected a known tag in a state, was ${part.$}`);
  }
}

function pairOf(pair: unknown): [unknown, unknown] {
  if (!Array.isArray(pair) || pair.length !== 2) throw new Error("expected a map entry to be a pair");
  return [pair[0], pair[1]];
}
