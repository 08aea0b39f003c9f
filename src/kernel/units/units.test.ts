/** Units: every constructor refuses what is outside its range, and the crossings between units do what they say. */
import { describe, expect, it } from "vitest";
import {
  after,
  bps,
  costOf,
  days,
  durationMs,
  epochMs,
  fraction,
  hours,
  minutes,
  price,
  quantity,
  ratio,
  ratioOf,
  seconds,
  usd,
  utcDay,
} from "./units.ts";

describe("constructors", () => {
  it.each([
    ["usd", usd, [-1e9, 0, 1e9], []],
    ["ratio", ratio, [-5, 0, 99], []],
    ["bps", bps, [-1, 0, 10_000], []],
    ["fraction", fraction, [0, 0.5, 1], [-Number.EPSILON, 1 + Number.EPSILON]],
    ["quantity", quantity, [0, 1e-8, Number.MAX_VALUE], [-1e-12]],
    ["price", price, [1e-8, 1e6], [0, -1]],
    ["epochMs", epochMs, [0, 8.64e15], [-1, 8.64e15 + 2]],
    ["durationMs", durationMs, [0, 8.64e15], [-1, 8.64e15 + 2]],
  ] as const)("%s takes its range and refuses what lies outside", (_, make, inside, outside) => {
    for (const value of inside) expect(make(value)).toBe(value);
    for (const value of outside) expect(() => make(value)).toThrow(RangeError);
  });

  it.each([usd, ratio, bps, fraction, quantity, price, epochMs, durationMs])(
    "%o refuses numbers that are none",
    (make) => {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
        expect(() => make(value)).toThrow(RangeError);
    },
  );
});

it("lengths of time", () => {
  expect([seconds(2), minutes(2), hours(2), days(2)]).toEqual([2_000, 120_000, 7_200_000, 172_800_000]);
  expect(after(epochMs(5), seconds(1))).toBe(1_005);
});

it("a UTC day begins at midnight", () => {
  const midnight = 18_333 * 86_400_000;
  expect([midnight - 1, midnight].map((ms) => utcDay(epochMs(ms)))).toEqual([18_332, 18_333]);
});

describe("crossings", () => {
  it("a cost in basis points of an amount", () => {
    expect(costOf(usd(1_000), bps(10))).toBe(1);
  });

  it("a part of nothing is more than any limit permits, and nothing of nothing is nothing", () => {
    expect(ratioOf(usd(1), usd(4))).toBe(0.25);
    expect(ratioOf(usd(1), usd(0))).toBe(Number.MAX_VALUE);
    expect(ratioOf(usd(1), usd(-5))).toBe(Number.MAX_VALUE);
    expect(ratioOf(usd(0), usd(0))).toBe(0);
  });
});
