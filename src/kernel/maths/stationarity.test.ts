/** MacKinnon's two tables against each other, and series made to come back to a level or to wander. */
import { describe, expect, it } from "vitest";
import { seedRandom, uniform } from "./seeded-random.ts";
import { levelStationarity, unitRootPValue, unitRootTest } from "./stationarity.ts";

/** A series whose every value keeps `kept` of the one before. */
function series(seed: number, kept: number): Float64Array {
  const random = seedRandom(seed);
  let value = 0;
  return Float64Array.from({ length: 500 }, () => {
    value = kept * value + uniform(random) - 0.5;
    return value;
  });
}

describe("a unit root", () => {
  it.each([
    ["CONSTANT", -3.43035, 0.01],
    ["CONSTANT", -2.86154, 0.05],
    ["CONSTANT", -2.56677, 0.1],
    ["LINE", -3.95877, 0.01],
    ["LINE", -3.41049, 0.05],
    ["LINE", -3.12705, 0.1],
  ] as const)("with %s at its critical value of %d has a p-value of %d", (trend, critical, wanted) => {
    expect(Math.abs(unitRootPValue(critical, trend) / wanted - 1)).toBeLessThan(0.02);
  });

  it("runs on from the small surface to the large one, and ends at 0 and 1", () => {
    for (const [trend, turn] of [["CONSTANT", -1.61] as const, ["LINE", -2.89] as const])
      expect(Math.abs(unitRootPValue(turn, trend) - unitRootPValue(turn + 1e-9, trend))).toBeLessThan(0.003);
    expect([unitRootPValue(-20, "CONSTANT"), unitRootPValue(3, "CONSTANT")]).toEqual([0, 1]);
  });

  it("is rejected where a series comes back, and not where it wanders", () => {
    for (const trend of ["CONSTANT", "LINE"] as const) {
      const back = unitRootTest(series(1, 0.5), { lags: 2, trend });
      expect(back.pValue).toBeLessThan(0.001);
      expect(back.statistic).toBeLessThan(back.critical[0]);
      expect(unitRootTest(series(1, 1), { lags: 2, trend }).pValue).toBeGreaterThan(0.1);
    }
  });

  it("has no p-value without a constant, and no statistic of too few values", () => {
    expect(unitRootTest(series(1, 0.5), { lags: 0, trend: "NONE" }).pValue).toBeNull();
    expect(unitRootTest([1, 2], { lags: 4, trend: "CONSTANT" }).statistic).toBeNaN();
  });

  it("has critical values that approach the long-run ones", () => {
    const [one, five, ten] = unitRootTest(series(2, 0), { lags: 0, trend: "CONSTANT" }).critical;
    expect(one).toBeCloseTo(-3.43035 - 6.5393 / 499, 3);
    expect(five).toBeCloseTo(-2.86154 - 2.8903 / 499, 3);
    expect(ten).toBeCloseTo(-2.56677 - 1.5384 / 499, 3);
  });
});

describe("a level", () => {
  it("is kept by a series that comes back, and left by one that wanders", () => {
    expect(levelStationarity(series(3, 0.2), 5)).toBeLessThan(0.463);
    expect(levelStationarity(series(3, 1), 5)).toBeGreaterThan(0.739);
  });

  /** By hand: deviations −1, 1, −1, 1; partial sums −1, 0, −1, 0; long run 4 + 2·(1/2)·(−3) = 1. */
  it("weighs partial sums by the long-run variance", () => {
    expect(levelStationarity([1, 3, 1, 3], 0)).toBeCloseTo(2 / 4 / 4, 12);
    expect(levelStationarity([1, 3, 1, 3], 1)).toBeCloseTo(2 / 4 / 1, 12);
    expect(levelStationarity([2, 2], 1)).toBeNaN();
  });
});
