/** What a backtest comes to: the runs, their records, and what identifies them. Reports are made from this alone. */
import type { CurveReport } from "../../kernel/analytics/curve-report.ts";
import type { PerformanceReport } from "../../kernel/analytics/performance-report.ts";
import type { RunRecord } from "../../kernel/analytics/run-record.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import type { Governance } from "../../runtime/default-config.ts";
import type { VenueFile } from "../../runtime/venue-file.ts";

/** A run and what it says. The records hold the curves for plots. */
export type PlayedRun = { readonly report: PerformanceReport; readonly record: RunRecord };

export type Backtest = {
  readonly config: FundConfig;
  readonly governance: Governance;
  /** sha256 over the payload bytes of all facts, in order. */
  readonly digest: string;
  readonly facts: number;
  readonly entries: number;
  readonly bars: number;
  readonly market: { readonly identity: string; readonly source: string; readonly files: readonly string[] };
  readonly main: PlayedRun;
  /** The same fund with governance off; left out when the run itself has none. */
  readonly ungoverned: PlayedRun | undefined;
  readonly buyAndHold: { readonly curve: CurveReport; readonly feesUsd: number; readonly record: RunRecord };
  /** What the venue was said to be like; left out where nothing was said. */
  readonly venue: VenueFile | undefined;
  readonly notes: readonly string[];
  readonly code: string;
  readonly nodeVersion: string;
  /** The run folder; left out when none was written. */
  readonly folder: string | undefined;
};
