/**
 * AI-HFOS, before a trade: how sure a signal has to be in the market its symbol is in, signal by signal (resolutions 25).
 *
 * The mandate's least confidence is the floor; a restless, directionless or thin market asks for more. An unknown one
 * asks for the most. Source of the steps: origin-facts 16 (volatility +0.02 and +0.07, CHOP +0.02, high cost +0.03), a
 * third of each: its confidences were scores from 0.15 to 0.60, ours is a calibrated probability that hardly leaves 0.50
 * to 0.65. Unscaled, a market that is both restless and choppy would be left to nobody.
 */
import type { MarketAssessment } from "../../../domain/regime.ts";
import { pass, type Review, veto } from "./pre-trade-hook.ts";

const moreFor = { high: 0.007, extreme: 0.023, choppy: 0.007, thin: 0.01 } as const;
const unknown = moreFor.extreme + moreFor.choppy + moreFor.thin;

/** What is asked beyond the mandate's floor, 0 to 0.04. */
export function confidenceBeyond(regime: MarketAssessment | undefined): number {
  if (regime === undefined) return unknown;
  const { volatility, trend, isIlliquid } = regime;
  const forVolatility = volatility === "EXTREME" ? moreFor.extreme : volatility === "HIGH" ? moreFor.high : 0;
  return forVolatility + (trend === "CHOPPY" ? moreFor.choppy : 0) + (isIlliquid ? moreFor.thin : 0);
}

/** Seed 004: a signal is kept at or above the adjusted threshold. */
export const isSureEnough = (confidence: number, floor: number, regime: MarketAssessment | undefined): boolean =>
  confidence >= floor + confidenceBeyond(regime);

export const adjustConfidence: Review = (intent, { policy, regime }) => {
  const floor = policy.mandate.envelope.minConfidence;
  const needed = floor + confidenceBeyond(regime);
  const { confidence } = intent.signal;
  const market = regime === undefined ? "an unknown market" : `${regime.trend}, volatility ${regime.volatility}`;
  const says = `confidence ${confidence.toFixed(3)} where ${needed.toFixed(3)} is asked for in ${market}`;
  return isSureEnough(confidence, floor, regime) ? pass(intent, says) : veto(says);
};
