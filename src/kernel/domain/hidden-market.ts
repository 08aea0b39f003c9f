/**
 * The market as a hidden Markov chain sees it: states that nobody observes, each with its own return, range and volume.
 *
 * Source of the names: methods B3. The model is what a fit journals and the market officer filters with.
 */
import type { Fraction } from "../units/units.ts";

export const hiddenRegimes = ["TRENDING_UP", "TRENDING_DOWN", "RANGE", "HIGH_VOL", "CRISIS"] as const;
export type HiddenRegime = (typeof hiddenRegimes)[number];

/** Filtered probability of each kind of state: from closed days up to now only, never smoothed. They sum to 1. */
export type RegimeProbabilities = Readonly<Record<HiddenRegime, Fraction>>;

/** What a closed UTC day shows: log return, log of the volatility its ranges show, turnover in deviations from usual. */
export const dayDimensions = 3;
export const mostHiddenStates = 4;

export type HiddenMarket = {
  /** Probability of each state on the first day of the sample. */
  readonly start: readonly number[];
  /** `transition[i][j]`: probability of state j on the day after state i. */
  readonly transition: readonly (readonly number[])[];
  /** Of what a day shows, one vector per state. */
  readonly means: readonly (readonly number[])[];
  /** One 3 by 3 matrix per state, its rows one after another. */
  readonly covariances: readonly (readonly number[])[];
};
