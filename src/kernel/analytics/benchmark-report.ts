/**
 * A run beside a benchmark over the same closes: how much of it was the market, and how much of the market's good and bad
 * months it caught.
 *
 * Beta and alpha from daily returns, alpha compounded to a year (365 days); capture from calendar months, as Morningstar
 * counts it: on days the yearly growth of good days alone says nothing.
 */
import { alphaBeta, captureRatio, type CaptureSide } from "../maths/benchmark.ts";
import { compoundAnnualGrowth } from "../maths/growth.ts";
import type { Ratio } from "../units/units.ts";
import { dailyCurveOf, monthReturns } from "./daily-curve.ts";
import type { RunRecord } from "./run-record.ts";
import { daysPerYear, minimumSample, ratioOrNull } from "./sharpe-report.ts";

export type BenchmarkReport = {
  readonly days: number;
  readonly months: number;
  /** Null when the benchmark never moves; so is alpha. */
  readonly betaRatio: Ratio | null;
  /** Return a year that the benchmark does not explain. */
  readonly alphaRatio: Ratio | null;
  /** Growth in the benchmark's rising months over the benchmark's; null without such a month. */
  readonly upCaptureRatio: Ratio | null;
  readonly downCaptureRatio: Ratio | null;
  /** Below 20 days (resolutions 20). */
  readonly isLowSample: boolean;
};

const monthsPerYear = 12;

/** Null for records that do not cover the same days. */
export function reportAgainst(run: RunRecord, benchmark: RunRecord): BenchmarkReport | null {
  const own = dailyCurveOf(run);
  const market = dailyCurveOf(benchmark);
  const days = own.returns.length;
  if (own.firstDay !== market.firstDay || days !== market.returns.length) return null;
  const { alpha, beta } = alphaBeta(own.returns, market.returns);
  const ownMonths = monthReturns(own).map(({ returnRatio }) => returnRatio);
  const marketMonths = monthReturns(market).map(({ returnRatio }) => returnRatio);
  const capture = (side: CaptureSide) =>
    ratioOrNull(captureRatio(ownMonths, marketMonths, { side, perYear: monthsPerYear }));
  return {
    days,
    months: marketMonths.length,
    betaRatio: ratioOrNull(beta),
    alphaRatio: ratioOrNull(compoundAnnualGrowth(1 + alpha, 1 / daysPerYear)),
    upCaptureRatio: capture("UP"),
    downCaptureRatio: capture("DOWN"),
    isLowSample: days < minimumSample,
  };
}
