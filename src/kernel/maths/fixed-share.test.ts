/** Fixed share: the regret bound against an adversary, the tracking of a switch, and experts that sleep. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asleep, hedgeRate, regretBound, shareAnew } from "./fixed-share.ts";

const even = (experts: number): number[] => Array.from({ length: experts }, () => 1 / experts);
const sumOf = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0);

type Game = { readonly experts: number; readonly rounds: number; readonly malice: number; readonly noise: number[] };
const anyGame: fc.Arbitrary<Game> = fc.record({
  experts: fc.integer({ min: 2, max: 8 }),
  rounds: fc.integer({ min: 1, max: 300 }),
  /** How often the adversary hits whoever is weighed most. */
  malice: fc.double({ min: 0, max: 1, noNaN: true }),
  noise: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 64, maxLength: 64 }),
});

/** Losses that an adversary chooses who sees the weights. */
function play({ experts, rounds, malice, noise }: Game): { learner: number; best: number } {
  const weights = even(experts);
  const totals = Array.from({ length: experts }, () => 0);
  let learner = 0;
  const rule = { rate: hedgeRate(experts, rounds), share: 0 };
  for (let round = 0; round < rounds; round++) {
    const favourite = weights.indexOf(Math.max(...weights));
    const isMean = (noise[round % 64] ?? 0) < malice;
    const losses = weights.map((_, index) =>
      isMean ? (index === favourite ? 1 : 0) : (noise[(round * 7 + index * 13) % 64] ?? 0),
    );
    learner += sumOf(weights.map((weight, index) => weight * (losses[index] ?? 0)));
    losses.forEach((loss, index) => (totals[index] = (totals[index] ?? 0) + loss));
    shareAnew(weights, losses, rule);
  }
  return { learner, best: Math.min(...totals) };
}

describe("fixed share", () => {
  it("loses no more above the best expert than the bound, whatever an adversary does who sees the weights", () => {
    fc.assert(
      fc.property(anyGame, (game) => {
        const { learner, best } = play(game);
        expect(learner - best).toBeLessThanOrEqual(regretBound(game.experts, game.rounds) + 1e-9);
      }),
      { numRuns: 500 },
    );
  });

  it("with a rate of one half loses no more than 2 ln N Brier points above the best, in however many rounds", () => {
    const rounds = fc.array(
      fc.record({
        says: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
        rose: fc.boolean(),
      }),
      { minLength: 1, maxLength: 200 },
    );
    fc.assert(
      fc.property(rounds, (game) => {
        const weights = even(4);
        const totals = [0, 0, 0, 0];
        let learner = 0;
        for (const { says, rose } of game) {
          const happened = rose ? 1 : 0;
          const losses = says.map((each) => (each - happened) ** 2);
          learner += (sumOf(says.map((each, index) => each * (weights[index] ?? 0))) - happened) ** 2;
          losses.forEach((loss, index) => (totals[index] = (totals[index] ?? 0) + loss));
          shareAnew(weights, losses, { rate: 0.5, share: 0 });
        }
        expect(learner - Math.min(...totals)).toBeLessThanOrEqual(2 * Math.log(4) + 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  it("tracks a switch of the best expert within 1/s rounds, where losses differ enough; without a share it does not", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }),
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        fc.integer({ min: 300, max: 3_000 }),
        (experts, gap, before) => {
          const share = 0.01;
          const after = (isShared: boolean) => {
            const weights = even(experts);
            const rule = { rate: 0.5, share: isShared ? share : 0 };
            const lossesFor = (best: number) => weights.map((_, index) => (index === best ? 0 : gap));
            for (let round = 0; round < before; round++) shareAnew(weights, lossesFor(0), rule);
            for (let round = 0; round < 1 / share; round++) shareAnew(weights, lossesFor(1), rule);
            return weights[1] ?? 0;
          };
          expect(after(true)).toBeGreaterThan(0.5);
          expect(after(false)).toBeLessThan(0.5);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("gives shares of one whole, none below its part of the share", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }), (losses) => {
        const weights = even(losses.length);
        for (let round = 0; round < 500; round++) shareAnew(weights, losses, { rate: 2, share: 0.02 });
        expect(sumOf(weights)).toBeCloseTo(1, 9);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0.02 / losses.length - 1e-12);
      }),
      { numRuns: 100 },
    );
  });

  it("leaves one that sleeps as it was, and those awake what they had together", () => {
    const weights = [0.5, 0.3, 0.2];
    shareAnew(weights, [asleep, 1, 0], { rate: 1, share: 0 });
    expect(weights[0]).toBe(0.5);
    expect(sumOf(weights)).toBeCloseTo(1, 12);
    expect((weights[2] ?? 0) / (weights[1] ?? 1)).toBeCloseTo((0.2 / 0.3) * Math.E, 9);
  });

  it("changes nothing where nobody is awake", () => {
    const weights = [0.7, 0.3];
    shareAnew(weights, [asleep, asleep], { rate: 1, share: 0.1 });
    expect(weights).toEqual([0.7, 0.3]);
  });
});
