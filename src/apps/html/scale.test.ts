/** Ticks are round, inside the plot, and neither too many nor too few. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { linearScale, logScale, timeTicks } from "./scale.ts";

const pixels = { from: 300, to: 10 };

it("draws low at the bottom and high at the top", () => {
  const scale = linearScale({ low: -0.5, high: 0 }, pixels);
  expect([scale.toPixel(-0.5), scale.toPixel(0)]).toEqual([300, 10]);
  expect(scale.ticks.map((tick) => Math.round(tick * 100))).toEqual([-50, -40, -30, -20, -10, 0]);
});

it("draws equal growth at equal distance", () => {
  const { toPixel, ticks } = logScale({ low: 5_000, high: 200_000 }, pixels);
  expect(toPixel(10_000) - toPixel(20_000)).toBeCloseTo(toPixel(50_000) - toPixel(100_000), 9);
  expect(ticks).toEqual([5_000, 10_000, 20_000, 50_000, 100_000, 200_000]);
});

it("finds ticks for any range of values", () => {
  const amount = fc.double({ min: 0.01, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(amount, amount, (a, b) => {
      const span = { low: Math.min(a, b), high: Math.max(a, b) };
      for (const { ticks, toPixel } of [linearScale(span, pixels), logScale(span, pixels)]) {
        expect(ticks.length).toBeLessThanOrEqual(40);
        for (const tick of ticks) expect(Number.isFinite(toPixel(tick))).toBe(true);
      }
    }),
  );
});

it.each([
  ["2017-08-17", "2024-01-01", ["2018", "2019", "2020", "2021", "2022", "2023", "2024"]],
  ["2023-10-05", "2024-02-10", ["2023-11", "2023-12", "2024-01", "2024-02"]],
  ["2024-02-27", "2024-03-02", ["02-27", "02-28", "02-29", "03-01", "03-02"]],
])("marks %s to %s by %j", (from, to, labels) => {
  expect(timeTicks({ low: Date.parse(from), high: Date.parse(to) }).map(({ label }) => label)).toEqual(labels);
});

it("marks any span at most nine times or so, and never nothing in a span of days", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1.6e12 }), fc.integer({ min: 3, max: 6_000 }), (low, days) => {
      const ticks = timeTicks({ low, high: low + days * 86_400_000 });
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(11);
    }),
  );
});
