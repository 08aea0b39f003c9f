/**
 * What kind of market a symbol, or the market as a whole, is in: two independent axes, a liquidity flag, and how sure the
 * market officer is (resolutions 2).
 *
 * Other parts of the seeds speak of one word where this speaks of two axes; the tables below translate and are total.
 * Where both axes have something to say, EXTREME volatility speaks first and the trend second.
 */
import type { Fraction, Ratio } from "../units/units.ts";
import { fraction } from "../units/units.ts";
import type { RegimeProbabilities } from "./hidden-market.ts";
import type { Trend, Volatility } from "./modes.ts";

export type Regime = { readonly trend: Trend; readonly volatility: Volatility };

export type MarketAssessment = Regime & {
  /** Traded value is below the configured minimum, or far below what is usual here. */
  readonly isIlliquid: boolean;
  /** How far horizons and detectors agree with the two labels; 0.5 where nothing is known either way. */
  readonly confidence: Fraction;
  /** Standard deviation of close-to-close log returns of one day (resolutions 58). */
  readonly dailyVolatility: Ratio;
  /**
   * Share of random walks that moved less over the trend window, 0 to 1, whichever way: `2 Φ(|z|) - 1` of the trend score
   * z. 0.7, the strong trend of seed 003, is a move of 1.04 standard deviations.
   */
  readonly trendStrength: Fraction;
  /** Chance that the last few days do not belong to what went before; undefined until enough days are known. */
  readonly breakProbability: Fraction | undefined;
  /** What the hidden Markov filter says of the last closed day; undefined until it has been fitted. */
  readonly hidden: RegimeProbabilities | undefined;
};

export type SymbolAssessment = MarketAssessment & { readonly symbol: string };

/** What may change the labels of an assessment. */
export const detectors = ["RULE", "HIDDEN_STATES"] as const;
export type Detector = (typeof detectors)[number];

/** Where the labels change. Source of the defaults: seed 003 (MSC_LOW_VOL_, MSC_HIGH_VOL_, MSC_STRONG_TREND_THRESHOLD). */
export type MarketThresholds = {
  /** Daily volatility below this is LOW. */
  readonly lowVolatilityFraction: Fraction;
  /** Daily volatility above this is HIGH, above twice this EXTREME. */
  readonly highVolatilityFraction: Fraction;
  /** Trend strength from here on is a trend. */
  readonly strongTrendFraction: Fraction;
};

export const defaultMarketThresholds: MarketThresholds = {
  lowVolatilityFraction: fraction(0.015),
  highVolatilityFraction: fraction(0.05),
  strongTrendFraction: fraction(0.7),
};

/** Names of the meta strategy controller. Source: origin-facts 5.1. */
export const marketRegimes = [
  "TRENDING_UP",
  "TRENDING_DOWN",
  "RANGING",
  "CHOPPY",
  "HIGH_VOLATILITY",
  "LOW_VOLATILITY",
] as const;
export type MarketRegime = (typeof marketRegimes)[number];

type Table<Name> = Readonly<Record<Trend, Readonly<Record<Volatility, Name>>>>;

const toMarketRegime: Table<MarketRegime> = {
  UP: { LOW: "TRENDING_UP", NORMAL: "TRENDING_UP", HIGH: "TRENDING_UP", EXTREME: "HIGH_VOLATILITY" },
  DOWN: { LOW: "TRENDING_DOWN", NORMAL: "TRENDING_DOWN", HIGH: "TRENDING_DOWN", EXTREME: "HIGH_VOLATILITY" },
  RANGE: { LOW: "LOW_VOLATILITY", NORMAL: "RANGING", HIGH: "HIGH_VOLATILITY", EXTREME: "HIGH_VOLATILITY" },
  CHOPPY: { LOW: "CHOPPY", NORMAL: "CHOPPY", HIGH: "CHOPPY", EXTREME: "HIGH_VOLATILITY" },
};

export const marketRegimeOf = ({ trend, volatility }: Regime): MarketRegime => toMarketRegime[trend][volatility];

/** Names of the strategy officer. Source: origin-facts 2.9. */
export const strategyRegimes = ["BULLISH", "BEARISH", "SIDEWAYS", "HIGH_VOL", "LOW_VOL", "UNKNOWN"] as const;
export type StrategyRegime = (typeof strategyRegimes)[number];

const toStrategyRegime: Table<StrategyRegime> = {
  UP: { LOW: "BULLISH", NORMAL: "BULLISH", HIGH: "BULLISH", EXTREME: "HIGH_VOL" },
  DOWN: { LOW: "BEARISH", NORMAL: "BEARISH", HIGH: "BEARISH", EXTREME: "HIGH_VOL" },
  RANGE: { LOW: "LOW_VOL", NORMAL: "SIDEWAYS", HIGH: "HIGH_VOL", EXTREME: "HIGH_VOL" },
  CHOPPY: { LOW: "SIDEWAYS", NORMAL: "SIDEWAYS", HIGH: "HIGH_VOL", EXTREME: "HIGH_VOL" },
};

/** @param regime undefined while none is known */
export const strategyRegimeOf = (regime: Regime | undefined): StrategyRegime =>
  regime === undefined ? "UNKNOWN" : toStrategyRegime[regime.trend][regime.volatility];
