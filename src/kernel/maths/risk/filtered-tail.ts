/**
 * Filtered estimators: the tail of losses divided by the volatility of their day, times the volatility of the next day.
 *
 * Sources: filtered historical simulation, Barone-Adesi, Giannopoulos and Vosper (1999); the same with a Pareto tail, McNeil
 * and Frey (2000); methods B1. What filters (EWMA or GARCH) is the caller's: `filterByGarch`, `filterByEwma`.
 */
import { historicalTail } from "./historical-tail.ts";
import { peaksOverThreshold } from "./peaks-over-threshold.ts";
import { rescale, type TailEstimate } from "./tail-estimate.ts";

export type FilteredSample = {
  /** (return - mean) / deviation for each past day, at least 20 (500 for a Pareto tail). */
  readonly residuals: ArrayLike<number>;
  /** Mean return taken off before dividing. */
  readonly mean: number;
  /** Standard deviation forecast for the next return, above 0. */
  readonly deviation: number;
};

const lossesOf = (residuals: ArrayLike<number>): Float64Array => new Float64Array(residuals).map((each) => -each);

export const filteredHistoricalTail = ({ residuals, mean, deviation }: FilteredSample, tail: number): TailEstimate =>
  rescale(historicalTail(lossesOf(residuals), tail), -mean, deviation);

export const filteredParetoTail = ({ residuals, mean, deviation }: FilteredSample, tail: number): TailEstimate =>
  rescale(peaksOverThreshold(lossesOf(residuals), tail), -mean, deviation);
