/** `report.html`: a backtest on one page. */
import { caveatsOf } from "../caveats.ts";
import { compareRuns } from "../comparison.ts";
import { decimal, money, share, signedShare, whole } from "../../figures.ts";
import type { NamedSeries } from "../../html/curve-plots.ts";
import { legend, type LegendKey, lineKey } from "../../html/legend.ts";
import { escape, folded } from "../../html/markup.ts";
import { drawPage } from "../../html/page.ts";
import { caveatList, periodText, soft, type Tile, tiles } from "../../html/parts.ts";
import type { Backtest } from "../backtest.ts";
import { venueLine } from "../../venue/venue-line.ts";
import { stressDaysOf } from "../stress-days.ts";
import { drawCharts, namedSeries } from "./charts.ts";
import {
  comparisonTable,
  decisionTable,
  drawdownTable,
  freezeTable,
  monthTable,
  stressTable,
  timeShares,
  tradeTable,
} from "./tables.ts";

export function reportHtml(backtest: Backtest): string {
  const { config, main, governance, bars } = backtest;
  const { governance: governed, curve, trades } = main.report;
  const symbols = config.instruments.map(({ symbol }) => symbol).join(", ");
  const all = namedSeries(backtest);
  const body = `${soft(periodText({ curve, config, bars }))}
${tiles(headline(backtest))}
<h2>Curves</h2>
${legend(keysOf(backtest, all))}
<p id="reading" aria-hidden="true"></p>
${drawCharts(backtest, all)}
<h2>Beside the same run without governance, and buy-and-hold</h2>
${comparisonTable(compareRuns(backtest))}
<h2>Months</h2>
${monthTable(curve.months)}
<h2>Drawdowns</h2>
${drawdownTable(curve.drawdowns)}
<h2>The market's worst days</h2>
${stressTable(stressDaysOf(backtest))}
${governance === "on" ? `<h2>Freezes</h2>\n${freezeTable(governed.freezes)}\n${timeShares(governed)}` : ""}
<h2>Trades and decisions</h2>
${folded(`${whole(trades.length)} trades`, `<div class="long">${tradeTable(trades)}</div>`)}
${folded(`${whole(governed.decisions.length)} decisions`, `<div class="long">${decisionTable(governed.decisions)}</div>`)}
<h2>What this does not prove</h2>
${caveatList(caveatsOf(backtest))}
${identity(backtest)}`;
  return drawPage({ title: `Backtest of ${symbols}`, body, series: all });
}

function headline({ main, governance }: Backtest): Tile[] {
  const { curve, trading, governance: governed } = main.report;
  const low = trading.isLowSample ? `low sample: ${trading.trades} trades` : `${whole(trading.trades)} trades`;
  return [
    ["Net return", signedShare(curve.netReturnRatio), `CAGR ${signedShare(curve.cagrRatio)}`],
    ["Sharpe", decimal(curve.sharpe.ratio), `± ${decimal(curve.sharpe.standardErrorRatio)} standard error`],
    ["Max drawdown", share(curve.maxDrawdown.ratio), `Calmar ${decimal(curve.calmarRatio)}`],
    ["Win rate", share(trading.winRateFraction), low],
    ["Fees", money(trading.feesUsd), `turnover ${decimal(trading.turnoverPerYearRatio, 1)} x a year`],
    governance === "on"
      ? ["Entries blocked", share(governed.entriesBlockedFraction), `${whole(governed.freezes.length)} freezes`]
      : ["Governance", "off", "guard and stops stay"],
  ];
}

const bandKeys: readonly LegendKey[] = [
  { kind: "PATCH", className: "frozen", name: "frozen" },
  { kind: "PATCH", className: "restricted", name: "trading mode other than LIVE" },
];

const keysOf = ({ governance }: Backtest, all: readonly NamedSeries[]): LegendKey[] => [
  ...all.map(lineKey),
  ...(governance === "off" ? [] : bandKeys),
];

function identity({ digest, code, nodeVersion, market, config, venue, entries, facts }: Backtest): string {
  const text = `Digest of ${whole(facts)} facts of ${whole(entries)} entries. Code ${code}, Node ${nodeVersion}, seed ${config.seed}. ${venueLine(venue, config.instruments)}.`;
  return `<h2>Identity</h2><p class="soft">${escape(text)}</p><p><code>${escape(digest)}</code><br><code>${escape(market.identity)}</code></p>`;
}
