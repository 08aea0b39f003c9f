/**
 * correlation_breakdown: what used to move together does not, or what used to differ does not any more.
 *
 * APART mirrors the moves of every second symbol at its price before the strike. TOGETHER gives every symbol the mean
 * move of all, so that their correlation is one. The levels reached stay.
 */
import type { Bar } from "../../domain/bar.ts";
import { type BarShock, followPath, type Struck } from "./bar-shock.ts";
import { type CorrelationBreakdown, isActive } from "./stress.ts";

export function correlationBreakdown(stress: CorrelationBreakdown, struck: Struck): BarShock {
  const anchors = new Map<string, number>();
  const reached = new Map<string, number>();
  const odd = new Set([...struck.keys()].filter((_symbol, index) => index % 2 === 1));
  let common = 0;
  const moveOf = ({ symbol, close, open }: Bar): number => Math.log(close / (anchors.get(symbol) ?? open));
  const follow = followPath(struck, (bar, step) => {
    const { symbol } = bar;
    if (!isActive(stress, stress.bars, step)) return { factor: reached.get(symbol) ?? 1 };
    const own = moveOf(bar);
    const wanted = stress.toward === "TOGETHER" ? common : odd.has(symbol) ? 0 - own : own;
    const factor = wanted === own ? 1 : Math.exp(wanted - own);
    reached.set(symbol, factor);
    return { factor };
  });
  return (bars, step) => {
    if (isActive(stress, stress.bars, step)) {
      for (const { symbol, open } of bars) if (!anchors.has(symbol)) anchors.set(symbol, open);
      const moves = bars.filter(({ symbol }) => struck.has(symbol)).map(moveOf);
      common = moves.reduce((sum, move) => sum + move, 0) / Math.max(1, moves.length);
    }
    return follow(bars, step);
  };
}
