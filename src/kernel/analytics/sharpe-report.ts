/**
 * The Sharpe ratio of daily returns, and how much it proves: standard error, autocorrelation, the chance that the true
 * ratio is above 0, and the record it takes to say so (methods B0; Bailey and López de Prado 2012).
 */
import { minimumTrackRecord, probabilisticSharpe } from "../maths/sharpe-inference.ts";
import { autocorrelatedSharpe, momentsOf, sharpeStandardError } from "../maths/sharpe-precision.ts";
import { sharpeRatio } from "../maths/statistics.ts";
import { type Fraction, fraction, type Ratio, ratio } from "../units/units.ts";

export type SharpeReport = {
  /** Annualised; 0 when nothing varies. */
  readonly ratio: Ratio;
  /** Of the annualised ratio (Mertens 2002). */
  readonly standardErrorRatio: Ratio;
  /** With the autocorrelation of returns counted in (Lo 2002). */
  readonly autocorrelationAdjustedRatio: Ratio;
  /** Probability that the true ratio is above 0; null when nothing varies. */
  readonly above0Fraction: Fraction | null;
  /** Days of record that would show with 95 % confidence that it is above 0; null for a ratio of 0 or less. */
  readonly trackRecordNeededDays: number | null;
  readonly days: number;
  /** Below 20 days no ratio means anything (resolutions 20). */
  readonly isLowSample: boolean;
};

export const daysPerYear = 365;
/** Resolutions 20. */
export const minimumSample = 20;

export function reportSharpe(returns: Float64Array): SharpeReport {
  const days = returns.length;
  const root = Math.sqrt(daysPerYear);
  const moments = momentsOf(returns);
  const daily = { ...moments, sharpe: sharpeRatio(returns, 1), observations: days };
  const above0 = probabilisticSharpe(daily);
  const needed = minimumTrackRecord(daily);
  return {
    ratio: ratio(definedOr(sharpeRatio(returns, daysPerYear), 0)),
    standardErrorRatio: ratio(sharpeStandardError(definedOr(daily.sharpe, 0), days, moments) * root),
    autocorrelationAdjustedRatio: ratio(definedOr(autocorrelatedSharpe(returns, daysPerYear), 0)),
    above0Fraction: Number.isNaN(above0) ? null : fraction(above0),
    trackRecordNeededDays: Number.isFinite(needed) ? Math.ceil(needed) : null,
    days,
    isLowSample: days < minimumSample,
  };
}

/** What a report shows in place of a ratio that is not defined. */
export const definedOr = (value: number, instead: number): number => (Number.isNaN(value) ? instead : value);

/** For JSON and pages: a ratio that is not defined is null. */
export const ratioOrNull = (value: number): Ratio | null => (Number.isFinite(value) ? ratio(value) : null);
