/**
 * The same trades in other orders, and other trades like them.
 *
 * Each trade is a share of the equity it was opened with. Shuffled, every order ends at the same equity, since a product
 * does not mind its order: what differs is the way there, so it tells of path risk alone. Drawn with replacement, the end
 * differs too. Trades are taken one after the other and for independent, as those of several symbols are not.
 */
import { setImmediate } from "node:timers/promises";
import { filled } from "../../kernel/analytics/column.ts";
import type { Trade } from "../../kernel/analytics/fact-record.ts";
import type { RunRecord } from "../../kernel/analytics/run-record.ts";
import { shuffle } from "../../kernel/maths/block-bootstrap.ts";
import { reseedRandom, seedRandom, uniform } from "../../kernel/maths/seeded-random.ts";
import { type Distribution, distributionOf, shareOf } from "./distribution.ts";
import type { Draws } from "./resample-days.ts";

export type ReorderedTrades = {
  readonly trades: number;
  /** Of the trades in any order, over the start. */
  readonly growth: number;
  readonly shuffled: {
    /** At the ends of trades; in between a fund may have been deeper. */
    readonly maxDrawdown: Distribution;
    /** Losing trades in a row. */
    readonly losingStreak: Distribution;
    readonly drawdownBeyond10Fraction: number;
    readonly drawdownBeyond20Fraction: number;
  };
  readonly resampled: {
    readonly growth: Distribution;
    readonly maxDrawdown: Distribution;
    readonly lossFraction: number;
  };
};

const leastTrades = 2;
const pathsPerTurn = 1_000;
/** Trades have a stream of chance of their own, so that they are the same however long the days are. */
const tradeStream = 1;

/** Profit over the equity at the last close up to the opening, in the order in which trades closed. */
export function tradeReturns({ samples, startEquity, facts }: RunRecord): Float64Array {
  const at = filled(samples.at);
  const equity = filled(samples.equity);
  const equityAt = (moment: number): number => {
    let low = 0;
    let high = at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((at[middle] ?? 0) <= moment) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? startEquity : (equity[low - 1] ?? startEquity);
  };
  return Float64Array.from(facts.trades, ({ pnlUsd, openedAtMs }: Trade) => pnlUsd / equityAt(openedAtMs));
}

/** @returns null below two trades */
export async function reorderTrades(
  returns: Float64Array,
  { paths, seed, signal }: Draws,
): Promise<ReorderedTrades | null> {
  if (returns.length < leastTrades) return null;
  const random = seedRandom(seed);
  reseedRandom(random, seed | 0, tradeStream);
  const depths = new Float64Array(paths);
  const streaks = new Float64Array(paths);
  const growths = new Float64Array(paths);
  const drawnDepths = new Float64Array(paths);
  const order = Float64Array.from(returns);
  const drawn = new Float64Array(returns.length);
  for (let path = 0; path < paths; path++) {
    shuffle(random, order);
    const shuffled = pathOf(order);
    depths[path] = shuffled.maxDrawdown;
    streaks[path] = shuffled.losingStreak;
    for (let index = 0; index < drawn.length; index++)
      drawn[index] = returns[Math.floor(uniform(random) * returns.length)] ?? Number.NaN;
    const resampled = pathOf(drawn);
    growths[path] = resampled.growth;
    drawnDepths[path] = resampled.maxDrawdown;
    if (path % pathsPerTurn !== 0) continue;
    await setImmediate();
    signal?.throwIfAborted();
  }
  const actual = pathOf(returns);
  return {
    trades: returns.length,
    growth: actual.growth,
    shuffled: {
      maxDrawdown: distributionOf(depths, actual.maxDrawdown),
      losingStreak: distributionOf(streaks, actual.losingStreak),
      drawdownBeyond10Fraction: shareOf(depths, (depth) => depth > 0.1),
      drawdownBeyond20Fraction: shareOf(depths, (depth) => depth > 0.2),
    },
    resampled: {
      growth: distributionOf(growths, actual.growth),
      maxDrawdown: distributionOf(drawnDepths, actual.maxDrawdown),
      lossFraction: shareOf(growths, (growth) => growth < 1),
    },
  };
}

/** One order of trades. */
export function pathOf(returns: Float64Array): { growth: number; maxDrawdown: number; losingStreak: number } {
  let growth = 1;
  let highest = 1;
  let maxDrawdown = 0;
  let streak = 0;
  let losingStreak = 0;
  for (const change of returns) {
    growth *= 1 + change;
    streak = change < 0 ? streak + 1 : 0;
    if (streak > losingStreak) losingStreak = streak;
    if (growth > highest) highest = growth;
    else if (1 - growth / highest > maxDrawdown) maxDrawdown = 1 - growth / highest;
  }
  return { growth, maxDrawdown, losingStreak };
}
