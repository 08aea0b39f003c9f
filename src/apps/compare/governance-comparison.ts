/** What a comparison of governance comes to: every variant with its figures, and what identifies the market. */
import type { CurveReport } from "../../kernel/analytics/curve-report.ts";
import type { PerformanceReport } from "../../kernel/analytics/performance-report.ts";
import type { RunRecord } from "../../kernel/analytics/run-record.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import type { VenueFile } from "../../runtime/venue-file.ts";
import type { RefusedEntries } from "./refusal-summary.ts";
import type { SizeCut } from "./size-cuts.ts";

export type PlayedVariant = {
  readonly name: string;
  readonly about: string;
  /** As of an ordinary backtest: sha256 over the payload bytes of all facts, in order. */
  readonly digest: string;
  readonly report: PerformanceReport;
  readonly record: RunRecord;
  readonly refusedEntries: readonly RefusedEntries[];
  readonly sizeCuts: readonly SizeCut[];
};

export type GovernanceComparison = {
  /** Of the full fund. */
  readonly config: FundConfig;
  readonly bars: number;
  readonly market: { readonly identity: string; readonly source: string; readonly files: readonly string[] };
  /** In the order they are shown; `off` first, `all` last. */
  readonly variants: readonly PlayedVariant[];
  readonly buyAndHold: { readonly curve: CurveReport; readonly feesUsd: number; readonly record: RunRecord };
  /** What the venue was said to be like; left out where nothing was said. */
  readonly venue: VenueFile | undefined;
  readonly notes: readonly string[];
  readonly code: string;
  readonly nodeVersion: string;
  /** Left out when nothing was written. */
  readonly folder: string | undefined;
};
