/** What the catalogue says of a feature. */
import type { Formula } from "../formula.ts";

/**
 * - `share`: of the price or of a whole, 0.05 is five hundredths
 * - `price`: quote currency
 * - `points`: an oscillator's scale, by custom 0 to 100 or -100 to 100
 * - `score`: a number without unit
 * - `flag`: 1 or 0
 * - `amount`: of the base asset
 * - `value`: price times amount, quote currency
 */
export type FeatureUnit = "share" | "price" | "points" | "score" | "flag" | "amount" | "value";

/** Lowest and highest value there can be, both included; infinite where there is no bound. */
export type Range = readonly [low: number, high: number];
export const anyNumber: Range = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
export const notNegative: Range = [0, Number.POSITIVE_INFINITY];
export const atLeastMinusOne: Range = [-1, Number.POSITIVE_INFINITY];
export const unit: Range = [0, 1];
export const signedUnit: Range = [-1, 1];
export const hundred: Range = [0, 100];
export const signedHundred: Range = [-100, 100];

export type FeatureDefinition = {
  readonly formula: Formula;
  readonly unit: FeatureUnit;
  readonly range: Range;
  /** The formula as one would write it on paper. */
  readonly says: string;
};

export const define = (formula: Formula, kind: FeatureUnit, range: Range, says: string): FeatureDefinition => ({
  formula,
  unit: kind,
  range,
  says,
});
export const flag = (formula: Formula, says: string): FeatureDefinition => define(formula, "flag", unit, says);
