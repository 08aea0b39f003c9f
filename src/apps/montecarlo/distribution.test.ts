/** Quantiles, the rank of the run among the paths, and bins that hold everything. */
import { describe, expect, it } from "vitest";
import { distributionOf, shareOf } from "./distribution.ts";

const oneTo100 = () => Float64Array.from({ length: 100 }, (_, index) => 100 - index);

describe("a distribution", () => {
  it("has its quantiles between the values, and counts those equal to the run by half", () => {
    const { p5, p50, p95, mean, actualRankFraction } = distributionOf(oneTo100(), 50);
    expect([p5, p50, p95, mean]).toEqual([5.95, 50.5, 95.05, 50.5]);
    expect(actualRankFraction).toBeCloseTo(0.495, 12);
    expect(distributionOf(oneTo100(), 0).actualRankFraction).toBe(0);
    expect(distributionOf(oneTo100(), 101).actualRankFraction).toBe(1);
  });

  it("has every outcome in a bin, the run inside, and one bin a count where it counts", () => {
    const shares = distributionOf(
      oneTo100().map((each) => each / 7),
      20,
    ).histogram;
    expect(shares.counts.reduce((sum, each) => sum + each, 0)).toBe(100);
    expect(shares.high).toBe(20);
    const counted = distributionOf(Float64Array.of(3, 3, 4, 6), 5).histogram;
    expect(counted).toEqual({ low: 2.5, high: 6.5, counts: [2, 1, 0, 1] });
    expect(distributionOf(Float64Array.of(0.5, 0.5), 0.5).histogram.counts[0]).toBe(2);
  });

  it("tells the share for which something holds", () =>
    expect(shareOf(Float64Array.of(0.1, 0.2, 0.3, 0.4), (each) => each > 0.2)).toBe(0.5));
});
