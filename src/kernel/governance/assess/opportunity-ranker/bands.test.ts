/** The tables of origin-facts 6.1, at, below and above each of their steps. */
import { expect, it } from "vitest";
import { justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import { liquidityScore, performanceScore, trendScore, volatilityScore } from "./bands.ts";

it.each([
  [0.7, 1, 0.7],
  [0.5, 0.7, 0.4],
  [0.3, 0.4, 0.1],
])("a trend of strength %d counts %d, a weaker one %d", (strength, from, below) => {
  expect([trendScore(justAbove(strength)), trendScore(strength), trendScore(justBelow(strength))]).toEqual([
    from,
    from,
    below,
  ]);
});

it("an hourly range of 1 to 3 % is best, one of 0.5 to 5 % passable", () => {
  expect([0.01, 0.02, 0.03].map(volatilityScore)).toEqual([1, 1, 1]);
  expect([0.005, justBelow(0.01), justAbove(0.03), 0.05].map(volatilityScore)).toEqual([0.7, 0.7, 0.7, 0.7]);
  expect([0, justBelow(0.005), justAbove(0.05), 1].map(volatilityScore)).toEqual([0.3, 0.3, 0.3, 0.3]);
});

it("volume counts by its multiple of the gate, the seeds' 1e9, 5e9 and 1e10", () => {
  const ofVolume = (usd: number) => liquidityScore(usd / 1e9, 0);
  expect([1e10, justBelow(1e10), 5e9, justBelow(5e9), 1e9, justBelow(1e9)].map(ofVolume)).toEqual([
    1, 0.9, 0.9, 0.8, 0.8, 0.6,
  ]);
});

it("a spread up to 0.1 % adds 0.3, one up to 0.5 % adds 0.2, a wider one 0.1", () => {
  const ofSpread = (spread: number) => liquidityScore(1, spread) - 0.5;
  for (const [spread, added] of [
    [0.001, 0.3],
    [justAbove(0.001), 0.2],
    [0.005, 0.2],
    [justAbove(0.005), 0.1],
  ] as const)
    expect(ofSpread(spread)).toBeCloseTo(added, 12);
});

it("a move of the day counts by its size, the same both ways", () => {
  const steps = [0.1, justBelow(0.1), 0.05, justBelow(0.05), 0.02, justBelow(0.02), 0];
  expect(steps.map(performanceScore)).toEqual([1, 0.8, 0.8, 0.6, 0.6, 0.4, 0.4]);
  expect(steps.map((step) => performanceScore(-step))).toEqual(steps.map(performanceScore));
});

it("what is no number has the lowest score there is", () => {
  const none = Number.NaN;
  expect([trendScore(none), volatilityScore(none), performanceScore(none)]).toEqual([0.1, 0.3, 0.4]);
  expect(liquidityScore(none, none)).toBeCloseTo(0.4, 12);
});
