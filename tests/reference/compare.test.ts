/** The comparison of the reference run itself: each kind of tolerance just within, at and just beyond its edge. */
import { describe, expect, it } from "vitest";
import { differences, type Tolerance } from "../../scripts/reference/compare.ts";

const agrees = (actual: unknown, expected: unknown, tolerance: Tolerance): boolean =>
  differences(actual, expected, tolerance).length === 0;

describe("a tolerance", () => {
  it.each<[string, Tolerance, number]>([
    ["absolute", { abs: 0.25 }, 0.25],
    ["relative", { rel: 0.25 }, 1],
    ["exact", "exact", 0],
  ])("that is %s ends where it says", (_, tolerance, allowed) => {
    expect(agrees(4 + allowed * 0.99, 4, tolerance)).toBe(true);
    expect(agrees(4 + allowed, 4, tolerance)).toBe(true);
    expect(agrees(4 - allowed, 4, tolerance)).toBe(true);
    expect(agrees(4 + allowed + 1e-6, 4, tolerance)).toBe(false);
    expect(agrees(4 - allowed - 1e-6, 4, tolerance)).toBe(false);
  });

  it("relative to the largest takes its size from the whole list", () => {
    expect(agrees([1, -8.75], [0, -8], { rel_to_max: 0.125 })).toBe(true);
    expect(agrees([1.01, -8], [0, -8], { rel_to_max: 0.125 })).toBe(false);
  });

  it("by field goes by name, by what begins the name, or by params", () => {
    const tolerance = { statistic: 0.1, critical: 1, params: 10 };
    const expected = { statistic: 0, critical_1_5_10: [0, 0], omega: 0 };
    expect(agrees({ statistic: 0.1, critical_1_5_10: [1, -1], omega: 10 }, expected, tolerance)).toBe(true);
    expect(agrees({ statistic: 0.2, critical_1_5_10: [1, -1], omega: 10 }, expected, tolerance)).toBe(false);
    expect(agrees({ statistic: 0.1, critical_1_5_10: [1, 2], omega: 10 }, expected, tolerance)).toBe(false);
    expect(agrees({ statistic: 0.1, critical_1_5_10: [1, 1], omega: 11 }, expected, tolerance)).toBe(false);
  });

  it("that names no such field allows nothing", () => {
    expect(agrees({ other: 1 }, { other: 1 }, { statistic: 0.1 })).toBe(false);
  });
});

describe("an answer", () => {
  it("that is undefined is right only where nothing is expected", () => {
    for (const none of [Number.NaN, null, undefined]) {
      expect(agrees(none, null, { abs: 1 })).toBe(true);
      expect(agrees(none, 0, { abs: 1 })).toBe(false);
    }
    expect(agrees(0, null, { abs: 1 })).toBe(false);
  });

  it("has every value of a list and every field of an object", () => {
    expect(agrees(Float64Array.of(1, 2), [1, 2], "exact")).toBe(true);
    expect(agrees([1, 2, 3], [1, 2], "exact")).toBe(false);
    expect(agrees([{ a: 1, more: 2 }], [{ a: 1 }], "exact")).toBe(true);
    expect(agrees([{ more: 2 }], [{ a: 1 }], "exact")).toBe(false);
    expect(agrees("no list", [1], "exact")).toBe(false);
  });

  it("of text, truth or infinity is the same one", () => {
    expect(agrees({ day: "2000-01-08", long: true }, { day: "2000-01-08", long: true }, "exact")).toBe(true);
    expect(agrees({ day: "2000-01-09", long: true }, { day: "2000-01-08", long: true }, { abs: 1 })).toBe(false);
    expect(agrees(Number.POSITIVE_INFINITY, "Infinity", { abs: 1 })).toBe(true);
    expect(agrees(Number.NEGATIVE_INFINITY, "Infinity", { abs: 1 })).toBe(false);
  });
});
