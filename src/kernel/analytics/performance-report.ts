/**
 * The report of a run: the equity curve, the trades, and what governance did.
 *
 * Everything is a plain value with its unit in its name, ready to be written as JSON; nothing in it is NaN or infinite.
 */
import { type CurveReport, reportCurve } from "./curve-report.ts";
import type { Trade } from "./fact-record.ts";
import { type GovernanceReport, reportGovernance } from "./governance-report.ts";
import type { RunRecord } from "./run-record.ts";
import { reportTrading, type TradingReport } from "./trading-report.ts";

export type PerformanceReport = {
  readonly curve: CurveReport;
  readonly trading: TradingReport;
  readonly governance: GovernanceReport;
  readonly trades: readonly Trade[];
};

export function reportPerformance(record: RunRecord): PerformanceReport {
  const curve = reportCurve(record);
  return {
    curve,
    trading: reportTrading(record, curve.elapsedYears),
    governance: reportGovernance(record),
    trades: record.facts.trades,
  };
}
