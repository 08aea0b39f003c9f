/** The two axes in the seeds' one word: every combination has a name, and every name a combination. */
import { expect, it } from "vitest";
import { trends, volatilities } from "./modes.ts";
import { marketRegimeOf, marketRegimes, strategyRegimeOf, strategyRegimes } from "./regime.ts";

const all = trends.flatMap((trend) => volatilities.map((volatility) => ({ trend, volatility })));

it.each([
  ["UP", "LOW", "TRENDING_UP", "BULLISH"],
  ["UP", "NORMAL", "TRENDING_UP", "BULLISH"],
  ["UP", "HIGH", "TRENDING_UP", "BULLISH"],
  ["UP", "EXTREME", "HIGH_VOLATILITY", "HIGH_VOL"],
  ["DOWN", "LOW", "TRENDING_DOWN", "BEARISH"],
  ["DOWN", "NORMAL", "TRENDING_DOWN", "BEARISH"],
  ["DOWN", "HIGH", "TRENDING_DOWN", "BEARISH"],
  ["DOWN", "EXTREME", "HIGH_VOLATILITY", "HIGH_VOL"],
  ["RANGE", "LOW", "LOW_VOLATILITY", "LOW_VOL"],
  ["RANGE", "NORMAL", "RANGING", "SIDEWAYS"],
  ["RANGE", "HIGH", "HIGH_VOLATILITY", "HIGH_VOL"],
  ["RANGE", "EXTREME", "HIGH_VOLATILITY", "HIGH_VOL"],
  ["CHOPPY", "LOW", "CHOPPY", "SIDEWAYS"],
  ["CHOPPY", "NORMAL", "CHOPPY", "SIDEWAYS"],
  ["CHOPPY", "HIGH", "CHOPPY", "HIGH_VOL"],
  ["CHOPPY", "EXTREME", "HIGH_VOLATILITY", "HIGH_VOL"],
] as const)("%s and %s is %s, and %s", (trend, volatility, market, strategy) => {
  expect(marketRegimeOf({ trend, volatility })).toBe(market);
  expect(strategyRegimeOf({ trend, volatility })).toBe(strategy);
});

it("uses every name", () => {
  expect(new Set(all.map(marketRegimeOf))).toEqual(new Set(marketRegimes));
  expect(new Set([undefined, ...all].map(strategyRegimeOf))).toEqual(new Set(strategyRegimes));
});
