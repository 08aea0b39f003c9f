/** What somebody who is handed a tear sheet has to know before believing it. */
import { minimumSample } from "../../kernel/analytics/sharpe-report.ts";
import { venueLine } from "../venue/venue-line.ts";
import { money, share, whole } from "../figures.ts";
import type { TearSheet } from "./tear-sheet.ts";

export function disclosures(sheet: TearSheet): string[] {
  const { manifest, report, config, analytics, holdCurve } = sheet;
  const { curve, trading, governance } = report;
  const venue = manifest.venue === undefined ? "" : ` ${venueLine(manifest.venue, config.instruments)}.`;
  const costs = `Taker fee ${ratesOf(config.instruments.map(({ takerFeeBps }) => takerFeeBps))} bps, half-spread ${ratesOf(config.instruments.map(({ halfSpreadBps }) => halfSpreadBps))} bps, impact by the square root of the share of a bar's volume.`;
  const all = [
    manifest.kind === "backtest"
      ? "Simulated: a backtest on recorded or invented prices. No order was sent to a venue and no money was at risk."
      : "Simulated: a paper fund on a simulated venue. No money was at risk.",
    `${costs}${venue} These are assumptions; a venue may charge more, and fills may be worse. Spot pays no funding.`,
    "Past and simulated results do not tell future ones. The rules were written after much of the past was known, and the symbols are known to have survived it.",
    "Returns are of daily closes (UTC, 365 days a year), after costs, without a risk-free rate, tax or a manager's fee. Growth a year counts calendar time.",
    `The benchmark buys equal parts of ${config.instruments.length === 1 ? "the symbol" : `the ${config.instruments.length} symbols`} at the first close, pays the taker fee once (${money(sheet.hold.feesUsd)}) and never trades again. It ended at ${money(holdCurve.endEquityUsd)}.`,
    "Attribution: each trade counts under the regime, hour and weekday it was opened in. What models contributed is shared out by weight and by how far from one half each word was: a convention, not a proof of skill.",
    "The farthest a price went for and against a trade is taken from whole bars, so the first bar of a trade may overstate it.",
  ];
  if (curve.elapsedYears < 1)
    all.push(`Growth a year and Calmar are extrapolated from ${(curve.elapsedYears * 365.25).toFixed(0)} days.`);
  if (curve.sharpe.isLowSample)
    all.push(`Low sample: ${whole(curve.sharpe.days)} days, below ${minimumSample}. No ratio here means anything yet.`);
  if (trading.isLowSample)
    all.push(`Low sample: ${whole(trading.trades)} trades, below ${minimumSample}. No rate of trades means much.`);
  const scripted = governance.freezes.filter(({ releasedBy }) => releasedBy === "scripted operator").length;
  if (scripted > 0)
    all.push(
      `${whole(scripted)} of ${whole(governance.freezes.length)} freezes were released by a script that never refuses; a person might have waited longer.`,
    );
  if (governance.entriesBlockedFraction > 0)
    all.push(
      `New positions were not allowed at ${share(governance.entriesBlockedFraction)} of closes: a fund that stood still is not a fund that is safe.`,
    );
  if (analytics.open.size > 0)
    all.push(
      `${whole(analytics.open.size)} ${analytics.open.size === 1 ? "position was" : "positions were"} open at the end, counted at the last price and apart from closed trades.`,
    );
  return all;
}

const ratesOf = (rates: readonly number[]): string => {
  const low = Math.min(...rates);
  const high = Math.max(...rates);
  return low === high ? String(low) : `${low} to ${high}`;
};
