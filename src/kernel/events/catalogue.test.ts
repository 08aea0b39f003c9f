/**
 * Every event of the catalogue, by its own schema: examples round-trip, and whatever is wrong is refused by name.
 *
 * Examples are generated from the schemas, so an event that is added is tested by being there.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { config } from "../../../tests/scenarios/given.ts";
import { factDefinitions, inputDefinitions, parseFact, parseInput } from "./catalogue.ts";

type Parts = {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
};
const partsOf = (schema: z.ZodType): Parts => schema.def;

const candidates = fc
  .oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat(1_000),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.integer({ min: 1, max: 1e12 }),
    fc.constantFrom("some text", "O12-0", "D3-1", "A3-1", ""),
  )
  .map((value) => (typeof value === "number" ? value + 0 : value));
const tried = fc.sample(candidates, { seed: 1, numRuns: 1_000 });

/** Values a leaf takes, whatever its rules: tried, not known. A leaf that takes none of them would be tried for ever. */
function leaf(schema: z.ZodType) {
  const takes = (value: unknown) => schema.safeParse(value).success;
  if (!tried.some(takes)) throw new Error(`expected candidates of a kind that ${JSON.stringify(schema.def)} takes`);
  return candidates.filter(takes);
}

const anyPrices = fc
  .array(fc.integer({ min: 1, max: 1e6 }), { minLength: 4, maxLength: 4 })
  .map((four) => four.toSorted((a, b) => a - b));

/** Three shares that add up to one. */
const anySplit = fc.tuple(fc.nat(8), fc.nat(8)).map(([lock, reserve]) => ({
  profitLockFraction: lock / 16,
  reserveBufferFraction: reserve / 16,
  reinvestFraction: (16 - lock - reserve) / 16,
}));

/** Shares of sixteenths, so that they add up exactly. */
const anyShares = (length: number) =>
  fc.array(fc.nat(15), { minLength: length - 1, maxLength: length - 1 }).map((cuts) => {
    const marks = [0, ...cuts.toSorted((a, b) => a - b), 16];
    return marks.slice(1).map((mark, index) => (mark - (marks[index] ?? 0)) / 16);
  });
const repeated = (value: fc.Arbitrary<unknown>, length: number) =>
  fc.array(value, { minLength: length, maxLength: length });
/** A hidden Markov model of 2 to 4 states, whose parts are as many as its states. */
const anyHiddenMarket = fc.integer({ min: 2, max: 4 }).chain((states) =>
  fc.record({
    start: anyShares(states),
    transition: repeated(anyShares(states), states),
    means: repeated(repeated(fc.integer({ min: -9, max: 9 }), 3), states),
    covariances: repeated(repeated(fc.integer({ min: 1, max: 9 }), 9), states),
  }),
);

/** As many weights as symbols, or none. */
const anyAllocation = fc.integer({ min: 1, max: 4 }).chain((symbols) =>
  fc.record({
    symbols: repeated(fc.constant("some text"), symbols),
    weightFractions: fc.option(anyShares(symbols), { freq: 9 }),
  }),
);

/** Brackets, each of which begins where the one before it ends. */
const anyLadder = fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 3 }).map((widths) =>
  widths.map((width, tier) => {
    const floorUsd = widths.slice(0, tier).reduce((sum, each) => sum + each, 0);
    const margins = { maintenanceFraction: 0.01, maintenanceAmountUsd: 0, maxLeverageRatio: 20 };
    return { floorUsd, capUsd: floorUsd + width, ...margins };
  }),
);

/** Sectors may be filled no further than where they break. */
const inOrder = (told: Record<string, unknown>) => {
  const [low, high] = [Number(told["maxSectorEntryFraction"]), Number(told["maxSectorFraction"])].toSorted(
    (a, b) => a - b,
  );
  return { ...told, maxSectorEntryFraction: low, maxSectorFraction: high };
};

/** The one key of generated records whose keys are free. */
const freeKey = "any key";
/** Fields that may be left out: optional ones, those with a default, and the keys of free records. */
function optionalFields(schema: z.ZodType): string[] {
  const { shape = {}, element, innerType, options = [], valueType } = partsOf(schema);
  const own = Object.entries(shape).filter(([, each]) =>
    ["optional", "default", "prefault"].includes(partsOf(each).type),
  );
  const inner = [...Object.values(shape), ...options, element, innerType, valueType].filter(
    (each) => each !== undefined,
  );
  return [freeKey, ...own.map(([name]) => name), ...inner.flatMap(optionalFields)];
}

/** Values a schema takes. */
function valuesOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  const { type, shape, element, innerType, options, values, entries, keyType, valueType } = partsOf(schema);
  if (type === "object" && shape !== undefined) {
    const plain = fc.record(Object.fromEntries(Object.entries(shape).map(([key, each]) => [key, valuesOf(each)])));
    if ("profitLockFraction" in shape) return fc.tuple(plain, anySplit).map(([act, split]) => ({ ...act, ...split }));
    if ("transition" in shape) return anyHiddenMarket;
    if ("weightFractions" in shape) return fc.tuple(plain, anyAllocation).map(([told, all]) => ({ ...told, ...all }));
    if ("maxSectorFraction" in shape) return plain.map(inOrder);
    if (!("high" in shape)) return plain.filter((each) => schema.safeParse(each).success || !("seats" in shape));
    return fc.tuple(plain, anyPrices).map(([bar, [low, open, close, high]]) => ({ ...bar, low, open, close, high }));
  }
  if (type === "array" && element !== undefined && "floorUsd" in (partsOf(element).shape ?? {})) return anyLadder;
  if (type === "array" && element !== undefined)
    return fc.array(valuesOf(element), { minLength: 1, maxLength: 3 }).filter((all) => schema.safeParse(all).success);
  if (type === "nullable" && innerType !== undefined) return fc.option(valuesOf(innerType), { freq: 9 });
  if (["readonly", "default", "prefault", "optional"].includes(type) && innerType !== undefined)
    return valuesOf(innerType);
  if (type === "union" && options !== undefined) return fc.oneof(...options.map(valuesOf));
  if (type === "literal" && values !== undefined) return fc.constantFrom(...values);
  if (type === "enum" && entries !== undefined) return fc.constantFrom(...Object.values(entries));
  if (type === "boolean") return fc.boolean();
  if (type === "record" && keyType !== undefined && valueType !== undefined)
    return fc.record(
      Object.fromEntries(
        Object.values(partsOf(keyType).entries ?? { freeKey }).map((key) => [key, valuesOf(valueType)]),
      ),
    );
  return leaf(schema);
}

type Path = readonly (string | number)[];
/** Every place in a value, outermost first. */
function placesIn(value: unknown, path: Path = []): { readonly path: Path; readonly value: unknown }[] {
  if (typeof value !== "object" || value === null) return [{ path, value }];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  const inside = keys.flatMap((key) => placesIn((value as Record<string | number, unknown>)[key], [...path, key]));
  return [{ path, value }, ...inside];
}

/** A copy of `value` with what stands at `path` replaced; `undefined` takes it away. */
function withAt(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
  if (key === undefined) return replacement;
  if (Array.isArray(value)) return value.map((each, index) => (index === key ? withAt(each, rest, replacement) : each));
  const { [key]: here, ...others } = value as Record<string | number, unknown>;
  const next = withAt(here, rest, replacement);
  return next === undefined ? others : { ...others, [key]: next };
}

const all = [
  ...inputDefinitions.map((definition) => ({ definition, parse: parseInput })),
  ...factDefinitions.map((definition) => ({ definition, parse: parseFact })),
].map(({ definition, parse }) => ({
  type: definition.type,
  version: definition.version,
  meaning: definition.meaning,
  optional: new Set(optionalFields(definition.schema as z.ZodType)),
  parse: parse as (value: unknown) => { readonly kind: string; readonly value?: unknown; readonly reason?: string },
  examples: valuesOf(definition.schema as z.ZodType).map((data) => ({
    type: definition.type,
    version: definition.version,
    data,
  })),
}));

it("no two events share a type, and none is both an input and a fact", () => {
  expect(new Set(all.map(({ type }) => type)).size).toBe(all.length);
});

describe.each(all)("$type", ({ type, version, meaning, optional, parse, examples }) => {
  const runs = { numRuns: 10 };
  const reasonOf = (value: unknown): string => {
    const parsed = parse(value);
    return parsed.kind === "REFUSED" ? (parsed.reason ?? "") : "it was taken";
  };

  it("says what it means in a sentence and has a version", () => {
    expect(meaning).toMatch(/^[A-Z].*\.$/s);
    expect(version).toBeGreaterThanOrEqual(1);
  });

  it("round-trips: parse, write down, parse again", () => {
    fc.assert(
      fc.property(examples, (example) => {
        const first = parse(example);
        expect(first).toEqual({ kind: "PARSED", value: example });
        expect(parse(JSON.parse(JSON.stringify(first.value)))).toEqual(first);
      }),
      { numRuns: 25 },
    );
  });

  it("refuses a field nobody knows, at any depth, naming it", () => {
    fc.assert(
      fc.property(examples, (example) => {
        for (const { path, value } of placesIn(example))
          if (typeof value === "object" && value !== null && !Array.isArray(value) && !(freeKey in value))
            expect(reasonOf(withAt(example, path, { ...value, surprise: 1 })), path.join(".")).toContain("surprise");
      }),
      runs,
    );
  });

  it("refuses when any field is missing, naming it", () => {
    fc.assert(
      fc.property(examples, (example) => {
        for (const { path } of placesIn(example))
          if (path.length > 1 && typeof path.at(-1) === "string" && !optional.has(String(path.at(-1))))
            expect(reasonOf(withAt(example, path, undefined)), path.join(".")).toContain([type, ...path].join("."));
      }),
      runs,
    );
  });

  it("refuses a number that is none, wherever one stands, naming it", () => {
    fc.assert(
      fc.property(examples, fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, "7", {}), (example, wrong) => {
        for (const { path, value } of placesIn(example))
          if (typeof value === "number" && path[0] === "data")
            expect(reasonOf(withAt(example, path, wrong)), path.join(".")).toContain([type, ...path].join("."));
      }),
      runs,
    );
  });

  it("refuses another version", () => {
    fc.assert(
      fc.property(examples, (example) => {
        for (const wrong of [version + 1, 0, String(version), undefined])
          expect(reasonOf({ ...example, version: wrong })).toContain("version");
      }),
      runs,
    );
  });
});

describe("what is no event", () => {
  it.each([
    undefined,
    null,
    1,
    "an event",
    [],
    {},
    { type: 7 },
    { type: { toString: "x" } },
    { type: "market.nothing" },
    { type: "__proto__" },
  ])("%o is refused, never thrown", (value) => {
    expect(parseInput(value)).toMatchObject({
      kind: "REFUSED",
      reason: expect.stringContaining("expected a known event type"),
    });
    expect(parseFact(value)).toMatchObject({ kind: "REFUSED" });
  });

  it("a fact is no input and an input no fact", () => {
    for (const { type } of factDefinitions) expect(parseInput({ type, version: 1, data: {} }).kind).toBe("REFUSED");
    for (const { type } of inputDefinitions) expect(parseFact({ type, version: 1, data: {} }).kind).toBe("REFUSED");
  });

  it("nothing JSON can say makes the parser throw", () => {
    const types = fc.constantFrom(...all.map(({ type }) => type));
    fc.assert(
      fc.property(types, fc.jsonValue(), fc.jsonValue(), (type, data, version) => {
        expect(["PARSED", "REFUSED"]).toContain(parseInput({ type, version, data }).kind);
        expect(["PARSED", "REFUSED"]).toContain(parseInput({ type, version: 1, data }).kind);
      }),
    );
  });
});

describe("rules between fields", () => {
  const open = (change: Record<string, unknown>) =>
    parseInput({ type: "fund.opened", version: 1, data: { ...config, ...change } });
  const refused = (change: Record<string, unknown>) => {
    const parsed = open(change);
    return parsed.kind === "REFUSED" ? parsed.reason : "it was taken";
  };
  it("the configuration tests use is one", () => expect(open({}).kind).toBe("PARSED"));
  it("a fund starts with money", () => {
    expect(refused({ startEquityUsd: 0 })).toContain(
      "fund.opened.data.startEquityUsd: expected a start equity above 0",
    );
  });
  it("every symbol is configured once", () => {
    expect(refused({ instruments: [...config.instruments, config.instruments[0]] })).toContain(
      "expected every symbol once",
    );
  });
  it("a fund has instruments, and bars an interval of a length that exists", () => {
    expect(refused({ instruments: [] })).toContain("fund.opened.data.instruments");
    expect(refused({ intervalMs: 0 })).toContain("expected a bar interval above 0");
    expect(refused({ intervalMs: 1e300 })).toContain("fund.opened.data.intervalMs");
  });

  it("what older code wished, opened and closed was the ensemble's", () => {
    const opened = {
      symbol: "BTC",
      openedBy: "O1-0",
      quantity: 1,
      averagePriceUsd: 1,
      stopPriceUsd: 1,
      initialRiskUsd: 1,
    };
    const read = (data: object) => parseFact({ type: "position.opened", version: 1, data });
    expect(read(opened)).toMatchObject({ value: { data: { strategy: "ensemble" } } });
    expect(read({ ...opened, strategy: "turtle" })).toMatchObject({ value: { data: { strategy: "turtle" } } });
  });

  const bars = (change: Record<string, unknown>) => {
    const bar = { symbol: "BTC", open: 10, high: 12, low: 9, close: 11, volume: 1, ...change };
    const parsed = parseInput({
      type: "market.bars_closed",
      version: 1,
      data: { closedAtMs: 1, bars: [bar], missing: [] },
    });
    return parsed.kind === "REFUSED" ? parsed.reason : "it was taken";
  };
  it.each([
    [{}, "it was taken"],
    [{ open: 9, close: 12 }, "it was taken"],
    [{ high: 8 }, "expected high at or above low"],
    [{ open: 12.01 }, "expected open between low and high"],
    [{ open: 8.99 }, "expected open between low and high"],
    [{ close: 12.01 }, "expected close between low and high"],
    [{ close: 8.99 }, "expected close between low and high"],
    [{ low: 0 }, "bars.0.low"],
    [{ close: -1 }, "bars.0.close"],
    [{ volume: -1 }, "bars.0.volume"],
    [{ symbol: "" }, "bars.0.symbol"],
  ])("a bar with %o: %s", (change, reason) => expect(bars(change)).toContain(reason));
});
