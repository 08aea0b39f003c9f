/** The hidden Markov detector: when it asks for a fit, three days before it believes, and nothing before it is fitted. */
import { describe, expect, it } from "vitest";
import type { HiddenMarket } from "../../../domain/hidden-market.ts";
import { defaultMarketThresholds as lines } from "../../../domain/regime.ts";
import { fitIsDue, isBelievable, openHiddenWatch, searchIsDue, takeModel, watchHidden } from "./hidden-watch.ts";

const calm = [0.001, Math.log(0.02), 0] as const;
const wild = [-0.1, Math.log(0.12), 3] as const;
/** A calm state and a crisis, each staying ten days, told apart by any day. */
const model: HiddenMarket = {
  start: [0.5, 0.5],
  transition: [
    [0.9, 0.1],
    [0.1, 0.9],
  ],
  means: [
    [0, Math.log(0.02), 0],
    [0, Math.log(0.12), 3],
  ],
  covariances: [
    [0.02 ** 2, 0, 0, 0, 0.1, 0, 0, 0, 1],
    [0.12 ** 2, 0, 0, 0, 0.1, 0, 0, 0, 1],
  ],
};
const watching = (days: number) => {
  const watch = openHiddenWatch();
  for (let each = 0; each < days; each += 1) watchHidden(watch, calm);
  return watch;
};

describe("a fit", () => {
  it.each([
    [119, false],
    [120, true],
  ])("with %i days is due: %s", (days, due) => expect(fitIsDue(watching(days), 1_000, false)).toBe(due));

  it.each([
    [29, false, false],
    [30, false, true],
    [6, true, false],
    [7, true, true],
  ])("%i days after the last, a break being news %s, is due: %s", (days, isBroken, due) => {
    const watch = watching(120);
    takeModel(watch, model, 1_000, lines);
    expect(fitIsDue(watch, 1_000 + days, isBroken)).toBe(due);
  });

  it.each([
    [2, 29, false],
    [2, 30, true],
    [3, 119, false],
    [3, 120, true],
  ])("after %i searches without a model, %i days on, is due: %s", (searches, days, due) => {
    const watch = watching(120);
    for (let each = 0; each < searches; each += 1) takeModel(watch, undefined, 1_000, lines);
    expect(fitIsDue(watch, 1_000 + days, false)).toBe(due);
  });

  it("looks at all numbers of states at first, and once in twelve times", () => {
    const watch = watching(120);
    const searched = Array.from({ length: 25 }, (_, fit) => {
      const isDue = searchIsDue(watch);
      takeModel(watch, model, fit, lines);
      return isDue ? [fit] : [];
    });
    expect(searched.flat()).toEqual([0, 12, 24]);
  });

  it("whose model cannot place the days is not taken, and a day that is no number is not remembered", () => {
    const watch = watching(120);
    const broken = { ...model, covariances: model.covariances.map(() => Array<number>(9).fill(0)) };
    takeModel(watch, broken, 1_000, lines);
    expect(watch.model).toBeUndefined();
    takeModel(watch, model, 1_001, lines);
    const before = structuredClone(watch);
    watchHidden(watch, [Number.NaN, 0, 0]);
    expect(watch).toEqual(before);
  });

  it("that failed leaves the model there is, and is asked for again in time", () => {
    const watch = watching(120);
    takeModel(watch, model, 1_000, lines);
    takeModel(watch, undefined, 1_030, lines);
    expect(watch.model).toEqual(model);
    expect(fitIsDue(watch, 1_059, false)).toBe(false);
    expect(fitIsDue(watch, 1_060, false)).toBe(true);
  });
});

describe("what is believed", () => {
  it("is nothing before a fit, and nothing on its day", () => {
    const watch = watching(200);
    expect(watch.probabilities).toBeUndefined();
    takeModel(watch, model, 1_000, lines);
    expect(watch.probabilities?.RANGE).toBeGreaterThan(0.9);
    expect(watch.believed).toBeUndefined();
  });

  it("changes on the third day in a row, and a day between starts anew", () => {
    const watch = watching(200);
    takeModel(watch, model, 1_000, lines);
    const days = [calm, calm, calm, wild, wild, calm, wild, wild, wild, calm];
    const believed = days.map((each) => {
      watchHidden(watch, each);
      return watch.believed;
    });
    expect(believed.slice(0, 3)).toEqual([undefined, undefined, "RANGE"]);
    expect(believed.slice(3)).toEqual(["RANGE", "RANGE", "RANGE", "RANGE", "RANGE", "CRISIS", "CRISIS"]);
  });

  it("stands where a filter over the same days stands", () => {
    const early = watching(1);
    takeModel(early, model, 0, lines);
    const late = watching(1);
    for (const each of [calm, wild, wild, calm]) {
      watchHidden(early, each);
      watchHidden(late, each);
    }
    takeModel(late, model, 0, lines);
    late.filtered?.forEach((mass, state) => expect(mass).toBeCloseTo(early.filtered?.[state] ?? Number.NaN, 9));
  });

  it("remembers a year", () => expect(watching(400).days).toHaveLength(365 * 3));
});

it.each([
  [0.69, false],
  [0.7, false],
  [0.71, true],
  [Number.NaN, false],
])("a probability of %f is believable: %s", (probability, believable) =>
  expect(isBelievable(probability)).toBe(believable),
);
