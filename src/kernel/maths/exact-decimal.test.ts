/** Texts are rounded exactly. Examples of exchanges' own tests, and properties against whole numbers. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Precision, roundDecimal, type Rounding } from "./exact-decimal.ts";

const places = (count: number): Precision => ({ kind: "PLACES", places: count });
const digits = (count: number): Precision => ({ kind: "DIGITS", digits: count });
const tick = (size: string): Precision => ({ kind: "TICK", tick: size });

/** Source: ccxt/ccxt@03649c5dab71 ts/src/test/base/test.decimalToPrecision.ts (MIT), values only. */
const published: readonly (readonly [string, Precision, Rounding, boolean, string])[] = [
  ["12.3456", places(2), "TRUNCATE", false, "12.34"],
  ["99.9999", places(-2), "TRUNCATE", false, "0"],
  ["123.0000987654", digits(5), "TRUNCATE", true, "123.00"],
  ["1234.69", digits(0), "TRUNCATE", false, "0"],
  ["-99.999", places(2), "HALF_UP", true, "-100.00"],
  ["0.00098765", digits(10), "HALF_UP", true, "0.0009876500000"],
  ["0.000273398", tick("1e-7"), "HALF_UP", false, "0.0002734"],
  ["-165", tick("110"), "HALF_UP", false, "-220"],
  ["1602000000000000000000", digits(3), "TRUNCATE", false, "1600000000000000000000"],
];

it.each(published)("%s to %o, %s, padded %s, is %s", (text, precision, rounding, padded, expected) =>
  expect(roundDecimal(text, precision, rounding, padded)).toBe(expected),
);

describe("over any whole number of steps", () => {
  const anyTick = fc.constantFrom("0.00000001", "0.005", "0.1", "0.25", "1", "10");
  it("each rounding lands on a step: down at or below, up at or above, one step apart or equal", () => {
    fc.assert(
      fc.property(anyTick, fc.bigInt(-(10n ** 20n), 10n ** 20n), (size, units) => {
        const text = `${units}e-9`;
        const [down, up] = [roundDecimal(text, tick(size), "DOWN"), roundDecimal(text, tick(size), "UP")];
        const [low, high, step] = [nano(down), nano(up), nano(size) === 0n ? 10n : nano(size)];
        expect(low <= units && units <= high).toBe(true);
        expect(high - low === 0n || high - low === step).toBe(true);
        expect(roundDecimal(down, tick(size), "UP")).toBe(down);
      }),
    );
  });
});

/** A decimal text in billionths, exactly. */
const nano = (text: string): bigint => {
  const [whole = "0", part = ""] = text.replace("-", "").split(".");
  const size = BigInt(whole + part.padEnd(9, "0"));
  return text.startsWith("-") ? -size : size;
};

it.each(["", "abc", "1.2.3", "0x10", "NaN", "Infinity"])("%j is no decimal number", (text) =>
  expect(() => roundDecimal(text, places(2), "TRUNCATE")).toThrow(SyntaxError),
);
