/** Plots of equity, drawdown and exposure over one time axis, the same in every report. */
import { share, whole } from "../figures.ts";
import { escape } from "./markup.ts";
import { type Band, drawPlot, frame, type Line, plotLeft, plotRight } from "./plot.ts";
import { linearScale, logScale, type Span, timeTicks, type TimeTick } from "./scale.ts";
import type { Series } from "./thin-series.ts";

export type NamedSeries = { readonly name: string; readonly className: string; readonly series: Series };

export type TimeAxis = {
  readonly x: (at: number) => number;
  readonly timeTicks: readonly TimeTick[];
  readonly bands: readonly Band[];
};

export function timeAxis({ low, high: last }: Span, bands: readonly Band[] = []): TimeAxis {
  const high = Math.max(last, low + 1);
  const x = (at: number) => plotLeft + ((at - low) / (high - low)) * (plotRight - plotLeft);
  return { x, timeTicks: timeTicks({ low, high }), bands };
}

/** Lowest and highest of all values. */
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

/** Room above and below, so that no line touches the frame. */
export const equitySpan = (all: readonly { readonly series: Series }[]): Span => {
  const { low, high } = spanOf(all.map(({ series }) => series.equity));
  return { low: low * 0.97, high: high * 1.03 };
};
export const drawdownSpan = (all: readonly { readonly series: Series }[]): Span => ({
  low: -Math.max(spanOf(all.map(({ series }) => series.drawdown)).high, 0.01),
  high: 0,
});

export const pixelsOf = (height: number): { from: number; to: number } => ({
  from: height - frame.bottom,
  to: frame.top,
});

/** Without the decimals of round values. */
export const shareTick = (value: number): string => share(value).replace(".00", "");

const linesOf = (all: readonly NamedSeries[], of: (series: Series) => readonly number[]): Line[] =>
  all.map(({ className, series }) => ({ className, at: series.at, values: of(series) }));

type Curves = {
  readonly axis: TimeAxis;
  /** Those in front last. */
  readonly all: readonly NamedSeries[];
  readonly height: number;
  /** What one would see, for those who do not. */
  readonly description: string;
};

export const equityPlot = ({ axis, all, height, description }: Curves): string =>
  drawPlot({
    ...axis,
    id: "equity",
    title: "Equity in USD, logarithmic",
    description,
    height,
    y: logScale(equitySpan(all), pixelsOf(height)),
    tickLabel: whole,
    lines: linesOf(all, (series) => series.equity),
  });

/** @param filled class of the line that is filled up to zero */
export const drawdownPlot = ({ axis, all, height, description }: Curves, ticks: number, filled?: string): string =>
  drawPlot({
    ...axis,
    id: "drawdown",
    title: "Drawdown from the highest equity so far",
    description,
    height,
    y: linearScale(drawdownSpan(all), pixelsOf(height), ticks),
    tickLabel: shareTick,
    lines: linesOf(all, (series) => series.drawdown.map((each) => -each)).map((line) =>
      line.className === filled ? { ...line, areaTo: 0 } : line,
    ),
  });

export const exposurePlot = ({ axis, all, height, description }: Curves): string =>
  drawPlot({
    ...axis,
    id: "exposure",
    title: "Exposure: gross notional over equity",
    description,
    height,
    y: linearScale(
      { low: 0, high: Math.max(spanOf(all.map(({ series }) => series.exposure)).high * 1.05, 0.01) },
      pixelsOf(height),
      3,
    ),
    tickLabel: shareTick,
    lines: linesOf(all, (series) => series.exposure).map((line) => ({ ...line, areaTo: 0 })),
  });

export const figure = (caption: string, plot: string): string =>
  `<figure><figcaption>${escape(caption)}</figcaption>${plot}</figure>`;
