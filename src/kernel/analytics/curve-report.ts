/**
 * What an equity curve says by itself: growth, risk, and the ratio of both. The same for a fund and for buy-and-hold.
 *
 * Conventions (methods B0): growth from elapsed calendar time of 365.25 days a year; volatility, Sharpe and Sortino from
 * daily closes at 365 a year, without a risk-free rate; drawdown over all closes from the initial capital.
 */
import { compoundAnnualGrowth, msPerYear } from "../maths/growth.ts";
import { deepestDrawdown } from "../maths/drawdown.ts";
import { autocorrelatedSharpe, momentsOf, sharpeStandardError } from "../maths/sharpe-precision.ts";
import { mean, sharpeRatio, sortinoRatio, standardDeviation } from "../maths/statistics.ts";
import {
  type EpochMs,
  epochMs,
  type Fraction,
  fraction,
  type Ratio,
  ratio,
  type UsdAmount,
  usd,
} from "../units/units.ts";
import { filled, lastOf } from "./column.ts";
import { type DayReturn, dailyCurveOf, extremeDay, type MonthReturn, monthReturns } from "./daily-curve.ts";
import type { RunRecord } from "./run-record.ts";

export type CurveReport = {
  readonly startAtMs: EpochMs;
  readonly endAtMs: EpochMs;
  readonly elapsedYears: number;
  readonly closes: number;
  readonly startEquityUsd: UsdAmount;
  readonly endEquityUsd: UsdAmount;
  readonly netReturnRatio: Ratio;
  readonly cagrRatio: Ratio;
  /** Standard deviation of daily returns, annualised. */
  readonly volatilityRatio: Ratio;
  readonly sharpe: SharpeReport;
  readonly sortinoRatio: Ratio;
  readonly maxDrawdown: DrawdownReport;
  /** Null without any drawdown. */
  readonly calmarRatio: Ratio | null;
  readonly exposure: {
    /** Gross notional over equity, mean over all closes. */
    readonly meanRatio: Ratio;
    /** Share of closes with anything held. */
    readonly inMarketFraction: Fraction;
  };
  readonly worstDay: DayReturn | null;
  readonly bestDay: DayReturn | null;
  readonly months: readonly MonthReturn[];
};

export type SharpeReport = {
  /** Annualised; 0 when nothing varies. */
  readonly ratio: Ratio;
  /** Of the annualised ratio (Mertens 2002). */
  readonly standardErrorRatio: Ratio;
  /** With the autocorrelation of returns counted in (Lo 2002). */
  readonly autocorrelationAdjustedRatio: Ratio;
  readonly days: number;
  /** Below 20 days no ratio means anything (resolutions 20). */
  readonly isLowSample: boolean;
};

export type DrawdownReport = {
  /** Positive share of the peak. */
  readonly ratio: Ratio;
  /** All null without any drawdown. */
  readonly peakAtMs: EpochMs | null;
  readonly troughAtMs: EpochMs | null;
  /** Null too while equity is below the peak. */
  readonly recoveredAtMs: EpochMs | null;
};

const daysPerYear = 365;
/** Resolutions 20. */
export const minimumSample = 20;

export function reportCurve(record: RunRecord): CurveReport {
  const { samples, startedAt, startEquity } = record;
  const endAt = lastOf(samples.at, startedAt);
  const endEquity = lastOf(samples.equity, startEquity);
  const elapsedYears = (endAt - startedAt) / msPerYear;
  const daily = dailyCurveOf(record);
  const cagr = compoundAnnualGrowth(endEquity / startEquity, elapsedYears);
  const maxDrawdown = reportDrawdown(record);
  const exposure = filled(samples.exposure);
  const isLong = daily.returns.length > 1;
  return {
    startAtMs: startedAt,
    endAtMs: epochMs(endAt),
    elapsedYears,
    closes: samples.at.length,
    startEquityUsd: startEquity,
    endEquityUsd: usd(endEquity),
    netReturnRatio: ratio(endEquity / startEquity - 1),
    cagrRatio: ratio(cagr),
    volatilityRatio: ratio(isLong ? standardDeviation(daily.returns) * Math.sqrt(daysPerYear) : 0),
    sharpe: reportSharpe(daily.returns),
    sortinoRatio: ratio(isLong ? sortinoRatio(daily.returns, daysPerYear) : 0),
    maxDrawdown,
    calmarRatio: maxDrawdown.ratio > 0 ? ratio(cagr / maxDrawdown.ratio) : null,
    exposure: {
      meanRatio: ratio(exposure.length > 0 ? mean(exposure) : 0),
      inMarketFraction: shareWhere(exposure, (value) => value > 0),
    },
    worstDay: extremeDay(daily, "WORST"),
    bestDay: extremeDay(daily, "BEST"),
    months: monthReturns(daily),
  };
}

function reportSharpe(returns: Float64Array): SharpeReport {
  const days = returns.length;
  const isLowSample = days < minimumSample;
  const annual = days > 1 ? sharpeRatio(returns, daysPerYear) : 0;
  const root = Math.sqrt(daysPerYear);
  const error = days > 1 ? sharpeStandardError(annual / root, days, momentsOf(returns)) * root : 0;
  const adjusted = days > 1 ? autocorrelatedSharpe(returns, daysPerYear) : 0;
  return {
    ratio: ratio(annual),
    standardErrorRatio: ratio(error),
    autocorrelationAdjustedRatio: ratio(adjusted),
    days,
    isLowSample,
  };
}

/** Over all closes, with the initial capital before the first. */
function reportDrawdown({ samples, startedAt, startEquity }: RunRecord): DrawdownReport {
  const path = new Float64Array(samples.equity.length + 1);
  path[0] = startEquity;
  path.set(filled(samples.equity), 1);
  const timeOf = (index: number): EpochMs =>
    epochMs(index === 0 ? startedAt : (samples.at.values[index - 1] ?? startedAt));
  const { depth, peak, trough, recovery } = deepestDrawdown(path);
  if (depth === 0) return { ratio: ratio(0), peakAtMs: null, troughAtMs: null, recoveredAtMs: null };
  return {
    ratio: ratio(depth),
    peakAtMs: timeOf(peak),
    troughAtMs: timeOf(trough),
    recoveredAtMs: recovery === undefined ? null : timeOf(recovery),
  };
}

/** Share of the values for which `holds`; 0 of none. */
export function shareWhere(values: Float64Array, holds: (value: number) => boolean): Fraction {
  let held = 0;
  for (const value of values) if (holds(value)) held += 1;
  return fraction(values.length > 0 ? held / values.length : 0);
}
