/** Equity and drawdown of every fund of a comparison over one time axis. */
import { share, whole } from "../../backtest/figures.ts";
import { escape } from "../../backtest/html/markup.ts";
import { drawPlot, frame, plotLeft, plotRight } from "../../backtest/html/plot.ts";
import { linearScale, logScale, type Span, timeTicks } from "../../backtest/html/scale.ts";
import { type Series, thinSeries } from "../../backtest/html/thin-series.ts";
import type { GovernanceComparison } from "../governance-comparison.ts";
import { allName, offName } from "../variants.ts";

export type FundSeries = {
  readonly name: string;
  readonly className: string;
  readonly netReturnRatio: number;
  readonly series: Series;
};

const classNames: Readonly<Record<string, string>> = { [offName]: "off", [allName]: "main" };

/** Every fund, and buy-and-hold last. */
export function fundSeries({ variants, buyAndHold }: GovernanceComparison): FundSeries[] {
  const funds = variants.map(({ name, record, report }, index) => ({
    name,
    className: classNames[name] ?? `fund-${index}`,
    netReturnRatio: report.curve.netReturnRatio,
    series: thinSeries(record),
  }));
  const { curve, record } = buyAndHold;
  const netReturnRatio = curve.netReturnRatio;
  return [...funds, { name: "buy-and-hold", className: "hold", netReturnRatio, series: thinSeries(record) }];
}

export function spanOf(columns: readonly (readonly number[])[]): Span {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const column of columns)
    for (const value of column) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  return { low, high };
}

export type DrawnComparison = { readonly equity: string; readonly drawdown: string };
export const equityHeight = 420;
export const drawdownHeight = 300;

/** Both plots as inline SVG; colours come from the style of the page around them. */
export function drawPlots(all: readonly FundSeries[]): DrawnComparison {
  const { low, high: last } = spanOf(all.map(({ series }) => series.at));
  const high = Math.max(last, low + 1);
  const x = (at: number) => plotLeft + ((at - low) / (high - low)) * (plotRight - plotLeft);
  const shared = { x, timeTicks: timeTicks({ low, high }), bands: [] };
  // Over the others, whose curves may be the same.
  const isEnd = ({ name }: FundSeries) => name === offName || name === allName;
  const inFront = [...all.filter((each) => !isEnd(each)), ...all.filter(isEnd)];
  const linesOf = (of: (series: Series) => readonly number[]) =>
    inFront.map(({ className, series }) => ({ className, at: series.at, values: of(series) }));
  const equities = spanOf(all.map(({ series }) => series.equity));
  const deepest = spanOf(all.map(({ series }) => series.drawdown)).high;
  const range = (height: number) => ({ from: height - frame.bottom, to: frame.top });
  const names = all.map(({ name }) => name).join(", ");
  const equity = drawPlot({
    ...shared,
    id: "equity",
    title: "Equity in USD, logarithmic",
    description: `Equity of ${names}.`,
    height: equityHeight,
    y: logScale({ low: equities.low * 0.97, high: equities.high * 1.03 }, range(equityHeight)),
    tickLabel: whole,
    lines: linesOf((series) => series.equity),
  });
  const drawdown = drawPlot({
    ...shared,
    id: "drawdown",
    title: "Drawdown from the highest equity so far",
    description: `Drawdowns of ${names}; the deepest is ${share(deepest)}.`,
    height: drawdownHeight,
    y: linearScale({ low: -Math.max(deepest, 0.01), high: 0 }, range(drawdownHeight), 5),
    tickLabel: (value) => share(value).replace(".00", ""),
    lines: linesOf((series) => series.drawdown.map((each) => -each)),
  });
  return { equity, drawdown };
}

export function drawComparison(all: readonly FundSeries[]): string {
  const { equity, drawdown } = drawPlots(all);
  return [figure("Equity, USD (logarithmic)", equity), figure("Drawdown", drawdown)].join("\n");
}

const figure = (caption: string, plot: string): string =>
  `<figure><figcaption>${escape(caption)}</figcaption>${plot}</figure>`;
