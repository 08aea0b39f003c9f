/** Change points online: against a direct calculation, on a series that breaks, and without looking ahead. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { studentTPdf } from "./distributions.ts";
import { massBelow, observeRuns, openRunLengths, type RunPrior } from "./run-lengths.ts";
import { normal, seedRandom } from "./seeded-random.ts";

const prior: RunPrior = { mean: 0, kappa: 1, alpha: 1, beta: 1 };
const hazard = 1 / 100;

const play = (values: readonly number[], by = prior) => {
  const runs = openRunLengths(by);
  const below = values.map((value) => {
    observeRuns(runs, value, by, hazard);
    return massBelow(runs, 5);
  });
  return { runs, below };
};

/** Density of `next` after `values` from scratch: updates and predictive of Adams and MacKay, as methods.md B3 states them. */
function predictive(values: readonly number[], next: number): number {
  let { mean, kappa, alpha, beta } = prior;
  for (const value of values) {
    beta += (kappa * (value - mean) ** 2) / (2 * (kappa + 1));
    mean = (kappa * mean + value) / (kappa + 1);
    kappa += 1;
    alpha += 0.5;
  }
  const scale = Math.sqrt((beta * (kappa + 1)) / (alpha * kappa));
  return studentTPdf((next - mean) / scale, 2 * alpha) / scale;
}

it("is the exact posterior over when the run began", () => {
  const values = [0.3, -1.2, 2.5, 2.2];
  /** A run that began `length` numbers ago; nothing is pruned of so short a series. */
  let masses = [1];
  values.forEach((value, index) => {
    const joint = masses.map((mass, length) => mass * predictive(values.slice(index - length, index), value));
    const total = joint.reduce((sum, mass) => sum + mass, 0);
    masses = [hazard, ...joint.map((mass) => (mass * (1 - hazard)) / total)];
  });
  const { runs } = play(values);
  masses.forEach((mass, length) => expect(runs.masses[runs.lengths.indexOf(length)]).toBeCloseTo(mass, 12));
});

describe("a series whose spread doubles twice over", () => {
  const random = seedRandom(11);
  const values = Array.from({ length: 300 }, (_, index) => normal(random) * (index < 200 ? 1 : 6));
  const { below } = play(values);

  it("is calm before, and alarms within five numbers of the break", () => {
    expect(Math.max(...below.slice(20, 200))).toBeLessThan(0.5);
    expect(Math.max(...below.slice(200, 205))).toBeGreaterThan(0.5);
  });

  it("settles again", () => expect(Math.max(...below.slice(230))).toBeLessThan(0.5));
});

it("masses add up to 1, whatever is seen, and no more than 64 runs are kept", () =>
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 400 }),
      (values) => {
        const { runs } = play(values);
        expect(runs.masses.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 9);
        expect(runs.lengths.length).toBeLessThanOrEqual(64);
        for (const column of [runs.masses, runs.means, runs.betas]) expect(column).toHaveLength(runs.lengths.length);
      },
    ),
    { numRuns: 40 },
  ));

it("says of a prefix what it said when it was the whole", () =>
  fc.assert(
    fc.property(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 2, maxLength: 60 }), (values) => {
      const half = Math.floor(values.length / 2);
      expect(play(values.slice(0, half)).below).toEqual(play(values).below.slice(0, half));
    }),
    { numRuns: 30 },
  ));

it("a run of known length has all its mass there", () => {
  const { runs } = play([0]);
  expect(massBelow(runs, 1)).toBeCloseTo(hazard, 12);
  expect(massBelow(runs, 2)).toBeCloseTo(1, 12);
});
