/** The whole state as text and back: maps, sets, typed arrays and holes, exactly. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeState, encodeState } from "./state-codec.ts";

const again = (value: unknown): unknown => decodeState(encodeState(value));

/** Plain data as state holds it. JSON has no negative zero, and state none that matters. */
const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const anyScalar = fc.oneof(anyNumber, fc.string(), fc.boolean(), fc.constant(null));
const { value: anyState } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    anyScalar,
    fc.array(fc.oneof(tie("value"), fc.constant(undefined)), { maxLength: 4 }),
    fc.dictionary(
      fc.string().filter((key) => key !== "$" && key !== "__proto__"),
      tie("value"),
      { maxKeys: 4, noNullPrototype: true },
    ),
    fc
      .array(fc.tuple(anyScalar, fc.oneof(tie("value"), fc.constant(undefined))), { maxLength: 4 })
      .map((pairs) => new Map(pairs)),
    fc.array(anyScalar, { maxLength: 4 }).map((values) => new Set(values)),
    fc.array(anyNumber, { maxLength: 6 }).map((values) => Float64Array.from(values)),
    fc.array(fc.integer(), { maxLength: 6 }).map((values) => Int32Array.from(values)),
    fc.array(fc.integer({ min: -128, max: 127 }), { maxLength: 6 }).map((values) => Int8Array.from(values)),
  ),
}));

it("any state comes back as it was, and reads the same again", () => {
  fc.assert(
    fc.property(anyState, (state) => {
      expect(again(state)).toStrictEqual(state);
      expect(encodeState(again(state))).toBe(encodeState(state));
    }),
    { numRuns: 500 },
  );
});

describe("examples", () => {
  it("a property that is undefined is left out, an element stays", () => {
    expect(again({ a: undefined, b: [undefined, 1] })).toStrictEqual({ b: [undefined, 1] });
  });
  it("equal states are equal texts, in whatever order their properties came", () => {
    expect(encodeState({ a: 1, b: { c: 2, d: 3 } })).toBe(encodeState({ b: { d: 3, c: 2, e: undefined }, a: 1 }));
  });
  it("maps keep the order and the type of their keys", () => {
    const map = new Map<unknown, unknown>([
      [2, "b"],
      [1, new Map([["x", undefined]])],
      ["1", new Set([3])],
    ]);
    expect([...(again(map) as typeof map)]).toStrictEqual([...map]);
  });
  it("the smallest difference between numbers survives", () => {
    const numbers = [0.1 + 0.2, 1e-308, Number.MAX_VALUE, Number.MIN_VALUE, 1 + Number.EPSILON];
    expect(again(Float64Array.from(numbers))).toStrictEqual(Float64Array.from(numbers));
  });
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("%s may not be in state", (value) => {
    expect(() => encodeState({ value })).toThrow("expected finite numbers in state");
    expect(() => encodeState(Float64Array.of(value))).toThrow(RangeError);
    expect(() => encodeState(new Map([["a", value]]))).toThrow(RangeError);
  });
  it("text that is no state is refused", () => {
    expect(() => decodeState('{"$":"Date","of":[1]}')).toThrow("expected a known tag in a state, was Date");
    expect(() => decodeState('{"$":"Map","of":[[1]]}')).toThrow("expected a map entry to be a pair");
    expect(() => decodeState("{")).toThrow(SyntaxError);
  });
});
