/** Features equal a plain recomputation from all bars so far, and no bar that comes later can change them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, bar, hour } from "../../../tests/scenarios/given.ts";
import type { Bar } from "../domain/bar.ts";
import {
  barVolatility,
  efficiency,
  hasTrend,
  logCloseBack,
  openFeatures,
  reversionScore,
  trendReturn,
  trendScore,
  updateFeatures,
} from "./market-features.ts";

const windows = { trend: 6, reversion: 4, outcome: 3 };
const anyBar: fc.Arbitrary<Bar> = fc
  .tuple(fc.integer({ min: 8_000, max: 12_000 }), fc.nat(300), fc.nat(300))
  .map(([close, up, down]) => bar("BTC", close / 100, { high: (close + up) / 100, low: (close - down) / 100 }));
const anyBars = fc.array(anyBar, { minLength: 1, maxLength: 40 });

const featuresOf = (bars: readonly Bar[], id = 0) => {
  const features = openFeatures(2, windows);
  bars.forEach((each, index) => updateFeatures(features, id, each, at(index * hour)));
  return features;
};

describe("over any bars", () => {
  it("rolling sums equal sums over the window", () => {
    fc.assert(
      fc.property(anyBars, (bars) => {
        const features = featuresOf(bars);
        const logs = bars.map(({ close }) => Math.log(close));
        const changes = logs.slice(1).map((each, index) => Math.abs(each - logs[index]!));
        const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0);
        expect(features.reversionSum[0]).toBeCloseTo(sum(logs.slice(-windows.reversion)), 9);
        expect(features.pathLength[0]).toBeCloseTo(sum(changes.slice(-windows.trend)), 9);
      }),
    );
  });

  it("the ring remembers closes back to its length", () => {
    fc.assert(
      fc.property(anyBars, (bars) => {
        const features = featuresOf(bars);
        for (let back = 0; back < Math.min(bars.length, features.ring); back += 1)
          expect(logCloseBack(features, 0, back)).toBe(Math.log(bars.at(-1 - back)!.close));
      }),
    );
  });

  it("true range and variance equal their recursions", () => {
    fc.assert(
      fc.property(anyBars, (bars) => {
        const features = featuresOf(bars);
        let [atr, variance] = [0, 0];
        bars.forEach((each, index) => {
          const before = bars[index - 1]?.close ?? each.open;
          const range =
            Math.max(each.high - each.low, Math.abs(each.high - before), Math.abs(each.low - before)) / each.close;
          const change = index === 0 ? 0 : Math.log(each.close / before);
          atr = index === 0 ? range : atr + (range - atr) / 24;
          variance = index <= 1 ? change ** 2 : 0.996 * variance + 0.004 * change ** 2;
        });
        expect(features.atr[0]).toBeCloseTo(atr, 9);
        expect(features.variance[0]).toBeCloseTo(variance, 12);
      }),
    );
  });

  it("are the same whatever bars come later or belong to other instruments: truncation changes nothing", () => {
    fc.assert(
      fc.property(anyBars, anyBars, (past, other) => {
        const alone = featuresOf(past);
        const beside = featuresOf(past);
        other.forEach((each, index) => updateFeatures(beside, 1, each, at(index * hour)));
        const told = (features: typeof alone) => [
          trendScore(features, 0),
          reversionScore(features, 0),
          efficiency(features, 0),
          features.atr[0],
          features.turnover[0],
        ];
        expect(told(beside)).toEqual(told(alone));
      }),
    );
  });

  it("efficiency lies between 0 and 1", () => {
    fc.assert(
      fc.property(anyBars, (bars) => {
        const ratio = efficiency(featuresOf(bars), 0);
        if (bars.length > windows.trend) expect(ratio >= 0 && ratio <= 1).toBe(true);
      }),
    );
  });
});

describe("examples", () => {
  const rising = Array.from({ length: 10 }, (_, index) => bar("BTC", 100 * 1.01 ** index));
  it("a straight line is fully efficient and a trend", () => {
    const features = featuresOf(rising);
    expect(efficiency(features, 0)).toBeCloseTo(1, 9);
    expect(trendReturn(features, 0)).toBeCloseTo(6 * Math.log(1.01), 9);
    expect(trendScore(features, 0)).toBeCloseTo(Math.sqrt(6), 6);
    expect(reversionScore(features, 0)).toBeGreaterThan(0);
  });

  it("a market that stands still has neither trend nor reversion", () => {
    const features = featuresOf(Array.from({ length: 10 }, () => bar("BTC", 100)));
    expect([
      trendScore(features, 0),
      reversionScore(features, 0),
      efficiency(features, 0),
      barVolatility(features, 0),
    ]).toEqual([0, 0, 0, 0]);
  });

  it("windows are full after the longest of them and one bar", () => {
    expect([6, 7].map((bars) => hasTrend(featuresOf(rising.slice(0, bars)), 0))).toEqual([false, true]);
  });
});
