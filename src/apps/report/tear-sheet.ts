/** What a tear sheet is made of: the told run, its reports, and how to read them. */
import { type BenchmarkReport, reportAgainst } from "../../kernel/analytics/benchmark-report.ts";
import { type CurveReport, reportCurve } from "../../kernel/analytics/curve-report.ts";
import { type PerformanceReport, reportPerformance } from "../../kernel/analytics/performance-report.ts";
import { codeVersion } from "../code-version.ts";
import { recordTold, type ToldRun } from "./record-told.ts";

export type TearSheet = ToldRun & {
  readonly report: PerformanceReport;
  readonly holdCurve: CurveReport;
  readonly against: BenchmarkReport | null;
  /** Of the code that makes this sheet. */
  readonly code: string;
};

/** @throws FundError when there is no sound journal, or its bars are not at hand */
export function makeTearSheet(run: string, market: string | undefined): TearSheet {
  const told = recordTold(run, market);
  return {
    ...told,
    report: reportPerformance(told.record),
    holdCurve: reportCurve(told.hold.record),
    against: reportAgainst(told.record, told.hold.record),
    code: codeVersion(),
  };
}

export const symbolsOf = ({ config }: Pick<TearSheet, "config">): string[] =>
  config.instruments.map(({ symbol }) => symbol);
