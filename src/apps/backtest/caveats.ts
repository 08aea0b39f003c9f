/** What a backtest does not prove, said beside its figures. */
import { minimumSample } from "../../kernel/analytics/sharpe-report.ts";
import type { Backtest } from "./backtest.ts";

export function caveatsOf({ main, config, governance, notes, bars }: Backtest): string[] {
  const { curve, trading, governance: governed } = main.report;
  const fees = [...new Set(config.instruments.map(({ takerFeeBps }) => takerFeeBps))].join(" to ");
  const spreads = [...new Set(config.instruments.map(({ halfSpreadBps }) => halfSpreadBps))].join(" to ");
  const caveats = [
    `Costs are assumed: taker fee ${fees} bps, half-spread ${spreads} bps, square-root impact by share of the bar's volume. ` +
      "Market orders fill at the next open; inside a bar the stop comes first.",
    "The past is one path and these symbols are known to have survived it. Sharpe is known to within its standard error at best.",
  ];
  if (trading.isLowSample)
    caveats.push(`Low sample: ${trading.trades} trades, below ${minimumSample}; its rates mean little.`);
  if (curve.sharpe.isLowSample)
    caveats.push(
      `Low sample: ${curve.sharpe.days} days, below ${minimumSample}; Sharpe and what follows from it mean little.`,
    );
  if (curve.elapsedYears < 1)
    caveats.push(`CAGR and Calmar are extrapolated from ${(curve.elapsedYears * 365.25).toFixed(0)} days.`);
  if (trading.trades === 0 && bars > 0)
    caveats.push("Nothing was traded: the models need 481 bars to speak, and an edge above costs to act.");
  if (governance === "on") caveats.push(...governedCaveats(governed));
  if (governance === "off")
    caveats.push("Governance off still has the guard: order sanity, size limits and stops. No loss stops it.");
  return [...caveats, ...notes];
}

function governedCaveats({ freezes, entriesBlockedFraction }: Backtest["main"]["report"]["governance"]): string[] {
  const blocked = `${(entriesBlockedFraction * 100).toFixed(1)} %`;
  const scripted = freezes.filter(({ releasedBy }) => releasedBy === "scripted operator").length;
  const caveats = [`Entries were blocked at ${blocked} of closes: a fund that stopped is not a fund that is safe.`];
  if (scripted > 0)
    caveats.push(
      `${scripted} of ${freezes.length} freezes were released by the scripted operator, who gives a review after 24 h of ` +
        "fund time and never refuses. A person might have waited longer, or not released at all.",
    );
  caveats.push(
    "The ungoverned run keeps the guard's order sanity, size limits and stops; only the council, ESS and loss limits are off.",
  );
  return caveats;
}
