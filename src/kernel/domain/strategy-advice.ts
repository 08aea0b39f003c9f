/**
 * What the strategy officer advises: which models to lean on, which to disable, and what kind of trading suits the market.
 *
 * Strategies are the models of the ensemble. Advice has no authority: the CIO and the controller hear it.
 * Source: seed 001, "AI Strategy Officer Analysis Cycle"; shape from origin-facts 2.9 and 2.10.
 */
import type { EpochMs, Fraction } from "../units/units.ts";
import type { AlertLevel } from "./alert.ts";

/** Kinds of trading, and the two that stand for no kind: all models, or all of them at their most careful. */
export const metaStrategies = [
  "ensemble_conservative",
  "ensemble",
  "trend_following",
  "range_trading",
  "breakout",
  "mean_reversion",
] as const;
export type MetaStrategy = (typeof metaStrategies)[number];

/** Worst first. */
export const strategyBands = ["poor", "fair", "good", "excellent"] as const;
export type StrategyBand = (typeof strategyBands)[number];

export type RankedStrategy = {
  readonly model: string;
  /** Points, about 0 to 110; higher is better. */
  readonly rank: number;
  readonly band: StrategyBand;
};

export type ModelAnalysis = {
  readonly model: string;
  /** Share of words that were right; null below 20 cases. */
  readonly accuracyFraction: Fraction | null;
  /** What the officer would give it; the weights add up to one. */
  readonly advisedWeightFraction: Fraction;
  /** Null for a model that is never trained. */
  readonly daysSinceTraining: number | null;
};

export type StrategyAdvice = {
  readonly analysedAt: EpochMs;
  /** Models with 20 cases and more, the best first. */
  readonly ranked: readonly RankedStrategy[];
  readonly primary: string | undefined;
  readonly fallbacks: readonly string[];
  readonly disable: readonly string[];
  readonly models: readonly ModelAnalysis[];
  readonly metaStrategy: MetaStrategy;
  readonly confidence: Fraction;
  readonly alertLevel: AlertLevel;
  /** Every alert that stands, each in words that do not change while it does. */
  readonly alerts: readonly string[];
};
