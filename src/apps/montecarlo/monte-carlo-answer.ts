/** What a Monte Carlo of a run comes to. Text, data and page are made from this alone. */
import type { EpochMs } from "../../kernel/units/units.ts";
import type { ReorderedTrades } from "./reorder-trades.ts";
import type { ResampledDays } from "./resample-days.ts";

export type MonteCarlo = {
  readonly run: string;
  readonly symbols: readonly string[];
  readonly paths: number;
  readonly seed: number;
  readonly startAtMs: EpochMs;
  readonly startEquityUsd: number;
  readonly days: ResampledDays;
  /** Null below two trades. */
  readonly trades: ReorderedTrades | null;
  readonly code: string;
  readonly nodeVersion: string;
  /** Left out when nothing was written. */
  readonly folder: string | undefined;
};
