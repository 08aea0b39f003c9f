/** The three columns of a report: the run, the same run without governance, and buy-and-hold. */
import { type BenchmarkReport, reportAgainst } from "../../kernel/analytics/benchmark-report.ts";
import type { CurveReport } from "../../kernel/analytics/curve-report.ts";
import type { TradingReport } from "../../kernel/analytics/trading-report.ts";
import { dayOf, decimal, length, money, share, signedShare, whole } from "../figures.ts";
import type { Backtest, PlayedRun } from "./backtest.ts";

export type Comparison = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly [label: string, ...values: string[]])[];
};

/** What one column is made of; buy-and-hold has no trades, only fees. */
export type FigureColumn = {
  readonly name: string;
  readonly curve: CurveReport;
  /** Beside buy-and-hold; nothing for buy-and-hold itself. */
  readonly against: BenchmarkReport | null;
  readonly trading: TradingReport | undefined;
  readonly fees: number;
};

export function compareRuns({ main, ungoverned, buyAndHold, governance }: Backtest): Comparison {
  const columns: FigureColumn[] = [];
  const add = (name: string, { report: { curve, trading }, record }: PlayedRun) => {
    const against = reportAgainst(record, buyAndHold.record);
    columns.push({ name, curve, against, trading, fees: trading.feesUsd });
  };
  add(governance === "on" ? "governed" : "ungoverned", main);
  if (ungoverned !== undefined) add("ungoverned", ungoverned);
  const { curve, feesUsd } = buyAndHold;
  columns.push({ name: "buy-and-hold", curve, against: null, trading: undefined, fees: feesUsd });
  return compareColumns(columns);
}

/** Any runs side by side, the same rows for each. */
export function compareColumns(columns: readonly FigureColumn[]): Comparison {
  const row = (label: string, of: (column: FigureColumn) => string): [string, ...string[]] => [
    label,
    ...columns.map(of),
  ];
  return { columns: columns.map(({ name }) => name), rows: [...curveRows(row), ...tradingRows(row)] };
}

type Row = (label: string, of: (column: FigureColumn) => string) => [string, ...string[]];

const curveRows = (row: Row) => [
  row("End equity", ({ curve }) => money(curve.endEquityUsd)),
  row("Net return", ({ curve }) => signedShare(curve.netReturnRatio)),
  row("CAGR", ({ curve }) => signedShare(curve.cagrRatio)),
  row("Volatility, a year", ({ curve }) => share(curve.volatilityRatio)),
  row("Sharpe", ({ curve }) => decimal(curve.sharpe.ratio)),
  row("  standard error", ({ curve }) => `± ${decimal(curve.sharpe.standardErrorRatio)}`),
  row("  autocorrelation counted", ({ curve }) => decimal(curve.sharpe.autocorrelationAdjustedRatio)),
  row("  probability above 0", ({ curve }) => probability(curve)),
  row("  days of record needed", ({ curve }) => recordNeeded(curve)),
  row("Sortino", ({ curve }) => decimal(curve.sortinoRatio)),
  row("Omega", ({ curve }) => decimal(curve.omegaRatio)),
  row("Tail ratio", ({ curve }) => decimal(curve.tailRatio)),
  row("Beta to buy-and-hold", ({ against }) => decimal(against?.betaRatio)),
  row("  alpha, a year", ({ against }) => signedShare(against?.alphaRatio)),
  row("  capture, up / down", ({ against }) => capture(against)),
  row("Max drawdown", ({ curve }) => share(curve.maxDrawdown.ratio)),
  row("  peak", ({ curve }) => dayOf(curve.maxDrawdown.peakAtMs)),
  row("  trough", ({ curve }) => dayOf(curve.maxDrawdown.troughAtMs)),
  row("  recovered", ({ curve }) => (curve.maxDrawdown.ratio > 0 ? recovered(curve) : dayOf(null))),
  row("Calmar", ({ curve }) => decimal(curve.calmarRatio)),
  row("Exposure, mean", ({ curve }) => share(curve.exposure.meanRatio)),
  row("Time in market", ({ curve }) => share(curve.exposure.inMarketFraction)),
  row("Worst day", ({ curve }) => signedShare(curve.worstDay?.returnRatio)),
  row("  on", ({ curve }) => dayOf(curve.worstDay?.dayStartMs)),
  row("Best day", ({ curve }) => signedShare(curve.bestDay?.returnRatio)),
  row("  on", ({ curve }) => dayOf(curve.bestDay?.dayStartMs)),
];

const probability = ({ sharpe }: CurveReport): string =>
  `${share(sharpe.above0Fraction)}${sharpe.isLowSample && sharpe.above0Fraction !== null ? " (low sample)" : ""}`;

/** Beside the days there are. A ratio of 0 or less needs more than any record. */
const recordNeeded = ({ sharpe }: CurveReport): string =>
  sharpe.trackRecordNeededDays === null
    ? decimal(null)
    : `${whole(sharpe.trackRecordNeededDays)} of ${whole(sharpe.days)}`;

/** Of months; nothing where no month rose and none fell. */
const capture = (against: BenchmarkReport | null): string =>
  against === null ? decimal(null) : `${decimal(against.upCaptureRatio)} / ${decimal(against.downCaptureRatio)}`;

const recovered = ({ maxDrawdown }: CurveReport): string =>
  maxDrawdown.recoveredAtMs === null ? "not yet" : dayOf(maxDrawdown.recoveredAtMs);

const ofTrades =
  (show: (trading: TradingReport) => string) =>
  ({ trading }: FigureColumn): string =>
    trading === undefined ? "" : show(trading);

const tradingRows = (row: Row) => [
  row(
    "Trades closed",
    ofTrades(({ trades }) => whole(trades)),
  ),
  row(
    "  still open",
    ofTrades(({ openPositionsAtEnd }) => whole(openPositionsAtEnd)),
  ),
  row(
    "  win rate",
    ofTrades(({ winRateFraction }) => share(winRateFraction)),
  ),
  row(
    "  profit factor",
    ofTrades(({ profitFactorRatio }) => decimal(profitFactorRatio)),
  ),
  row(
    "  average",
    ofTrades(({ averageTradeUsd }) => money(averageTradeUsd)),
  ),
  row(
    "  average in R",
    ofTrades(({ averageRRatio }) => decimal(averageRRatio)),
  ),
  row(
    "  best",
    ofTrades(({ bestTrade }) => money(bestTrade?.pnlUsd)),
  ),
  row(
    "  worst",
    ofTrades(({ worstTrade }) => money(worstTrade?.pnlUsd)),
  ),
  row(
    "  held, average",
    ofTrades(({ averageHoldingMs }) => length(averageHoldingMs)),
  ),
  row("Fees", ({ fees }) => money(fees)),
  row(
    "Turnover, a year",
    ofTrades(({ turnoverPerYearRatio }) => `${decimal(turnoverPerYearRatio, 1)} x`),
  ),
];
