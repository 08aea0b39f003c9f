/**
 * `report.html`: one file that holds everything, asks for nothing from a network, and reads well on any screen, in
 * light and dark, with and without script.
 */
import { formatInterval } from "../../../adapters/recorded-market/bar-interval.ts";
import { caveatsOf } from "../caveats.ts";
import { compareRuns } from "../comparison.ts";
import { decimal, minuteOf, money, share, signedShare, whole } from "../figures.ts";
import type { Backtest } from "../backtest.ts";
import { stressDaysOf } from "../stress-days.ts";
import { drawCharts, type NamedSeries, namedSeries } from "./charts.ts";
import { escape, folded, framed } from "./markup.ts";
import { pageScript } from "./page-script.ts";
import { pageStyle } from "./page-style.ts";
import { frame, plotLeft, plotRight } from "./plot.ts";
import { decisionTable, drawdownTable, freezeTable, monthTable, stressTable, tradeTable } from "./tables.ts";

export function reportHtml(backtest: Backtest): string {
  const { config, main, governance } = backtest;
  const { governance: governed, curve, trades } = main.report;
  const symbols = config.instruments.map(({ symbol }) => symbol).join(", ");
  const all = namedSeries(backtest);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(`Backtest of ${symbols}`)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1>${escape(`Backtest of ${symbols}`)}</h1>
<p class="soft">${escape(periodOf(backtest))}</p>
${tiles(backtest)}
<h2>Curves</h2>
${legend(backtest, all)}
<p id="reading" aria-hidden="true"></p>
${drawCharts(backtest, all)}
<h2>Beside the same run without governance, and buy-and-hold</h2>
${comparison(backtest)}
<h2>Months</h2>
${monthTable(curve.months)}
<h2>Drawdowns</h2>
${drawdownTable(curve.drawdowns)}
<h2>The market's worst days</h2>
${stressTable(stressDaysOf(backtest))}
${governance === "on" ? `<h2>Freezes</h2>\n${freezeTable(governed.freezes)}\n${timeShares(backtest)}` : ""}
<h2>Trades and decisions</h2>
${folded(`${whole(trades.length)} trades`, `<div class="long">${tradeTable(trades)}</div>`)}
${folded(`${whole(governed.decisions.length)} decisions`, `<div class="long">${decisionTable(governed.decisions)}</div>`)}
<h2>What this does not prove</h2>
<ul class="caveats">${caveatsOf(backtest)
    .map((each) => `<li>${escape(each)}</li>`)
    .join("")}</ul>
${identity(backtest)}
</main>
<script type="application/json" id="series">${seriesJson(all)}</script>
<script>${pageScript}</script>
</body>
</html>
`;
}

function periodOf({ config, bars, main }: Backtest): string {
  const { startAtMs, endAtMs, elapsedYears, startEquityUsd } = main.report.curve;
  const interval = formatInterval(config.intervalMs);
  return `${minuteOf(startAtMs)} to ${minuteOf(endAtMs)} UTC (${elapsedYears.toFixed(2)} years), ${whole(bars)} bars of ${interval}, from ${money(startEquityUsd)}.`;
}

function tiles({ main, governance }: Backtest): string {
  const { curve, trading, governance: governed } = main.report;
  const low = trading.isLowSample ? `low sample: ${trading.trades} trades` : `${whole(trading.trades)} trades`;
  const all: (readonly [string, string, string])[] = [
    ["Net return", signedShare(curve.netReturnRatio), `CAGR ${signedShare(curve.cagrRatio)}`],
    ["Sharpe", decimal(curve.sharpe.ratio), `± ${decimal(curve.sharpe.standardErrorRatio)} standard error`],
    ["Max drawdown", share(curve.maxDrawdown.ratio), `Calmar ${decimal(curve.calmarRatio)}`],
    ["Win rate", share(trading.winRateFraction), low],
    ["Fees", money(trading.feesUsd), `turnover ${decimal(trading.turnoverPerYearRatio, 1)} x a year`],
    governance === "on"
      ? ["Entries blocked", share(governed.entriesBlockedFraction), `${whole(governed.freezes.length)} freezes`]
      : ["Governance", "off", "guard and stops stay"],
  ];
  const tile = ([name, value, note]: readonly [string, string, string]) =>
    `<div><dt>${escape(name)}</dt><dd>${escape(value)}<small>${escape(note)}</small></dd></div>`;
  return `<dl class="tiles">${all.map(tile).join("")}</dl>`;
}

function legend({ governance }: Backtest, all: readonly NamedSeries[]): string {
  const key = (inner: string, name: string) =>
    `<li><svg class="plot" viewBox="0 0 26 12" aria-hidden="true">${inner}</svg>${escape(name)}</li>`;
  const lines = all.map(({ name, className }) => key(`<path class="line ${className}" d="M0 6H26"/>`, name));
  const bands =
    governance === "off"
      ? []
      : [
          key('<rect class="frozen" width="26" height="12"/>', "frozen"),
          key('<rect class="restricted" width="26" height="12"/>', "trading mode other than LIVE"),
        ];
  return `<ul class="legend">${[...lines, ...bands].join("")}</ul>`;
}

function comparison(backtest: Backtest): string {
  const { columns, rows } = compareRuns(backtest);
  const classOf = (index: number) => (index === 0 ? "figure main" : "figure");
  const head = columns.map((name, index) => `<th scope="col" class="${classOf(index)}">${escape(name)}</th>`).join("");
  const body = rows.map(([label, ...values]) => {
    const cells = values.map((value, index) => `<td class="${classOf(index)}">${escape(value)}</td>`).join("");
    return `<tr${label.startsWith(" ") ? ' class="part"' : ""}><th scope="row">${escape(label.trim())}</th>${cells}</tr>`;
  });
  const inner = `<thead><tr><td></td>${head}</tr></thead><tbody>${body.join("\n")}</tbody>`;
  return `<div class="compare">${framed("Daily closes at 365 a year; growth by calendar time", inner)}</div>`;
}

function timeShares({ main }: Backtest): string {
  const { tradingModes, capitalProfiles, operatingModes, systemRiskModes, frozenFraction } = main.report.governance;
  const list = (all: readonly { name: string; shareFraction: number }[]) =>
    all
      .filter(({ shareFraction }) => shareFraction > 0)
      .map(({ name, shareFraction }) => `${name} ${share(shareFraction)}`)
      .join(", ");
  const text = `Shares of closes: trading mode ${list(tradingModes)}; capital profile ${list(capitalProfiles)}; operating mode ${list(operatingModes)}; system risk mode ${list(systemRiskModes)}; frozen ${share(frozenFraction)}.`;
  return `<p class="soft" style="margin-top:10px">${escape(text)}</p>`;
}

function identity({ digest, code, nodeVersion, market, config, entries, facts }: Backtest): string {
  const text = `Digest of ${whole(facts)} facts of ${whole(entries)} entries. Code ${code}, Node ${nodeVersion}, seed ${config.seed}.`;
  return `<h2>Identity</h2><p class="soft">${escape(text)}</p><p><code>${escape(digest)}</code><br><code>${escape(market.identity)}</code></p>`;
}

/** As data inside the page: `<` must not end the script element. */
const seriesJson = (all: readonly NamedSeries[]): string =>
  JSON.stringify({
    left: plotLeft,
    right: plotRight,
    width: frame.width,
    runs: all.map(({ name, series }) => ({ name, ...series })),
  }).replaceAll("<", "\\u003c");
