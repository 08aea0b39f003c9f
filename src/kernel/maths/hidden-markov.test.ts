/** Hidden chains against the umbrella example every textbook has, and what must hold of any chain. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectedDuration, filterStates, mostLikelyPath, predictStates, stationaryStates } from "./hidden-markov.ts";

const umbrella = {
  start: [0.5, 0.5],
  transition: [
    [0.7, 0.3],
    [0.3, 0.7],
  ],
};
const days = [
  [0.9, 0.2],
  [0.9, 0.2],
  [0.1, 0.8],
  [0.9, 0.2],
  [0.9, 0.2],
];

describe("the umbrella example (Russell and Norvig; hmmlearn's tests)", () => {
  it("filters", () => {
    const seen: number[] = [];
    let filtered: number[] | undefined;
    let logLikelihood = 0;
    for (const day of days) {
      const { probabilities, likelihood } = filterStates(umbrella, filtered, day);
      filtered = probabilities;
      logLikelihood += Math.log(likelihood);
      seen.push(probabilities[0] ?? Number.NaN);
    }
    expect(logLikelihood).toBeCloseTo(-3.3725020443, 9);
    [0.8182, 0.8834, 0.1907, 0.7308, 0.8673].forEach((wanted, index) => expect(seen[index]).toBeCloseTo(wanted, 4));
  });

  it("has one most likely path", () => {
    const { path, logProbability } = mostLikelyPath(umbrella, days);
    expect(path).toEqual([0, 0, 1, 0, 0]);
    expect(logProbability).toBeCloseTo(-4.459, 4);
  });

  it("stays 3.33 days on average", () => expect(expectedDuration(umbrella, 0)).toBeCloseTo(10 / 3, 9));
});

it("a state that is never left lasts for ever", () =>
  expect(expectedDuration({ start: [1], transition: [[1]] }, 0)).toBe(Number.POSITIVE_INFINITY));

const anyRow = (size: number) =>
  fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: size, maxLength: size }).map((row) => {
    const sum = row.reduce((total, mass) => total + mass, 0);
    return row.map((mass) => mass / sum);
  });
const anyChain = fc
  .integer({ min: 1, max: 4 })
  .chain((size) =>
    fc.record({ start: anyRow(size), transition: fc.array(anyRow(size), { minLength: size, maxLength: size }) }),
  );

it("the stationary distribution is one more step of itself", () =>
  fc.assert(
    fc.property(anyChain, (chain) => {
      const stationary = stationaryStates(chain);
      predictStates(chain, stationary).forEach((mass, state) => expect(mass).toBeCloseTo(stationary[state] ?? 0, 9));
    }),
  ));

it("an observation no state explains leaves what was predicted", () => {
  const impossible = umbrella.start.map(() => 0);
  expect(filterStates(umbrella, [1, 0], impossible)).toEqual({ probabilities: [0.7, 0.3], likelihood: 0 });
});
