/** Market officer: two axes, thresholds of daily volatility and efficiency, and twelve bars before a new kind is believed. */
import { describe, expect, it } from "vitest";
import { at, bar, hour } from "../../../../../tests/scenarios/given.ts";
import { openFeatures, updateFeatures } from "../../../features/market-features.ts";
import { hours } from "../../../units/units.ts";
import { openMarketOfficer, type RegimeChange, reviewRegime, volatilityOf } from "./market-officer.ts";

it.each([
  [0.0149, "LOW"],
  [0.015, "NORMAL"],
  [0.05, "NORMAL"],
  [0.0501, "HIGH"],
  [0.1, "HIGH"],
  [0.1001, "EXTREME"],
  [Number.NaN, "EXTREME"],
] as const)("a daily volatility of %f is %s", (daily, volatility) => expect(volatilityOf(daily)).toBe(volatility));

/** What an officer says about these closes, bar by bar. */
function review(closes: readonly number[]): (RegimeChange | undefined)[] {
  const features = openFeatures(1, { trend: 8, reversion: 4, outcome: 4 });
  const officer = openMarketOfficer(1);
  return closes.map((close, index) => {
    updateFeatures(features, 0, bar("BTC", close), at(index * hour));
    return reviewRegime(officer, features, 0, hours(1));
  });
}
const line = (bars: number, growth: number, from = 100) =>
  Array.from({ length: bars }, (_, index) => from * growth ** (index + 1));
const zigzag = (bars: number, swing: number) =>
  Array.from({ length: bars }, (_, index) => 100 * (1 + (index % 2 === 0 ? swing : 0)));
const said = (changes: readonly (RegimeChange | undefined)[]) =>
  changes.flatMap((each) => (each === undefined ? [] : [each.to]));

describe("the regime", () => {
  it("is unknown until the trend window is full, and then told at once", () => {
    const changes = review(line(9, 1.001));
    expect(changes.slice(0, 8)).toEqual(Array(8).fill(undefined));
    expect(changes[8]).toMatchObject({ from: undefined, to: { trend: "UP", volatility: "LOW" } });
  });

  it.each([
    ["rising", line(9, 1.004), "UP"],
    ["falling", line(9, 0.996), "DOWN"],
    ["a calm zigzag", zigzag(9, 0.001), "RANGE"],
    ["a wild zigzag", zigzag(9, 0.03), "CHOPPY"],
  ] as const)("%s is %s", (_, closes, trend) => expect(said(review(closes)).at(-1)?.trend).toBe(trend));

  it("of another kind is believed when it has held for twelve bars", () => {
    const closes = [...line(20, 1.004), ...line(40, 0.996, 100 * 1.004 ** 20)];
    const changes = review(closes);
    const turned = changes.findIndex((each) => each?.to.trend === "DOWN");
    expect(said(changes).map(({ trend }) => trend)).toEqual(["UP", "DOWN"]);
    expect(turned).toBeGreaterThanOrEqual(20 + 12 - 1);
    expect(changes[turned]?.from?.trend).toBe("UP");
  });

  it("of another kind for eleven bars only is not told", () => {
    const blip = [
      ...line(20, 1.004),
      ...line(8, 0.996, 100 * 1.004 ** 20),
      ...line(30, 1.006, 100 * 1.004 ** 20 * 0.996 ** 8),
    ];
    expect(said(review(blip)).map(({ trend }) => trend)).toEqual(["UP"]);
  });
});

it("says nothing of an instrument it does not keep", () => {
  const features = openFeatures(1, { trend: 8, reversion: 4, outcome: 4 });
  expect(reviewRegime(openMarketOfficer(0), features, 0, hours(1))).toBeUndefined();
});
