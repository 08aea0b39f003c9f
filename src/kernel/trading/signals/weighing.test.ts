/** Weights: the CIO's, shrunk by half to the champion's; caps; a championship that has to be won. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  closeRound,
  noteDifference,
  openWeighing,
  publish,
  ruleFor,
  seat,
  type Weighing,
  weightsInForce,
  weighAnew,
} from "./weighing.ts";

const sumOf = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0);
const names = ["a", "b", "c"];

describe("weights in force", () => {
  it("are alike without a CIO", () => {
    for (const weight of weightsInForce(openWeighing(names), undefined)) expect(weight).toBeCloseTo(1 / 3, 12);
  });

  it("are half the CIO's and half equal until fixed share has won", () => {
    const [a, b, c] = weightsInForce(openWeighing(names), { a: 0.5, b: 0.3, c: 0.2 });
    expect([a, b, c].map((each) => each?.toFixed(6))).toEqual(["0.416667", "0.316667", "0.266667"]);
  });

  it("follow fixed share by half once it is champion", () => {
    const weighing: Weighing = { ...openWeighing(names), champion: "FIXED_SHARE", published: [0.6, 0.3, 0.1] };
    const [a, b, c] = weightsInForce(weighing, { a: 0.4, b: 0.4, c: 0.2 });
    expect([a, b, c].map((each) => each?.toFixed(6))).toEqual(["0.500000", "0.350000", "0.150000"]);
  });

  it("give nothing to whom the CIO gives none, and lift nobody it holds at the least share", () => {
    expect(weightsInForce(openWeighing(names), { a: 0.5, b: 0.5 })).toEqual([0.5, 0.5, 0]);
    const [a, b, c] = weightsInForce(openWeighing(names), { a: 0.5, b: 0.45, c: 0.05 });
    expect([a, b, c].map((each) => each?.toFixed(6))).toEqual(["0.487500", "0.462500", "0.050000"]);
    const [, , lifted] = weightsInForce(openWeighing(names), { a: 0.5, b: 0.44, c: 0.06 });
    expect(lifted, "just above it, half of the way to equal").toBeCloseTo(0.5 * 0.06 + 0.5 / 3, 9);
    const inherited = weightsInForce(openWeighing(["constructor", "b"]), { b: 1 });
    expect(inherited).toEqual([0, 1]);
  });

  it("stay within 0.05 and 0.60 and add up to one, for any grants and any online weights of 2 to 20 models", () => {
    const anyGame = fc.integer({ min: 2, max: 20 }).chain((count) =>
      fc.record({
        grants: fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: count, maxLength: count }),
        online: fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: count, maxLength: count }),
        champion: fc.constantFrom("EQUAL_WEIGHT" as const, "FIXED_SHARE" as const),
      }),
    );
    fc.assert(
      fc.property(anyGame, ({ grants, online, champion }) => {
        const models = grants.map((_, index) => `m${index}`);
        const weighing: Weighing = {
          ...openWeighing(models),
          champion,
          published: online.map((each) => each / sumOf(online)),
        };
        const cio = Object.fromEntries(models.map((model, index) => [model, (grants[index] ?? 0) / sumOf(grants)]));
        const weights = weightsInForce(weighing, cio);
        expect(sumOf(weights)).toBeCloseTo(1, 9);
        for (const weight of weights) {
          expect(weight).toBeGreaterThanOrEqual(0.05 - 1e-9);
          expect(weight).toBeLessThanOrEqual(0.6 + 1e-9);
        }
      }),
    );
  });
});

describe("online weights", () => {
  it("are published when one has moved by more than five points, and not before", () => {
    const weighing = openWeighing(["a", "b"]);
    weighing.weights.splice(0, 2, 0.55, 0.45);
    publish(weighing);
    expect(weighing.published).toEqual([0.5, 0.5]);
    weighing.weights.splice(0, 2, 0.551, 0.449);
    publish(weighing);
    expect(weighing.published.map((each) => each.toFixed(6))).toEqual(["0.551000", "0.449000"]);
    weighing.weights.splice(0, 2, 0.1, 0.9);
    publish(weighing);
    expect(weighing.published, "within the caps").toEqual([0.4, 0.6]);
  });

  it("are learnt at one half over the horizon a round, and shared once in 90 days of rounds", () => {
    expect(ruleFor(72, 120)).toEqual({ rate: 0.5 / 72, share: 1 / 10_800 });
    const weighing = openWeighing(["a", "b"]);
    weighing.losses.splice(0, 2, 0.1, 0.3);
    for (let round = 0; round < 7_200; round++) weighAnew(weighing, { rate: 0.5 / 72, share: 0 });
    expect((weighing.weights[0] ?? 0) / (weighing.weights[1] ?? 0)).toBeCloseTo(Math.exp(0.5 * 100 * 0.2), 3);
  });

  it("of a newcomer begin at an equal part, those who stay keep their proportions", () => {
    const weighing = openWeighing(["a", "b"]);
    weighing.weights.splice(0, 2, 0.8, 0.2);
    seat(weighing, ["a", "b", "c", "d"]);
    expect(weighing.weights.map((each) => each.toFixed(6))).toEqual(["0.400000", "0.100000", "0.250000", "0.250000"]);
    seat(weighing, ["b", "d"]);
    expect(sumOf(weighing.weights)).toBeCloseTo(1, 12);
    expect((weighing.weights[1] ?? 0) / (weighing.weights[0] ?? 1)).toBeCloseTo(2.5, 9);
  });
});

describe("the championship", () => {
  /** Blocks of the given differences, equal weight less fixed share, and the news they made. */
  const play = (weighing: Weighing, differences: readonly number[]) =>
    differences.flatMap((difference) => {
      noteDifference(weighing, 0.25 + difference, 0.25);
      const news = closeRound(weighing, 1);
      return news === undefined ? [] : [news];
    });
  const around = (mean: number, count: number): number[] =>
    Array.from({ length: count }, (_, index) => mean + (index % 4 < 2 ? 0.01 : -0.01));

  it("stays with equal weight where fixed share is no better, or better by chance", () => {
    const weighing = openWeighing(names);
    expect(play(weighing, [...around(0, 60), ...around(-0.02, 60), ...around(0, 120)])).toEqual([]);
    expect(weighing.champion).toBe("EQUAL_WEIGHT");
  });

  it("goes to fixed share when the test says so, after 30 blocks and at every tenth, and back when the lead is gone", () => {
    const weighing = openWeighing(names);
    expect(play(weighing, around(0.02, 29)), "29 blocks").toEqual([]);
    const [news] = play(weighing, around(0.02, 1));
    expect(news).toMatchObject({ from: "EQUAL_WEIGHT", to: "FIXED_SHARE", blocks: 30 });
    expect(news?.pValue).toBeLessThan(0.05);
    expect(play(weighing, around(0.001, 60)), "a small lead keeps it").toEqual([]);
    const [back] = play(weighing, around(-0.05, 60));
    expect(back).toMatchObject({ from: "FIXED_SHARE", to: "EQUAL_WEIGHT" });
    expect(back?.meanDifference).toBeLessThanOrEqual(0);
  });

  it("by pure noise is rarely won: at most one run in ten over 40 blocks", () => {
    let won = 0;
    let state = 5;
    const uniform = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    for (let run = 0; run < 200; run++) {
      const weighing = openWeighing(names);
      const noise = Array.from({ length: 40 }, () => 0.2 * (uniform() - 0.5));
      play(weighing, noise);
      if (weighing.champion === "FIXED_SHARE") won += 1;
    }
    expect(won).toBeLessThanOrEqual(20);
  });

  it("does not count closes at which nothing was judged", () => {
    const weighing = openWeighing(names);
    noteDifference(weighing, -1, 0.2);
    expect(closeRound(weighing, 1)).toBeUndefined();
    expect([weighing.blocks, weighing.blocksSeen]).toEqual([[], 0]);
  });
});
