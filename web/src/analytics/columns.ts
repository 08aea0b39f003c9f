/** Attribution, strategies, models, drawdowns and round trips, column by column. No rate without its number of cases. */
import type { AttributionRow } from "../../../src/kernel/analytics/projection/attribution.ts";
import type {
  DrawdownMetrics,
  ModelMetrics,
  StrategyMetrics,
} from "../../../src/kernel/analytics/projection/metrics.ts";
import type { RoundTrip } from "../../../src/kernel/analytics/projection/round-trip.ts";
import type { SharpeReport } from "../../../src/kernel/analytics/sharpe-report.ts";
import {
  count,
  dateTime,
  decimals,
  duration,
  orUnknown,
  share,
  signedDecimals,
  signedUsd,
  toneOf,
  usd,
  words,
} from "../format.ts";
import { type Cell, type Column, plain } from "../table.ts";

export const sharpeCell = ({ ratio, standardErrorRatio, days, isLowSample }: SharpeReport): Cell => ({
  text: `${signedDecimals(ratio)} ± ${decimals(standardErrorRatio)}`,
  note: `${count(days)} days${isLowSample ? ", too few" : ""}`,
  tone: isLowSample ? "quiet" : "plain",
});

const money = (value: number): Cell => ({ text: signedUsd(value), tone: toneOf(value) });

const cases = (trades: number, openTrades: number): string =>
  `${count(trades)}${openTrades > 0 ? ` and ${count(openTrades)} open` : ""}`;

export const attributionColumns: Column<AttributionRow>[] = [
  { title: "Of", cell: ({ key }) => plain(key) },
  { title: "Trades", isNumber: true, cell: ({ trades, openTrades }) => plain(cases(trades, openTrades)) },
  { title: "Won", isNumber: true, cell: ({ winRateFraction }) => plain(orUnknown(winRateFraction, share)) },
  { title: "Average", isNumber: true, cell: ({ averageTradeUsd }) => plain(orUnknown(averageTradeUsd, signedUsd)) },
  { title: "Average R", isNumber: true, cell: ({ averageRRatio }) => plain(orUnknown(averageRRatio, signedDecimals)) },
  { title: "Fees", isNumber: true, cell: ({ feesUsd }) => plain(usd(feesUsd)) },
  { title: "Slippage", isNumber: true, cell: ({ slippageUsd }) => plain(usd(slippageUsd)) },
  { title: "Closed", isNumber: true, cell: ({ closedPnlUsd }) => money(closedPnlUsd) },
  { title: "Open", isNumber: true, cell: ({ openPnlUsd }) => money(openPnlUsd) },
  { title: "Profit", isNumber: true, cell: ({ pnlUsd }) => money(pnlUsd) },
];

export const strategyColumns: Column<StrategyMetrics>[] = [
  { title: "Strategy", cell: ({ strategyId }) => plain(strategyId) },
  { title: "Trades", isNumber: true, cell: ({ totalTrades, openTrades }) => plain(cases(totalTrades, openTrades)) },
  { title: "Won", isNumber: true, cell: ({ winRateFraction }) => plain(orUnknown(winRateFraction, share)) },
  { title: "Average profit", isNumber: true, cell: ({ avgProfitUsd }) => plain(orUnknown(avgProfitUsd, signedUsd)) },
  {
    title: "Profit factor",
    isNumber: true,
    cell: ({ profitFactorRatio }) => plain(orUnknown(profitFactorRatio, decimals)),
  },
  { title: "Sharpe", isNumber: true, cell: ({ sharpe }) => sharpeCell(sharpe) },
  { title: "Deepest drawdown", isNumber: true, cell: ({ maxDrawdownRatio }) => plain(share(maxDrawdownRatio)) },
  { title: "Profit", isNumber: true, cell: ({ pnlUsd }) => money(pnlUsd) },
];

export const modelColumns: Column<ModelMetrics>[] = [
  { title: "Model", cell: ({ modelId }) => plain(modelId) },
  { title: "Words", isNumber: true, cell: ({ calls }) => plain(count(calls)) },
  {
    title: "Came true",
    isNumber: true,
    cell: ({ hitRateFraction, judged, isLowSample }) => ({
      text: orUnknown(hitRateFraction, share),
      note: `of ${count(judged)} judged${isLowSample ? ", too few" : ""}`,
      tone: isLowSample ? "quiet" : "plain",
    }),
  },
  {
    title: "Brier score",
    isNumber: true,
    cell: ({ brierScore }) => ({ text: orUnknown(brierScore, (value) => value.toFixed(4)), note: "a coin: 0.25" }),
  },
  { title: "Trades", isNumber: true, cell: ({ trades }) => plain(count(trades)) },
  { title: "Share of profit", isNumber: true, cell: ({ contributionUsd }) => money(contributionUsd) },
];

export const drawdownColumns: Column<DrawdownMetrics>[] = [
  { title: "Depth", isNumber: true, cell: ({ depthRatio }) => plain(share(depthRatio)) },
  { title: "Peak", cell: ({ peakAtMs }) => plain(dateTime(peakAtMs)) },
  { title: "Trough", cell: ({ troughAtMs }) => plain(dateTime(troughAtMs)) },
  {
    title: "Recovered",
    cell: ({ recoveredAtMs }) => plain(recoveredAtMs === null ? "not yet" : dateTime(recoveredAtMs)),
  },
  { title: "Days", isNumber: true, cell: ({ lengthDays }) => plain(lengthDays.toFixed(1)) },
];

export const tripColumns: Column<RoundTrip>[] = [
  { title: "Closed, UTC", cell: ({ closedAtMs }) => plain(dateTime(closedAtMs)) },
  { title: "Symbol", cell: ({ symbol, strategy }) => ({ text: symbol, note: strategy }) },
  { title: "Held", isNumber: true, cell: ({ openedAtMs, closedAtMs }) => plain(duration(closedAtMs - openedAtMs)) },
  { title: "R", isNumber: true, cell: ({ rMultipleRatio }) => plain(signedDecimals(rMultipleRatio)) },
  { title: "Closed by", cell: ({ exitReason }) => plain(words(exitReason)) },
  { title: "Profit", isNumber: true, cell: ({ pnlUsd }) => money(pnlUsd) },
];
