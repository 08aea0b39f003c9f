/**
 * From a strategy's advice to a wish, on the terms the models wish on: a stop within the hard limit, costs taken off, and
 * a least edge.
 *
 * The edge takes the strategy's confidence for the chance that it is right. That is the strategy's claim, not a finding
 * of the fund's; all it buys is a place in the order of wishes, never size.
 */
import type { FundConfig } from "../../domain/config.ts";
import type { Instrument } from "../../domain/instrument.ts";
import type { Intent } from "../../domain/signal.ts";
import type { Advice } from "../../domain/strategy-choice.ts";
import { roundTripCost } from "../../domain/trading-cost.ts";
import { bps, type EpochMs, type Fraction, fraction, type Ratio } from "../../units/units.ts";

/** Confidence a strategy must have to be heard. Source: origin-facts 15, phase 4.5. */
export const leastStrategyConfidence = 0.6;

export type WishScene = {
  readonly config: FundConfig;
  readonly instrument: Instrument;
  readonly stopLossMultiplier: Ratio;
  readonly at: EpochMs;
};

type Entry = Extract<Advice, { kind: "LONG" }>;

/** The wish to enter, or `undefined` where the strategy is not sure enough or the edge is too thin. */
export function strategyEntry(strategy: string, advice: Entry, scene: WishScene): Intent | undefined {
  if (!(advice.confidence >= leastStrategyConfidence)) return undefined;
  const { config, instrument, at } = scene;
  const confidence = fraction(advice.confidence);
  const stopDistance = stopOf(advice, scene);
  const targetDistance = advice.targetDistance === undefined ? undefined : fraction(advice.targetDistance);
  const gain = targetDistance ?? stopDistance;
  const edge = 10_000 * (confidence * gain - (1 - confidence) * stopDistance) - roundTripCost(instrument, config);
  if (!(edge > config.trading.minEdgeBps)) return undefined;
  const { symbol } = instrument;
  const signal = { symbol, direction: "LONG", confidence, expectedEdge: bps(edge), forecasts: [] } as const;
  const plan = { targetDistance, maxBars: advice.maxBars };
  return {
    kind: "ENTER",
    symbol,
    strategy,
    proposedAt: at,
    signal,
    notional: 0,
    stopDistance,
    plan,
    reason: advice.reason,
  };
}

/** The strategy's own, widened by the CRO and held between the fund's nearest and its hard limit. */
function stopOf({ stopDistance }: Entry, { config, stopLossMultiplier }: WishScene): Fraction {
  const wanted = Math.max(config.trading.minStopDistanceFraction, stopDistance * stopLossMultiplier);
  return fraction(Math.min(config.hardLimits.maxStopDistanceFraction, wanted));
}

/** The wish to leave what the strategy holds. */
export function strategyExit(strategy: string, symbol: string, reason: string, at: EpochMs): Intent {
  const signal = { symbol, direction: "OUT", confidence: fraction(0), expectedEdge: bps(0), forecasts: [] } as const;
  return { kind: "EXIT", symbol, strategy, proposedAt: at, signal, notional: 0, stopDistance: fraction(0), reason };
}
