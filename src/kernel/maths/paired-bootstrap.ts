/**
 * How sure one can be of the difference between two funds that lived through the same days.
 *
 * Days are drawn in blocks (`block-bootstrap.ts`), the same days for both, so that the market they share falls out of the
 * difference. What is compared is growth over the whole period. The block length is what Politis and White find for the
 * daily differences.
 */
import { drawBlocks, optimalBlockLength } from "./block-bootstrap.ts";
import { seedRandom } from "./seeded-random.ts";
import { quantileOf } from "./statistics.ts";

export type PairedDifference = {
  /** Growth of the first less growth of the second, as it was. */
  readonly difference: number;
  /** Between these two 90 of 100 drawn differences lie. */
  readonly low: number;
  readonly high: number;
  /** Share of drawn differences above 0. */
  readonly aboveZero: number;
};

const tail = 0.05;

/** @param first daily returns, as many as `second` and of the same days; undefined for fewer than 10 or unequally many */
export function pairedDifference(
  first: Float64Array,
  second: Float64Array,
  { draws, seed }: { readonly draws: number; readonly seed: number },
): PairedDifference | undefined {
  const days = first.length;
  if (days < 10 || second.length !== days) return undefined;
  const random = seedRandom(seed);
  const indices = Int32Array.from(first.keys());
  const difference = growthOf(first, indices) - growthOf(second, indices);
  const meanBlock = optimalBlockLength(first.map((value, day) => value - (second[day] ?? 0)));
  const drawn = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    drawBlocks(random, meanBlock, indices);
    drawn[draw] = growthOf(first, indices) - growthOf(second, indices);
  }
  const aboveZero = drawn.reduce((count, each) => count + (each > 0 ? 1 : 0), 0) / draws;
  drawn.sort();
  return { difference, low: quantileOf(drawn, tail), high: quantileOf(drawn, 1 - tail), aboveZero };
}

function growthOf(returns: Float64Array, indices: Int32Array): number {
  let equity = 1;
  for (const day of indices) equity *= 1 + (returns[day] ?? 0);
  return equity - 1;
}
