/** The panels and tables of a tear sheet: headline, attribution, distribution, costs, what is still held. */
import { attributionOf, type AttributionRow } from "../../../kernel/analytics/projection/attribution.ts";
import type { Dimension } from "../../../kernel/analytics/projection/dimensions.ts";
import { costsOf, modelMetrics, strategyMetrics } from "../../../kernel/analytics/projection/metrics.ts";
import { pnlNow } from "../../../kernel/analytics/projection/open-trade.ts";
import type { SharpeReport } from "../../../kernel/analytics/sharpe-report.ts";
import { fromMicros } from "../../../kernel/ledger/ledger.ts";
import { dayOf, decimal, length, minuteOf, money, share, signedShare, whole } from "../../figures.ts";
import { type Bar, binsOf, drawBars, drawColumns, drawHistogram } from "../../html/bars.ts";
import { escape, table } from "../../html/markup.ts";
import { type Tile, tiles } from "../../html/parts.ts";
import type { TearSheet } from "../tear-sheet.ts";

/** Never a ratio without its error and the number of days behind it. */
export const sharpeText = ({ ratio, standardErrorRatio }: SharpeReport): string =>
  `${decimal(ratio)} ± ${decimal(standardErrorRatio)}`;

const daysAndOdds = ({ days, above0Fraction, isLowSample }: SharpeReport): string =>
  `${isLowSample ? "low sample: " : ""}${whole(days)} days; above 0 with ${above0Fraction === null ? "unknown odds" : `${(above0Fraction * 100).toFixed(0)} %`}`;

export function headline({ report, holdCurve, against, analytics }: TearSheet): string {
  const { curve, trading } = report;
  const { maxDrawdown, sharpe } = curve;
  const open = analytics.open.size;
  const all: Tile[] = [
    ["Net return", signedShare(curve.netReturnRatio), `buy-and-hold ${signedShare(holdCurve.netReturnRatio)}`],
    ["Growth a year", signedShare(curve.cagrRatio), `over ${curve.elapsedYears.toFixed(2)} years`],
    ["Sharpe, standard error", sharpeText(sharpe), daysAndOdds(sharpe)],
    ["Volatility a year", share(curve.volatilityRatio), `buy-and-hold ${share(holdCurve.volatilityRatio)}`],
    [
      "Deepest drawdown",
      share(maxDrawdown.ratio),
      maxDrawdown.ratio === 0
        ? "never below an earlier close"
        : `${length(maxDrawdown.lengthMs)}, ${maxDrawdown.recoveredAtMs === null ? "not recovered" : `recovered ${dayOf(maxDrawdown.recoveredAtMs)}`}`,
    ],
    [
      "Beta, alpha a year",
      `${decimal(against?.betaRatio)}, ${signedShare(against?.alphaRatio)}`,
      "to buy-and-hold, daily",
    ],
    [
      "Trades won",
      share(trading.winRateFraction),
      `${trading.isLowSample ? "low sample: " : ""}${whole(trading.trades)} closed${open > 0 ? `, ${open} open` : ""}`,
    ],
    [
      "Average trade",
      decimal(trading.averageRRatio) === "–" ? "–" : `${decimal(trading.averageRRatio)} R`,
      `profit factor ${decimal(trading.profitFactorRatio)}`,
    ],
  ];
  return tiles(all);
}

const titles: Readonly<Record<Dimension, string>> = {
  symbol: "By symbol",
  strategy: "By strategy",
  model: "By model",
  regime: "By market regime at entry",
  exit_reason: "By reason of exit",
  weekday: "By weekday of entry",
  hour: "By hour of entry, UTC",
};
const inPanels = ["symbol", "strategy", "model", "regime", "exit_reason", "weekday"] as const;

export function attributionPanels({ analytics }: TearSheet): string {
  if (analytics.closed.trades + analytics.open.size === 0) return "<p>Nothing was traded.</p>";
  const barsOf = (dimension: Dimension): Bar[] =>
    attributionOf(analytics, dimension).rows.map((row) => barOf(row, dimension));
  const panels = inPanels.map((dimension) => panel(titles[dimension], drawBars(titles[dimension], barsOf(dimension))));
  const hours = panel(titles.hour, drawColumns(titles.hour, everyHour(barsOf("hour"))), "wide");
  return `<div class="panels">${[...panels, hours].join("\n")}</div>`;
}

const panel = (title: string, drawn: string, className = ""): string =>
  `<figure class="${className}"><figcaption>${escape(title)} <span>USD</span></figcaption>${drawn}</figure>`;

const barOf = (row: AttributionRow, dimension: Dimension): Bar => ({
  label: dimension === "regime" || dimension === "exit_reason" ? words(row.key) : row.key,
  value: row.pnlUsd,
  said: decimal(row.pnlUsd),
  note: noteOf(row),
});
const words = (name: string): string => name.toLowerCase().replaceAll("_", " ");

/** Hours in which nothing was opened stand there too, so that the axis is a day. */
const everyHour = (bars: readonly Bar[]): Bar[] =>
  Array.from({ length: 24 }, (_, hour) => {
    const label = `${String(hour).padStart(2, "0")}:00`;
    return bars.find((bar) => bar.label === label) ?? { label, value: 0, said: "0.00", note: "nothing opened" };
  });

const noteOf = ({ trades, openTrades, winRateFraction }: AttributionRow): string =>
  `${whole(trades)} closed${openTrades > 0 ? `, ${whole(openTrades)} open` : ""}, won ${share(winRateFraction)}`;

export function distributionPanel({ analytics, report: { trading } }: TearSheet): string {
  const multiples = analytics.trips.map(({ rMultipleRatio }) => rMultipleRatio);
  if (multiples.length === 0) return "<p>No trade was closed.</p>";
  const best = trading.bestTrade;
  const worst = trading.worstTrade;
  const caption = `Closed trades by profit in R, the risk taken at entry <span>(${whole(multiples.length)} trades)</span>`;
  const ends =
    best === null || worst === null
      ? ""
      : `Best: ${best.symbol} ${dayOf(best.closedAtMs)}, ${money(best.pnlUsd)} (${decimal(best.rMultipleRatio)} R). Worst: ${worst.symbol} ${dayOf(worst.closedAtMs)}, ${money(worst.pnlUsd)} (${decimal(worst.rMultipleRatio)} R). Held ${length(trading.averageHoldingMs)} on average.`;
  const drawn = drawHistogram("Distribution of trades in R", binsOf(multiples), (value) => decimal(value, 1));
  return `<div class="panels"><figure class="wide"><figcaption>${caption}</figcaption>${drawn}</figure></div><p class="soft">${escape(ends)}</p>`;
}

export function costTable({ analytics, report: { trading, curve } }: TearSheet): string {
  const { atReferenceUsd, slippageUsd, feesUsd, fundingUsd, pnlUsd } = costsOf(analytics);
  const ofTraded = (amount: number): string =>
    trading.tradedUsd > 0 ? `${decimal((amount / trading.tradedUsd) * 10_000, 1)} bps` : "–";
  const rows: [string, string, string][] = [
    ["At the prices decided on", money(atReferenceUsd), ""],
    ["Slippage against them", money(-slippageUsd), ofTraded(slippageUsd)],
    ["Fees", money(-feesUsd), ofTraded(feesUsd)],
    ["Funding (spot pays none)", money(-fundingUsd), ofTraded(fundingUsd)],
    ["Profit", money(pnlUsd), ""],
  ];
  const caption = `Traded ${money(trading.tradedUsd)} in ${whole(trading.fills)} fills, ${decimal(trading.turnoverPerYearRatio, 1)} times mean equity a year${curve.elapsedYears < 1 ? " at this pace" : ""}`;
  const columns = [
    { name: "Where it went" },
    { name: "USD", isFigure: true },
    { name: "Of what was traded", isFigure: true },
  ];
  return `<div class="costs">${table(caption, columns, rows)}</div>`;
}

export function strategyTable({ analytics }: TearSheet): string {
  const rows = strategyMetrics(analytics).map((each) => [
    each.strategyId,
    whole(each.totalTrades),
    share(each.winRateFraction),
    money(each.avgProfitUsd),
    decimal(each.averageRRatio),
    decimal(each.profitFactorRatio),
    sharpeText(each.sharpe),
    share(each.maxDrawdownRatio),
    money(each.pnlUsd),
  ]);
  const figures = ["Trades", "Won", "Average", "R", "Profit factor", "Sharpe", "Deepest drawdown", "Profit"];
  const columns = [{ name: "Strategy" }, ...figures.map((name) => ({ name, isFigure: true }))];
  return table("Strategies, after costs; Sharpe of their daily profit on the fund's equity", columns, rows);
}

export function modelTable({ analytics }: TearSheet): string {
  const all = modelMetrics(analytics);
  if (all.length === 0) return "";
  const rows = all.map((each) => [
    each.modelId,
    whole(each.calls),
    whole(each.judged),
    share(each.hitRateFraction),
    decimal(each.brierScore, 4),
    whole(each.trades),
    money(each.contributionUsd),
  ]);
  const figures = ["Words", "Judged", "Right", "Brier score", "Trades", "Share of profit"];
  const columns = [{ name: "Model" }, ...figures.map((name) => ({ name, isFigure: true }))];
  return table("Models behind the fund's wishes to trade; a coin has a Brier score of 0.25", columns, rows);
}

export function heldTable({ analytics }: TearSheet): string {
  if (analytics.open.size === 0) return "";
  const rows = [...analytics.open.values()].map((trade) => [
    trade.symbol,
    trade.strategy,
    minuteOf(trade.openedAtMs),
    String(trade.quantity),
    decimal(trade.markUsd, 2),
    money(fromMicros(pnlNow(trade))),
  ]);
  const columns = [
    { name: "Symbol" },
    { name: "Strategy" },
    { name: "Opened, UTC" },
    { name: "Quantity", isFigure: true },
    { name: "Last price, USD", isFigure: true },
    { name: "Profit so far", isFigure: true },
  ];
  return `<h2>Held at the end</h2>\n${table("Open positions at their last price, after the fees paid so far", columns, rows)}`;
}
