/** The stationary bootstrap: block lengths against an independent computation and theory, draws against their law. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawBlocks, optimalBlockLength, shuffle } from "./block-bootstrap.ts";
import { normal, seedRandom } from "./seeded-random.ts";

const series = (length: number, at: (index: number) => number) =>
  Float64Array.from({ length }, (_, index) => at(index));

describe("the block length of Politis and White", () => {
  // Worked out by an independent program (numpy 2.4, straight from the formulas of the papers).
  it.each([
    [200, (i: number) => Math.sin(i) + 0.5 * Math.cos(i * i), 20.116233495074717],
    [500, (i: number) => Math.sin(0.05 * i) + Math.cos(i * i * 0.7), 25.984993142311243],
    [1_000, (i: number) => Math.sin(i * i), 1.9742947531320265],
  ])("of %i values is what another program says", (length, at, expected) =>
    expect(optimalBlockLength(series(length, at))).toBeCloseTo(expected, 8),
  );

  it("of an autoregression is near the theory, (2φ/(1−φ²))^(2/3)·n^(1/3)", () => {
    const random = seedRandom(11);
    const phi = 0.5;
    let before = 0;
    const values = series(20_000, () => (before = phi * before + normal(random)));
    const expected = ((2 * phi) / (1 - phi ** 2)) ** (2 / 3) * Math.cbrt(values.length);
    expect(optimalBlockLength(values) / expected).toBeGreaterThan(0.8);
    expect(optimalBlockLength(values) / expected).toBeLessThan(1.25);
  });

  it("of noise is short, of what never varies and of too few values is one", () => {
    const random = seedRandom(2);
    expect(optimalBlockLength(series(2_000, () => normal(random)))).toBeLessThan(5);
    expect(optimalBlockLength(series(100, () => 0.01))).toBe(1);
    expect([9, 10].map((length) => optimalBlockLength(series(length, (i) => i)) > 1)).toEqual([false, true]);
  });

  it("is never below one nor above min(3·√n, n/3)", () => {
    const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 10, maxLength: 120 });
    fc.assert(
      fc.property(values, (all) => {
        const length = optimalBlockLength(all);
        return length >= 1 && length <= Math.ceil(Math.min(3 * Math.sqrt(all.length), all.length / 3));
      }),
    );
  });
});

describe("drawing in blocks", () => {
  const drawn = (seed: number, meanBlock: number, length: number) => {
    const indices = new Int32Array(length);
    drawBlocks(seedRandom(seed), meanBlock, indices);
    return [...indices];
  };

  it("goes on from index to index, round the end, for as long as the mean block says", () => {
    const length = 50_000;
    const indices = drawn(1, 20, length);
    const breaks = indices.filter((each, at) => at > 0 && each !== ((indices[at - 1] ?? 0) + 1) % length).length;
    expect(length / (breaks + 1)).toBeGreaterThan(19);
    expect(length / (breaks + 1)).toBeLessThan(21);
  });

  it("draws every index about as often, at any block length", () => {
    for (const meanBlock of [1, 5]) {
      const counts = new Map<number, number>();
      for (let seed = 0; seed < 4_000; seed++)
        for (const index of drawn(seed, meanBlock, 10)) counts.set(index, (counts.get(index) ?? 0) + 1);
      for (let index = 0; index < 10; index++) {
        expect(counts.get(index) ?? 0, `${index} in blocks of ${meanBlock}`).toBeGreaterThan(3_600);
        expect(counts.get(index) ?? 0, `${index} in blocks of ${meanBlock}`).toBeLessThan(4_400);
      }
    }
  });

  it("is the same for the same seed, and stays inside the sample", () => {
    expect(drawn(7, 3, 100)).toEqual(drawn(7, 3, 100));
    expect(drawn(7, 3, 100)).not.toEqual(drawn(8, 3, 100));
    fc.assert(
      fc.property(
        fc.nat(1_000),
        fc.double({ min: 1, max: 50, noNaN: true }),
        fc.integer({ min: 1, max: 60 }),
        (...all) => drawn(...all).every((index) => index >= 0 && index < all[2]),
      ),
    );
  });
});

describe("shuffling", () => {
  it("keeps the values and reaches every order about as often", () => {
    const orders = new Map<string, number>();
    const random = seedRandom(5);
    for (let times = 0; times < 6_000; times++) {
      const values = Float64Array.of(1, 2, 3);
      shuffle(random, values);
      const order = values.join("");
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect([...orders.keys()].toSorted()).toEqual(["123", "132", "213", "231", "312", "321"]);
    expect(Math.min(...orders.values())).toBeGreaterThan(880);
    expect(Math.max(...orders.values())).toBeLessThan(1_120);
  });
});
