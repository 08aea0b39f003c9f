/**
 * The orchestrator: turns signals into intents. Wishes to enter what is not held and to leave what has turned.
 *
 * One intent per symbol and close; after an intent to enter, allowed or not, the symbol cools down.
 */
import type { FundConfig } from "../../domain/config.ts";
import { ensembleName, type Intent, type Signal } from "../../domain/signal.ts";
import type { MarketFeatures } from "../../features/market-features.ts";
import { type EpochMs, type Fraction, fraction, type Ratio } from "../../units/units.ts";

export type Holding = { readonly isHeld: boolean; readonly hasOpenOrders: boolean; readonly cooldownUntil: number };

/** The intent that `signal` calls for given what is held of its symbol, or `undefined`. */
export function intentFrom(signal: Signal, holding: Holding, stopDistance: Fraction, at: EpochMs): Intent | undefined {
  const base = { symbol: signal.symbol, strategy: ensembleName, proposedAt: at, signal, notional: 0, stopDistance };
  const odds = `${(signal.confidence * 100).toFixed(1)} %`;
  if (holding.isHeld) {
    if (signal.direction !== "OUT") return undefined;
    return { ...base, kind: "EXIT", reason: `odds of a fall are ${odds}` };
  }
  if (signal.direction !== "LONG" || holding.hasOpenOrders || at < holding.cooldownUntil) return undefined;
  return {
    ...base,
    kind: "ENTER",
    reason: `odds of a rise are ${odds}, worth ${signal.expectedEdge.toFixed(0)} bps after costs`,
  };
}

/** Stop distance as a share of the price: some average true ranges, never past the hard limit. */
export function stopDistanceFor(
  features: MarketFeatures,
  id: number,
  { trading, hardLimits }: FundConfig,
  multiplier: Ratio,
): Fraction {
  const wanted = trading.stopAtr * (features.atr[id] ?? Number.POSITIVE_INFINITY) * multiplier;
  const atLeast = Math.max(trading.minStopDistanceFraction, wanted);
  return fraction(Math.min(hardLimits.maxStopDistanceFraction, atLeast));
}
