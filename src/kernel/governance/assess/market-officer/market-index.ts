/**
 * The market as a whole: an index of the configured symbols, weighted by what is usually traded in them.
 *
 * It is kept as features of one more instrument, so that the market is assessed by the same rules as a symbol. Turnover
 * weighs, since the market is where the money trades: a median would let three coins nobody trades outvote BTC. Symbols
 * without a bar at a close do not move the index. High and low are means too, as if all symbols had touched theirs at
 * one moment, so its range is an upper bound.
 */
import type { Bar } from "../../../domain/bar.ts";
import { logCloseBack, type MarketFeatures, openFeatures, updateFeatures } from "../../../features/market-features.ts";
import { type EpochMs, price, quantity } from "../../../units/units.ts";

/** What the bars of one close add up to: moves from the close before, as logarithms, times their weights. */
export type IndexSum = { weight: number; high: number; low: number; close: number; turnover: number };

const firstLevel = 100;

export const openIndex = (trendBars: number): MarketFeatures =>
  openFeatures(1, { trend: trendBars, reversion: 1, outcome: 1 });

export const openIndexSum = (): IndexSum => ({ weight: 0, high: 0, low: 0, close: 0, turnover: 0 });

/** Adds the latest bar of instrument `id`; call after `features` have taken it in. */
export function addToIndex(sum: IndexSum, features: MarketFeatures, id: number, bar: Bar): void {
  const weight = features.turnover[id] ?? 0;
  if ((features.barsSeen[id] ?? 0) < 2 || !(weight > 0)) return;
  const earlier = logCloseBack(features, id, 1);
  const close = logCloseBack(features, id, 0);
  sum.weight += weight;
  sum.high += weight * (Math.log(bar.high) - earlier);
  sum.low += weight * (Math.log(bar.low) - earlier);
  sum.close += weight * (close - earlier);
  sum.turnover += bar.volume * bar.close;
}

/** Closes the bar of the index and returns it; `undefined` when no symbol moved it. */
export function closeIndex(index: MarketFeatures, sum: IndexSum, closedAt: EpochMs): Bar | undefined {
  if (!(sum.weight > 0)) return undefined;
  const open = index.barsSeen[0] === 0 ? firstLevel : (index.close[0] ?? firstLevel);
  const close = open * Math.exp(sum.close / sum.weight);
  const bar: Bar = {
    symbol: "market",
    open: price(open),
    high: price(Math.max(open, close, open * Math.exp(sum.high / sum.weight))),
    low: price(Math.min(open, close, open * Math.exp(sum.low / sum.weight))),
    close: price(close),
    volume: quantity(sum.turnover / close),
  };
  updateFeatures(index, 0, bar, closedAt);
  return bar;
}
