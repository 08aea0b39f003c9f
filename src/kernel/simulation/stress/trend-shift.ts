/** trend_shift: prices drift to a level so much higher or lower in even steps of the logarithm, and stay there. */
import { type BarShock, followPath, type Struck } from "./bar-shock.ts";
import type { TrendShift } from "./stress.ts";

export function trendShift(stress: TrendShift, struck: Struck): BarShock {
  const closes = new Map<string, number[]>();
  const levels = new Map<string, number>();
  return followPath(struck, ({ symbol, close }, step) => {
    const done = step - stress.fromBar + 1;
    if (done <= 0) {
      remember(closes, symbol, close, stress.bars + 1);
      return { factor: 1 };
    }
    const level = levels.get(symbol) ?? levelOf(stress, closes.get(symbol) ?? []);
    levels.set(symbol, level);
    return { factor: level ** Math.min(1, done / stress.bars) };
  });
}

function remember(closes: Map<string, number[]>, symbol: string, close: number, kept: number): void {
  const known = closes.get(symbol) ?? [];
  known.push(close);
  if (known.length > kept) known.shift();
  closes.set(symbol, known);
}

/** A market that has not moved is shifted down: the fund is long. */
function levelOf({ direction, sizeFraction }: TrendShift, before: readonly number[]): number {
  const hasFallen = (before.at(-1) ?? 1) < (before[0] ?? 1);
  const isUp = direction === "UP" || (direction === "AGAINST" && hasFallen);
  return isUp ? 1 + sizeFraction : 1 - sizeFraction;
}
