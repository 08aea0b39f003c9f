/** Sharpe and volatility over a window of days that moves on by one: how steady a record was, with the error of each value. */
import { momentsOf, sharpeStandardError } from "../maths/sharpe-precision.ts";
import { annualVolatility, sharpeRatio } from "../maths/statistics.ts";
import { dayMs } from "../units/units.ts";
import type { DailyCurve } from "./daily-curve.ts";
import { daysPerYear, definedOr } from "./sharpe-report.ts";

export type RollingPoint = {
  /** End of the window's last day. */
  readonly atMs: number;
  /** Both annualised; 0 when nothing varies. */
  readonly sharpeRatio: number;
  readonly standardErrorRatio: number;
  readonly volatilityRatio: number;
};

/** One point for every day that has a whole window behind it; none for a shorter record. */
export function rollingFigures({ firstDay, returns }: DailyCurve, windowDays: number): RollingPoint[] {
  const points: RollingPoint[] = [];
  for (let end = windowDays; end <= returns.length; end++) {
    const window = returns.subarray(end - windowDays, end);
    const daily = definedOr(sharpeRatio(window, 1), 0);
    points.push({
      atMs: (firstDay + end) * dayMs,
      sharpeRatio: definedOr(sharpeRatio(window, daysPerYear), 0),
      standardErrorRatio: sharpeStandardError(daily, windowDays, momentsOf(window)) * Math.sqrt(daysPerYear),
      volatilityRatio: definedOr(annualVolatility(window, daysPerYear), 0),
    });
  }
  return points;
}
