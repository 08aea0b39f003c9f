/** Market officer: both axes, the liquidity flag and the confidence, from bars alone, for symbols and for the market. */
import { describe, expect, it } from "vitest";
import { at, bar, config, hour, justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import { openFeatures, updateFeatures } from "../../../features/market-features.ts";
import { usd } from "../../../units/units.ts";
import { openMarketOfficer, type RegimeChange, reviewRegime } from "./market-officer.ts";

const windows = { trend: 8, reversion: 4, outcome: 4 };

/** What an officer says about these closes, bar by bar. */
function review(closes: readonly number[], minTurnover = 0) {
  const features = openFeatures(1, windows);
  const officer = openMarketOfficer(config);
  const quiet = { ...config, trading: { ...config.trading, minBarTurnoverUsd: usd(minTurnover) } };
  return closes.map((close, index) => {
    updateFeatures(features, 0, bar("BTC", close), at(index * hour));
    return reviewRegime(officer.market, { features, id: 0, symbol: "BTC" }, quiet);
  });
}
/** Small wiggles on the way, so that a line has a volatility. */
const line = (bars: number, growth: number, from = 100) =>
  Array.from({ length: bars }, (_, index) => from * growth ** (index + 1) * (index % 2 === 0 ? 1 : 1.002));
const zigzag = (bars: number, swing: number) =>
  Array.from({ length: bars }, (_, index) => 100 * (1 + (index % 2 === 0 ? swing : 0)));
const said = (changes: readonly (RegimeChange | undefined)[]) =>
  changes.flatMap((each) => (each === undefined ? [] : [each.to]));

describe("the regime", () => {
  it("is unknown until the trend window is full, and then told at once", () => {
    const changes = review(line(9, 1.004));
    expect(changes.slice(0, 8)).toEqual(Array(8).fill(undefined));
    expect(changes[8]).toMatchObject({ from: undefined, to: { trend: "UP", breakProbability: undefined } });
  });

  it.each([
    ["rising", line(9, 1.004), "UP"],
    ["falling", line(9, 0.996), "DOWN"],
    ["a calm zigzag", zigzag(9, 0.001), "RANGE"],
    ["a wild zigzag", zigzag(9, 0.03), "CHOPPY"],
  ] as const)("%s is %s", (_, closes, trend) => expect(said(review(closes)).at(-1)?.trend).toBe(trend));

  it("of another kind is believed when it has held for twelve bars", () => {
    const changes = review([...line(20, 1.004), ...line(40, 0.996, 100 * 1.004 ** 20)]);
    const turned = changes.findIndex((each) => each?.to.trend === "DOWN");
    expect(said(changes).map(({ trend }) => trend)).toEqual(["UP", "DOWN"]);
    expect(turned).toBeGreaterThanOrEqual(20 + 12 - 1);
    expect(changes[turned]?.from?.trend).toBe("UP");
  });

  it("is surer where every horizon says the same", () => {
    const sureness = (closes: readonly number[]) => said(review(closes)).at(-1)?.confidence ?? Number.NaN;
    expect(sureness(line(9, 1.004))).toBeGreaterThan(0.5);
    expect(sureness(line(9, 1.004))).toBeLessThan(0.75);
    expect(sureness([...line(8, 1.004), 103])).toBeLessThan(sureness(line(9, 1.004)));
  });
});

it.each([
  [justBelow, false],
  [(usual: number) => usual, false],
  [justAbove, true],
])("a market with a minimum of turnover around its own: case %#", (minimum, isIlliquid) => {
  const closes = Array.from({ length: 9 }, () => 110);
  const features = openFeatures(1, windows);
  closes.forEach((close, index) => updateFeatures(features, 0, bar("BTC", close), at(index * hour)));
  expect(said(review(closes, minimum(features.turnover[0] ?? 0))).at(-1)?.isIlliquid).toBe(isIlliquid);
});
