/** A what-if as data, with units in the names. */
import type { PerformanceReport } from "../../kernel/analytics/performance-report.ts";
import type { WhatIf } from "./what-if.ts";

export function whatIfJson(answer: WhatIf) {
  const { run, changes, isReproduced, digest, bars, parting, before, after, differences, notes } = answer;
  return {
    format: 1,
    run,
    changes,
    isReproduced,
    digest,
    bars,
    parting,
    ...differences,
    before: figuresOf(before),
    after: figuresOf(after),
    difference: {
      pnlUsd: after.curve.endEquityUsd - before.curve.endEquityUsd,
      netReturnRatio: after.curve.netReturnRatio - before.curve.netReturnRatio,
      maxDrawdownRatio: after.curve.maxDrawdown.ratio - before.curve.maxDrawdown.ratio,
    },
    notes,
  };
}

const figuresOf = ({ curve, trading, governance }: PerformanceReport) => ({
  endEquityUsd: curve.endEquityUsd,
  netReturnRatio: curve.netReturnRatio,
  maxDrawdownRatio: curve.maxDrawdown.ratio,
  worstDayRatio: curve.worstDay?.returnRatio ?? null,
  sharpeRatio: curve.sharpe.ratio,
  sharpeStandardErrorRatio: curve.sharpe.standardErrorRatio,
  trades: trading.trades,
  feesUsd: trading.feesUsd,
  entriesBlockedFraction: governance.entriesBlockedFraction,
  freezes: governance.freezes,
});
