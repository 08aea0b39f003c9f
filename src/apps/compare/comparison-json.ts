/** A comparison as data, with units in the names: written to `compare.json` and printed by `--json`. */
import type { CurveReport } from "../../kernel/analytics/curve-report.ts";
import { venueJson } from "../venue/venue-line.ts";
import { comparisonNotes } from "./comparison-notes.ts";
import type { GovernanceComparison } from "./governance-comparison.ts";

export function comparisonJson(comparison: GovernanceComparison) {
  const { config, bars, market, variants, buyAndHold, code, nodeVersion, folder } = comparison;
  return {
    format: 1,
    code,
    nodeVersion,
    market: { ...market, symbols: config.instruments.map(({ symbol }) => symbol), intervalMs: config.intervalMs },
    venue: venueJson(comparison.venue),
    bars,
    fromMs: buyAndHold.curve.startAtMs,
    toMs: buyAndHold.curve.endAtMs,
    variants: variants.map(({ name, about, digest, report, refusedEntries, sizeCuts }) => ({
      name,
      about,
      digest,
      ...curveFigures(report.curve),
      turnoverPerYearRatio: report.trading.turnoverPerYearRatio,
      trades: report.trading.trades,
      feesUsd: report.trading.feesUsd,
      entriesBlockedFraction: report.governance.entriesBlockedFraction,
      freezes: report.governance.freezes.length,
      refusedEntries,
      sizeCuts,
    })),
    buyAndHold: { ...curveFigures(buyAndHold.curve), feesUsd: buyAndHold.feesUsd },
    notes: comparisonNotes(comparison),
    run: folder ?? null,
  };
}

const curveFigures = (curve: CurveReport) => ({
  endEquityUsd: curve.endEquityUsd,
  netReturnRatio: curve.netReturnRatio,
  cagrRatio: curve.cagrRatio,
  maxDrawdownRatio: curve.maxDrawdown.ratio,
  worstDayRatio: curve.worstDay?.returnRatio ?? null,
  volatilityRatio: curve.volatilityRatio,
  sharpeRatio: curve.sharpe.ratio,
  sharpeStandardErrorRatio: curve.sharpe.standardErrorRatio,
});
