/** Paired differences: exact where the funds differ alike every day, wide where chance decides, blind to what is shared. */
import { describe, expect, it } from "vitest";
import { pairedDifference } from "./paired-bootstrap.ts";
import { nextUint32, seedRandom } from "./seeded-random.ts";

const days = 400;
const noise = (seed: number, size: number): Float64Array => {
  const random = seedRandom(seed);
  return Float64Array.from({ length: days }, () => size * (nextUint32(random) / 2 ** 32 - 0.5));
};
const choice = { draws: 400, seed: 1 };

describe("a paired difference", () => {
  it("of a fund and itself is nothing, surely", () =>
    expect(pairedDifference(noise(1, 0.04), noise(1, 0.04), choice)).toEqual({
      difference: 0,
      low: 0,
      high: 0,
      aboveZero: 0,
    }));

  it("finds a small steady lead behind large moves that both share", () => {
    const market = noise(3, 0.1);
    const better = market.map((each) => each + 0.0005);
    const found = pairedDifference(better, market, choice);
    expect(found?.low).toBeGreaterThan(0);
    expect(found?.aboveZero).toBe(1);
    const apart = pairedDifference(better, noise(5, 0.1), choice);
    expect((apart?.high ?? 0) - (apart?.low ?? 0)).toBeGreaterThan(5 * ((found?.high ?? 0) - (found?.low ?? 0)));
  });

  it("is as it was, not as drawn, and cannot tell two kinds of chance apart", () => {
    const [first, second] = [noise(7, 0.04), noise(8, 0.04)];
    const grown = (returns: Float64Array) => returns.reduce((equity, each) => equity * (1 + each), 1) - 1;
    const found = pairedDifference(first, second, choice);
    expect(found?.difference).toBeCloseTo(grown(first) - grown(second), 12);
    expect(found?.low).toBeLessThan(0);
    expect(found?.high).toBeGreaterThan(0);
    expect(pairedDifference(first, second, choice)).toEqual(found);
  });

  it.each([
    [9, 9],
    [20, 21],
  ])("of %d and %d days is not known", (first, second) =>
    expect(pairedDifference(new Float64Array(first), new Float64Array(second), choice)).toBeUndefined(),
  );
});
