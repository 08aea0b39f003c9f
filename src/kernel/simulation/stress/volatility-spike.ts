/**
 * volatility_spike: every move since the strike, and every shadow, is so many times as far in logarithms.
 *
 * The level reached at the end stays: a storm does not give prices back.
 */
import { type BarShock, followPath, type Struck } from "./bar-shock.ts";
import { isActive, type VolatilitySpike } from "./stress.ts";

export function volatilitySpike(stress: VolatilitySpike, struck: Struck): BarShock {
  const anchors = new Map<string, number>();
  const reached = new Map<string, number>();
  return followPath(struck, ({ symbol, open, close }, step) => {
    if (!isActive(stress, stress.bars, step)) return { factor: reached.get(symbol) ?? 1 };
    const anchor = anchors.get(symbol) ?? open;
    anchors.set(symbol, anchor);
    const factor = (close / anchor) ** (stress.factor - 1);
    reached.set(symbol, factor);
    return { factor, swing: stress.factor };
  });
}
