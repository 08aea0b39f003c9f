/** A rolling figure is that of its window alone. */
import { expect, it } from "vitest";
import { dayMs } from "../units/units.ts";
import { rollingFigures } from "./rolling-report.ts";
import { reportSharpe } from "./sharpe-report.ts";

const returns = Float64Array.from({ length: 60 }, (_, day) => Math.sin(day * 1.7) / 100 + 0.001);
const daily = { firstDay: 100, equity: new Float64Array(60), returns };

it("has one point for every whole window, dated at its end, with the ratio and error of those days", () => {
  const points = rollingFigures(daily, 30);
  expect(points.length).toBe(31);
  expect(points.map(({ atMs }) => atMs / dayMs)).toEqual(Array.from({ length: 31 }, (_, index) => 130 + index));
  for (const [index, { sharpeRatio, standardErrorRatio }] of points.entries()) {
    const alone = reportSharpe(returns.slice(index, index + 30));
    expect(sharpeRatio).toBeCloseTo(alone.ratio, 12);
    expect(standardErrorRatio).toBeCloseTo(alone.standardErrorRatio, 12);
  }
});

it("has none without a whole window, and says 0 where nothing varies", () => {
  expect(rollingFigures(daily, 61)).toEqual([]);
  const [flat] = rollingFigures({ ...daily, returns: new Float64Array(30) }, 30);
  expect(flat).toMatchObject({ sharpeRatio: 0, volatilityRatio: 0 });
});
