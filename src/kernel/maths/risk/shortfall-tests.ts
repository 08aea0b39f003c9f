/**
 * Whether losses beyond the value at risk are as large as the expected shortfall says: Acerbi and Szekely (2014).
 *
 * Both statistics are 0 on average for a right model and fall below when it says too little. Z1 looks at the size of hits
 * alone, Z2 at their number too. Over 250 days at a tail of 2.5 % Z2 is below -0.70 in 5 % and below -1.8 in 0.01 % of cases,
 * about alike for normal and heavy tails. For other lengths and tails simulate the fitted distribution. Source: methods B1.
 */
import { normalPdf, normalQuantile } from "../distributions.ts";
import { type RandomState, uniform } from "../seeded-random.ts";

/** Z2 below which a model is doubted and rejected: 250 days, tail 2.5 %. */
export const doubtfulShortfall = -0.7;
export const wrongShortfall = -1.8;

/** What both statistics are made of: days, hits, and the sum of loss / ES over the hits. */
export type ShortfallCounts = { readonly days: number; readonly hits: number; readonly excess: number };

/** 1 - mean of loss / ES over the hits; undefined without one. */
export const firstShortfallStatistic = ({ hits, excess }: ShortfallCounts): number | undefined =>
  hits > 0 ? 1 - excess / hits : undefined;

/** 1 - Σ loss / ES over the hits / (days · tail); undefined without a day. */
export const secondShortfallStatistic = ({ days, excess }: ShortfallCounts, tail: number): number | undefined =>
  days > 0 ? 1 - excess / (days * tail) : undefined;

/** Standard deviation of Z2 for normal losses: √((a - zφ(z)) / (ES·a)² - 1) / √days. */
export function shortfallDeviation(days: number, tail: number): number {
  const z = normalQuantile(tail);
  const density = normalPdf(z);
  return Math.sqrt((tail - z * density) / density ** 2 - 1) / Math.sqrt(days);
}

/** Loss that is passed with a probability, 0 to `tail`: for a normal `p => -normalQuantile(p)`. Its scale is of no account. */
export type LossAt = (probability: number) => number;

export type ShortfallSimulation = {
  readonly days: number;
  readonly tail: number;
  /** The fitted distribution of standardised losses, with mean about 0. */
  readonly lossAt: LossAt;
  readonly paths: number;
};

/** Z2 of `paths` runs of a right model, smallest first. Draws from `random`. */
export function simulateShortfall(
  { days, tail, lossAt, paths }: ShortfallSimulation,
  random: RandomState,
): Float64Array {
  const shortfall = meanBeyond(lossAt, tail);
  const statistics = new Float64Array(paths);
  for (let path = 0; path < paths; path++) {
    let excess = 0;
    for (let day = nextHit(0, tail, random); day <= days; day = nextHit(day, tail, random))
      excess += lossAt(tail * uniform(random)) / shortfall;
    statistics[path] = 1 - excess / (days * tail);
  }
  return statistics.sort();
}

/** Share of `simulated` statistics (smallest first) at or below `statistic`, never 0: (below + 1) / (paths + 1). */
export function shortfallPValue(statistic: number, simulated: Float64Array): number {
  if (Number.isNaN(statistic)) return Number.NaN;
  let below = 0;
  while (below < simulated.length && (simulated[below] ?? 0) <= statistic) below += 1;
  return (below + 1) / (simulated.length + 1);
}

/** Days until the next hit are geometric. */
const nextHit = (day: number, tail: number, random: RandomState): number =>
  day + 1 + Math.floor(Math.log(uniform(random)) / Math.log1p(-tail));

const pieces = 2_000;

function meanBeyond(lossAt: LossAt, tail: number): number {
  let sum = 0;
  for (let piece = 0; piece < pieces; piece++) sum += lossAt((tail * (piece + 0.5)) / pieces);
  return sum / pieces;
}
