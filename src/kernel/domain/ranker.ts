/**
 * What makes a symbol an opportunity, how far each criterion counts, and which symbols are none.
 *
 * Source of the defaults: seed 003, "Market Opportunity Ranker" and "Environment Variables"; the best 20 from seed 002;
 * a fifth weight for what models predict, 0 until somebody wants it, from resolutions 57. The buffer is chosen: a tenth
 * of 20.
 */
import { type DurationMs, type Fraction, fraction, seconds, type UsdAmount, usd } from "../units/units.ts";

export const scoreParts = ["trend", "volatility", "liquidity", "performance", "prediction"] as const;
export type ScorePart = (typeof scoreParts)[number];

/** Why a symbol is not ranked, in the order the reasons are looked for. */
export const exclusions = ["LEARNING", "SILENT", "LOW_VOLUME", "LOW_LIQUIDITY"] as const;
export type Exclusion = (typeof exclusions)[number];

export type RankerConfig = {
  /** Off, the symbols are taken by what is traded in them, as before there was a ranker. */
  readonly isEnabled: boolean;
  /** They need not add up to one: the score is their weighted mean. */
  readonly weights: Readonly<Record<ScorePart, Fraction>>;
  readonly minVolume24hUsd: UsdAmount;
  readonly minLiquidityFraction: Fraction;
  /** Symbols ranked up to here become opportunities. */
  readonly topN: number;
  /** An opportunity stays one until it is ranked worse than `topN` by more than this. */
  readonly leaveBuffer: number;
  readonly intervalMs: DurationMs;
};

export const defaultRanker: RankerConfig = {
  isEnabled: true,
  weights: {
    trend: fraction(0.35),
    volatility: fraction(0.25),
    liquidity: fraction(0.2),
    performance: fraction(0.2),
    prediction: fraction(0),
  },
  minVolume24hUsd: usd(1e9),
  minLiquidityFraction: fraction(0.5),
  topN: 20,
  leaveBuffer: 2,
  intervalMs: seconds(300),
};

/** A fund of before the ranker has none. */
export const noRanker: RankerConfig = { ...defaultRanker, isEnabled: false };
