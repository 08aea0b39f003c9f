/** Bars of one symbol for strategies to look at: told close by close, or walked at random from a seed. */
import { normal, seedRandom, uniform } from "../../src/kernel/maths/seeded-random.ts";
import type { ClosedBar } from "../../src/kernel/trading/strategies/strategy.ts";

/** A bar that opened where the last one closed, with no more of a range than `reach` beyond open and close. */
export function barsOf(closes: readonly number[], reach = 0): ClosedBar[] {
  return closes.map((close, index) => {
    const open = closes[index - 1] ?? close;
    return { open, close, high: Math.max(open, close) + reach, low: Math.min(open, close) - reach, volume: 1 };
  });
}

/** Quiet and wild spells in turn, so that there are trends, dips and squeezes. */
export function walkedBars(seed: number, count: number): ClosedBar[] {
  const random = seedRandom(seed);
  const bars: ClosedBar[] = [];
  let price = 100;
  for (let index = 0; index < count; index++) {
    const isQuiet = Math.floor(index / 25) % 2 === 0;
    const size = isQuiet ? 0.0015 : 0.012;
    const open = price;
    const close = open * Math.exp(0.0004 + size * normal(random));
    const high = Math.max(open, close) * (1 + size * uniform(random));
    const low = Math.min(open, close) * (1 - size * uniform(random));
    bars.push({ open, high, low, close, volume: 1 + uniform(random) });
    price = close;
  }
  return bars;
}
