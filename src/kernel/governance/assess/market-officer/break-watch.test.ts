/** The break alarm: silent for thirty days, once per break, and quiet on days of one kind. */
import { describe, expect, it } from "vitest";
import { justBelow } from "../../../../../tests/scenarios/given.ts";
import { normal, seedRandom } from "../../../maths/seeded-random.ts";
import { isAlarm, openBreakWatch, watchForBreak } from "./break-watch.ts";

const daysOf = (seed: number, deviations: readonly number[]) => {
  const random = seedRandom(seed);
  return deviations.map((deviation) => deviation * normal(random));
};
const times = (count: number, deviation: number) => Array.from({ length: count }, () => deviation);

function watch(returns: readonly number[]) {
  const state = openBreakWatch();
  const seen = returns.map((each) => ({ isNews: watchForBreak(state, each), probability: state.probability }));
  return { news: seen.flatMap(({ isNews }, index) => (isNews ? [index] : [])), seen };
}

describe("the break alarm", () => {
  it("says nothing before thirty days are known", () => {
    const { seen } = watch(times(31, 0.01));
    expect(seen.slice(0, 29).map(({ probability }) => probability)).toEqual(Array(29).fill(undefined));
    expect(seen[29]?.probability).toBeGreaterThan(0);
  });

  it("comes within five days when returns are five times as wild, and once", () => {
    const { news } = watch(daysOf(2, [...times(150, 0.02), ...times(60, 0.1)]));
    const first = news.findIndex((index) => index >= 150);
    expect(news[first]).toBeLessThan(155);
    expect(news.filter((index) => index >= 150 && index < 170)).toHaveLength(1);
  });

  it("is the same for a coin whose moves are ten times smaller", () => {
    const returns = daysOf(3, [...times(100, 0.02), ...times(40, 0.1)]);
    const smaller = watch(returns.map((each) => each / 10));
    expect(smaller.news).toEqual(watch(returns).news);
  });

  it("is rare on 2,000 days of one kind: fewer than one in a hundred", () => {
    expect(watch(daysOf(5, times(2_000, 0.03))).news.length).toBeLessThan(20);
  });

  it("stays finite where nothing moves", () => {
    const { seen } = watch(times(60, 0));
    expect(seen.at(-1)?.probability).toBeLessThan(0.5);
  });
});

it.each([
  [justBelow(0.5), false],
  [0.5, true],
  [0.51, true],
  [Number.NaN, false],
])("a probability of %f is an alarm: %s", (probability, alarm) => expect(isAlarm(probability)).toBe(alarm));
