/**
 * What an equity curve says by itself: growth, risk, and the ratio of both. The same for a fund and for buy-and-hold.
 *
 * Conventions (methods B0): growth from elapsed calendar time of 365.25 days a year; volatility, Sharpe and Sortino from
 * daily closes at 365 a year, without a risk-free rate; drawdown over all closes from the initial capital.
 */
import { calmarRatio, compoundAnnualGrowth, msPerYear } from "../maths/growth.ts";
import { omegaRatio, tailRatio } from "../maths/return-shape.ts";
import { annualVolatility, mean, sortinoRatio } from "../maths/statistics.ts";
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
import { type DrawdownReport, reportDrawdowns } from "./drawdown-report.ts";
import type { RunRecord } from "./run-record.ts";
import { daysPerYear, definedOr, ratioOrNull, reportSharpe, type SharpeReport } from "./sharpe-report.ts";

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
  /** 0 without a losing day. */
  readonly sortinoRatio: Ratio;
  /** Gains over losses of daily returns; null without a losing day. */
  readonly omegaRatio: Ratio | null;
  /** Size of the 95th percentile of daily returns over that of the 5th; null if the latter is 0 or there is no day. */
  readonly tailRatio: Ratio | null;
  /** The deepest of `drawdowns`. */
  readonly maxDrawdown: DrawdownReport;
  /** The five deepest, deepest first; none overlaps another. */
  readonly drawdowns: readonly DrawdownReport[];
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

export function reportCurve(record: RunRecord): CurveReport {
  const { samples, startedAt, startEquity } = record;
  const endAt = lastOf(samples.at, startedAt);
  const endEquity = lastOf(samples.equity, startEquity);
  const elapsedYears = (endAt - startedAt) / msPerYear;
  const daily = dailyCurveOf(record);
  const cagr = elapsedYears > 0 ? compoundAnnualGrowth(endEquity / startEquity, elapsedYears) : 0;
  const { deepest, drawdowns } = reportDrawdowns(record);
  const exposure = filled(samples.exposure);
  return {
    startAtMs: startedAt,
    endAtMs: epochMs(endAt),
    elapsedYears,
    closes: samples.at.length,
    startEquityUsd: startEquity,
    endEquityUsd: usd(endEquity),
    netReturnRatio: ratio(endEquity / startEquity - 1),
    cagrRatio: ratio(cagr),
    volatilityRatio: ratio(definedOr(annualVolatility(daily.returns, daysPerYear), 0)),
    sharpe: reportSharpe(daily.returns),
    sortinoRatio: ratio(daily.returns.length > 1 ? definedOr(sortinoRatio(daily.returns, daysPerYear), 0) : 0),
    omegaRatio: ratioOrNull(omegaRatio(daily.returns)),
    tailRatio: ratioOrNull(tailRatio(daily.returns)),
    maxDrawdown: deepest,
    drawdowns,
    calmarRatio: ratioOrNull(calmarRatio(cagr, deepest.ratio)),
    exposure: {
      meanRatio: ratio(exposure.length > 0 ? mean(exposure) : 0),
      inMarketFraction: shareWhere(exposure, (value) => value > 0),
    },
    worstDay: extremeDay(daily, "WORST"),
    bestDay: extremeDay(daily, "BEST"),
    months: monthReturns(daily),
  };
}

/** Share of the values for which `holds`; 0 of none. */
export function shareWhere(values: Float64Array, holds: (value: number) => boolean): Fraction {
  let held = 0;
  for (const value of values) if (holds(value)) held += 1;
  return fraction(values.length > 0 ? held / values.length : 0);
}
