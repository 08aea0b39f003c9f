/** The deepest drawdowns of a run, over all closes, with the initial capital before the first (methods B0). */
import { deepestDrawdowns } from "../maths/drawdown.ts";
import { type DurationMs, durationMs, type EpochMs, epochMs, type Ratio, ratio } from "../units/units.ts";
import { filled, lastOf } from "./column.ts";
import type { RunRecord } from "./run-record.ts";

export type DrawdownReport = {
  /** Positive share of the peak. */
  readonly ratio: Ratio;
  /** All null without any drawdown. */
  readonly peakAtMs: EpochMs | null;
  readonly troughAtMs: EpochMs | null;
  /** Null too while equity is below the peak. */
  readonly recoveredAtMs: EpochMs | null;
  /** From the peak to the recovery, or to the end of the run. */
  readonly lengthMs: DurationMs;
};

const most = 5;
const none: DrawdownReport = {
  ratio: ratio(0),
  peakAtMs: null,
  troughAtMs: null,
  recoveredAtMs: null,
  lengthMs: durationMs(0),
};

export type DrawdownReports = {
  readonly deepest: DrawdownReport;
  /** At most five, deepest first. */
  readonly drawdowns: readonly DrawdownReport[];
};

export function reportDrawdowns({ samples, startedAt, startEquity }: RunRecord): DrawdownReports {
  const path = new Float64Array(samples.equity.length + 1);
  path[0] = startEquity;
  path.set(filled(samples.equity), 1);
  const timeOf = (index: number): EpochMs =>
    epochMs(index === 0 ? startedAt : (samples.at.values[index - 1] ?? startedAt));
  const endAt = lastOf(samples.at, startedAt);
  const drawdowns = deepestDrawdowns(path, most).map(({ depth, peak, trough, recovery }): DrawdownReport => {
    const recoveredAtMs = recovery === undefined ? null : timeOf(recovery);
    return {
      ratio: ratio(depth),
      peakAtMs: timeOf(peak),
      troughAtMs: timeOf(trough),
      recoveredAtMs,
      lengthMs: durationMs((recoveredAtMs ?? endAt) - timeOf(peak)),
    };
  });
  return { deepest: drawdowns[0] ?? none, drawdowns };
}
