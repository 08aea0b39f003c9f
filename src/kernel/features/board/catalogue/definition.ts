/** What the catalogue says of a feature. */
import type { Formula } from "../formula.ts";

/**
 * - `share`: of the price or of the whole, 0.05 is five hundredths
 * - `price`: quote currency
 * - `score`: a number without unit
 * - `points`: an oscillator's scale, by custom 0 to 100 or -100 to 100
 * - `flag`: 1 or 0
 * - `amount`: traded amount of the base asset
 */
export type FeatureUnit = "share" | "price" | "score" | "points" | "flag" | "amount" | "bars";

export type FeatureDefinition = {
  readonly formula: Formula;
  /** What it is, and the formula as one would write it on paper. */
  readonly says: string;
  readonly unit: FeatureUnit;
  /** Every value lies between these, both included; infinities where there is no bound. */
  readonly range: readonly [low: number, high: number];
};

export const anyNumber = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
export const notNegative = [0, Number.POSITIVE_INFINITY] as const;

export const define = (
  formula: Formula,
  unit: FeatureUnit,
  range: readonly [low: number, high: number],
  says: string,
): FeatureDefinition => ({ formula, unit, range, says });
