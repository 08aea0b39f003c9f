/** The rule: the lines of both axes, and twelve bars before a new reading is believed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import { defaultMarketThresholds } from "../../../domain/regime.ts";
import { fraction } from "../../../units/units.ts";
import { believe, directionOf, openAxis, strengthOf, volatilityOf } from "./rule-detector.ts";

const lines = defaultMarketThresholds;

it.each([
  [0.0149, "LOW"],
  [0.015, "NORMAL"],
  [0.05, "NORMAL"],
  [0.0501, "HIGH"],
  [0.1, "HIGH"],
  [0.1001, "EXTREME"],
  [Number.NaN, "EXTREME"],
] as const)("a daily volatility of %f is %s", (daily, volatility) =>
  expect(volatilityOf(daily, lines)).toBe(volatility),
);

it("of volatility moves with the configured lines, and EXTREME is twice HIGH", () => {
  const moved = { ...lines, lowVolatilityFraction: fraction(0.1), highVolatilityFraction: fraction(0.2) };
  expect([0.0999, 0.1, 0.2001, 0.4, 0.4001].map((daily) => volatilityOf(daily, moved))).toEqual([
    "LOW",
    "NORMAL",
    "HIGH",
    "HIGH",
    "EXTREME",
  ]);
});

it.each([
  [justBelow(0.7), "NONE"],
  [0.7, "UP"],
  [justAbove(0.7), "UP"],
  [-justBelow(0.7), "NONE"],
  [-0.7, "DOWN"],
  [Number.NaN, "NONE"],
] as const)("a move of strength %f is %s", (move, direction) => expect(directionOf(move, lines)).toBe(direction));

it.each([
  [0, 0],
  [1, 0.682689],
  [1.036433, 0.7],
  [-1.036433, 0.7],
  [1.959964, 0.95],
])("a score of %f is stronger than %f of random walks (tables of the normal distribution)", (score, strength) =>
  expect(strengthOf(score)).toBeCloseTo(strength, 5),
);

describe("an axis", () => {
  const read = (values: readonly string[]) => {
    const axis = openAxis<string>();
    return values.map((value) => believe(axis, value));
  };
  const times = (count: number, value: string) => Array.from({ length: count }, () => value);

  it("believes its first reading at once", () => expect(read(["A"])).toEqual(["A"]));

  it.each([
    [11, "A"],
    [12, "B"],
    [13, "B"],
  ])("after %i readings of another kind in a row believes %s", (count, believed) =>
    expect(read(["A", ...times(count, "B")]).at(-1)).toBe(believed),
  );

  it("starts to count anew after any other reading", () =>
    expect(read(["A", ...times(11, "B"), "A", ...times(11, "B"), "C", ...times(11, "B")]).at(-1)).toBe("A"));

  it("never believes what was not read for the last twelve bars", () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom("A", "B", "C"), { minLength: 1, maxLength: 200 }), (values) => {
        const believed = read(values);
        believed.forEach((value, index) => {
          if (index === 0 || value === believed[index - 1]) return;
          expect(values.slice(index - 11, index + 1)).toEqual(times(12, value));
        });
      }),
    ));
});
