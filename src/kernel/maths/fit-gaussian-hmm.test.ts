/** Fits of hidden Markov models: known states are found again, likelihood never falls, and a filter does not look ahead. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectStates } from "./expect-states.ts";
import { fitGaussianHmm, improveGaussianHmm } from "./fit-gaussian-hmm.ts";
import { filterObservation, type GaussianHmm, parametersOf, reorderStates } from "./gaussian-hmm.ts";
import { matchStates } from "./match-states.ts";
import { maximise } from "./maximise-states.ts";
import { normal, type RandomState, seedRandom, uniform } from "./seeded-random.ts";

const known: GaussianHmm = {
  start: [1, 0],
  transition: [
    [0.95, 0.05],
    [0.1, 0.9],
  ],
  means: [
    [0, 1],
    [0.5, -1],
  ],
  covariances: [
    [1, 0.5, 0.5, 1],
    [9, 0, 0, 1],
  ],
};

/** Days of `known`. Its covariances have the factors [1, 0; 0.5, √0.75] and [3, 0; 0, 1]. */
function draw(count: number, seed: number): number[][] {
  const random: RandomState = seedRandom(seed);
  let state = 0;
  return Array.from({ length: count }, (_, index) => {
    if (index > 0 && uniform(random) > (known.transition[state]?.[state] ?? 1)) state = 1 - state;
    const [x, y] = [normal(random), normal(random)];
    return state === 0 ? [x, 1 + 0.5 * x + Math.sqrt(0.75) * y] : [0.5 + 3 * x, -1 + y];
  });
}
const observationsOf = (days: readonly number[][]) => ({ rows: Float64Array.from(days.flat()), dimensions: 2 });

describe("a fit", () => {
  const days = draw(4_000, 3);
  const fit = fitGaussianHmm(observationsOf(days), 2, 1);
  if (fit === undefined) throw new Error("expected a fit");
  const model = reorderStates(fit.model, matchStates(known, fit.model));

  it("finds the states again that the days were drawn from", () => {
    const close = (found: readonly (readonly number[])[], wanted: readonly (readonly number[])[], within: number) =>
      found
        .flat()
        .forEach((value, cell) => expect(Math.abs(value - (wanted.flat()[cell] ?? Number.NaN))).toBeLessThan(within));
    close(model.transition, known.transition, 0.03);
    close(model.means, known.means, 0.2);
    close(model.covariances.slice(0, 1), known.covariances.slice(0, 1), 0.15);
    close(model.covariances.slice(1), known.covariances.slice(1), 0.8);
  });

  it("prefers two states to three and four by BIC", () =>
    [3, 4].forEach((states) =>
      expect(
        fitGaussianHmm(observationsOf(days.slice(0, 600)), states, 1)?.bic ?? Number.POSITIVE_INFINITY,
      ).toBeGreaterThan(fitGaussianHmm(observationsOf(days.slice(0, 600)), 2, 1)?.bic ?? Number.NaN),
    ));

  it("is the same whenever it is made", () => expect(fitGaussianHmm(observationsOf(days), 2, 1)).toEqual(fit));

  it("begun where another ended is there at once", () => {
    const again = improveGaussianHmm(observationsOf(days), fit.model);
    expect(again?.iterations).toBeLessThanOrEqual(2);
    expect(again?.logLikelihood).toBeCloseTo(fit.logLikelihood, 2);
  });
});

it("the number of states counts its parameters: four states in three dimensions have 51", () =>
  expect(parametersOf(4, 3)).toBe(51));

it("each step of the fit is at least as likely as the one before", () =>
  fc.assert(
    fc.property(fc.nat(1_000), (seed) => {
      const observations = observationsOf(draw(150, seed));
      let model = known;
      let before = Number.NEGATIVE_INFINITY;
      for (let step = 0; step < 8; step += 1) {
        const expected = expectStates(observations, model, [0, 0]);
        expect(expected.logLikelihood).toBeGreaterThanOrEqual(before - 1e-9);
        before = expected.logLikelihood;
        model = maximise(observations, expected);
      }
    }),
    { numRuns: 20 },
  ));

it("the last filtered probabilities are the last smoothed ones, and both know the likelihood", () => {
  const days = draw(200, 5);
  let filtered: number[] | undefined;
  let logLikelihood = 0;
  for (const day of days) {
    const step = filterObservation(known, filtered, day);
    filtered = step.probabilities;
    logLikelihood += step.logLikelihood;
  }
  const all = expectStates(observationsOf(days), known, [0, 0]);
  expect(all.logLikelihood).toBeCloseTo(logLikelihood, 8);
  [...all.smoothed.subarray(-2)].forEach((mass, state) => expect(mass).toBeCloseTo(filtered?.[state] ?? 0, 9));
});

describe("no fit", () => {
  it("is made of states that explain a handful of days", () => {
    const days = [...draw(150, 1), [1e6, 1e6], [1e6, 1e6]];
    expect(fitGaussianHmm(observationsOf(days), 2, 1)).toBeUndefined();
  });

  it("is made of what is not a number", () =>
    expect(fitGaussianHmm(observationsOf([...draw(50, 1), [Number.NaN, 0]]), 2, 1)).toBeUndefined());
});

it("numbers that never vary have a fit with finite figures", () => {
  const same = Array.from({ length: 60 }, () => [1, 1]);
  const { model, logLikelihood } = fitGaussianHmm(observationsOf(same), 2, 1) ?? {};
  expect(logLikelihood).toBeGreaterThan(0);
  expect(model?.means).toEqual([
    [1, 1],
    [1, 1],
  ]);
  for (const mass of filterObservation(model ?? known, undefined, [1, 1]).probabilities)
    expect(mass).toBeCloseTo(0.5, 9);
});

it("states are matched by where they are, in every order", () => {
  const four: GaussianHmm = {
    start: [0.1, 0.2, 0.3, 0.4],
    transition: [0, 1, 2, 3].map((from) =>
      [0, 1, 2, 3].map((to) => (from === to ? 0.7 + from / 100 : 0.1 - from / 300)),
    ),
    means: [[0], [1], [2], [3]],
    covariances: [[1], [2], [3], [4]],
  };
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (order) => {
      const shuffled = reorderStates(four, order);
      expect(reorderStates(shuffled, matchStates(four, shuffled))).toEqual(four);
    }),
  );
});
