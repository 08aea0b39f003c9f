/** The generator against published sequences, and its distributions against their moments. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  exponential,
  mix32,
  nextUint32,
  normal,
  pickIndex,
  type RandomState,
  reseedRandom,
  seedRandom,
  studentT,
  uniform,
} from "./seeded-random.ts";

const take = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const moment = (values: readonly number[], power: number): number => mean(values.map((value) => value ** power));
const shareBelow = (values: readonly number[], bound: number): number =>
  values.filter((value) => value < bound).length / values.length;

describe("published sequences", () => {
  it("gives the reference output of xoshiro128** from the state 1, 2, 3, 4 (as Rust's rand_xoshiro)", () => {
    const random: RandomState = [1, 2, 3, 4];
    expect(take(10, () => nextUint32(random))).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it("mixes like the finaliser of MurmurHash3", () => {
    const words = [0, 1, 2, 10, 255, 0xffff_ffff, 0x9e37_79b9, 0x8000_0000, 0xdead_beef];
    expect(words.map((word) => mix32(word) >>> 0)).toEqual([
      0, 1364076727, 821347078, 3911517328, 1818482051, 2180083513, 2462723854, 1832674720, 233162409,
    ]);
  });

  it("seeds with SplitMix32", () => {
    const words = (seed: number): number[] => seedRandom(seed).map((word) => word >>> 0);
    expect(words(0)).toEqual([2462723854, 1020716019, 454327756, 1275600319]);
    expect(words(7)).toEqual([588686121, 1937383562, 4286812467, 2372217166]);
    expect(words(4294967295)).toEqual([920564995, 4230986166, 697614773, 1778835764]);
  });
});

describe("state", () => {
  it("goes on from a clone as if never stopped", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.nat(50), (seed, drawn) => {
        const random = seedRandom(seed);
        take(drawn, () => normal(random));
        const resumed = structuredClone(random);
        expect(take(20, () => studentT(resumed, 4))).toEqual(take(20, () => studentT(random, 4)));
      }),
    );
  });

  it("starts differently for different seeds, also above 32 bits, and for different streams of one key", () => {
    const starts = [0, 1, 2, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1].map((seed) => seedRandom(seed).join());
    for (let stream = 1; stream < 500; stream += 1) {
      const random = seedRandom(0);
      reseedRandom(random, 7, stream);
      starts.push(random.join());
    }
    expect(new Set(starts).size).toBe(starts.length);
  });

  it("refuses a seed that is not a whole number of 0 to 2^53 - 1", () => {
    for (const seed of [-1, 0.5, Number.NaN, 2 ** 53]) expect(() => seedRandom(seed)).toThrow(/expected a seed/);
  });
});

describe("distributions", () => {
  const count = 200_000;

  it("uniform lies strictly between 0 and 1 and is even", () => {
    const random = seedRandom(11);
    const draws = take(count, () => uniform(random));
    expect(draws.every((draw) => draw > 0 && draw < 1)).toBe(true);
    expect(mean(draws)).toBeCloseTo(0.5, 2);
    expect(moment(draws, 2)).toBeCloseTo(1 / 3, 2);
    for (const bound of [0.1, 0.25, 0.5, 0.9]) expect(shareBelow(draws, bound)).toBeCloseTo(bound, 2);
  });

  it("normal has mean 0, variance 1, no skew and kurtosis 3", () => {
    const random = seedRandom(12);
    const draws = take(count, () => normal(random));
    expect(mean(draws)).toBeCloseTo(0, 1.7);
    expect(moment(draws, 2)).toBeCloseTo(1, 1.7);
    expect(moment(draws, 3)).toBeCloseTo(0, 1.3);
    expect(Math.abs(moment(draws, 4) - 3)).toBeLessThan(0.1);
    expect(shareBelow(draws, -1.959964)).toBeCloseTo(0.025, 2.5);
  });

  it("Student's t has the variance and the tail of its degrees of freedom", () => {
    const random = seedRandom(13);
    const wide = take(count, () => studentT(random, 4));
    const tame = take(count, () => studentT(random, 10));
    expect(Math.abs(moment(tame, 2) - 10 / 8)).toBeLessThan(0.03);
    // Table values: P(t4 < -2.776) = 0.025, P(t4 < -3.747) = 0.01, P(t10 < -2.228) = 0.025.
    expect(Math.abs(shareBelow(wide, -2.776) - 0.025)).toBeLessThan(0.002);
    expect(Math.abs(shareBelow(wide, -3.747) - 0.01)).toBeLessThan(0.001);
    expect(Math.abs(shareBelow(tame, -2.228) - 0.025)).toBeLessThan(0.002);
    expect(Math.abs(shareBelow(wide, 0) - 0.5)).toBeLessThan(0.005);
  });

  it("exponential has mean 1 and variance 1", () => {
    const random = seedRandom(14);
    const draws = take(count, () => exponential(random));
    expect(mean(draws)).toBeCloseTo(1, 1.7);
    expect(Math.abs(moment(draws, 2) - 2)).toBeLessThan(0.05);
  });

  it("picks indexes as often as their weights say, and never one of weight 0", () => {
    const random = seedRandom(16);
    const picks = take(count, () => pickIndex(random, [2, 0, 5, 3, 0]));
    const share = (index: number): number => picks.filter((pick) => pick === index).length / count;
    expect([share(1), share(4)]).toEqual([0, 0]);
    for (const [index, expected] of [
      [0, 0.2],
      [2, 0.5],
      [3, 0.3],
    ] as const)
      expect(share(index)).toBeCloseTo(expected, 2);
    expect(() => pickIndex(random, [0, 0])).toThrow(/expected weights/);
  });
});
