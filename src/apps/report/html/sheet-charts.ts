/** The plots of a tear sheet over time: equity beside the benchmark, drawdown, exposure, and how steady it all was. */
import { dailyCurveOf } from "../../../kernel/analytics/daily-curve.ts";
import { type RollingPoint, rollingFigures } from "../../../kernel/analytics/rolling-report.ts";
import { dayOf, decimal, length, minuteOf, money, share } from "../../figures.ts";
import {
  drawdownPlot,
  equityPlot,
  exposurePlot,
  figure,
  type NamedSeries,
  pixelsOf,
  shareTick,
  spanOf,
  type TimeAxis,
  timeAxis,
} from "../../html/curve-plots.ts";
import { type Band, drawPlot } from "../../html/plot.ts";
import { linearScale } from "../../html/scale.ts";
import { thinSeries } from "../../html/thin-series.ts";
import type { TearSheet } from "../tear-sheet.ts";

export const sheetSeries = ({ record, hold }: TearSheet): NamedSeries[] => [
  { name: "the fund", className: "main", series: thinSeries(record) },
  { name: "buy-and-hold", className: "hold", series: thinSeries(hold.record) },
];

export function drawCurves(sheet: TearSheet, all: readonly NamedSeries[]): string {
  const { curve } = sheet.report;
  const axis = axisOf(sheet, freezeBands(sheet));
  const { maxDrawdown, exposure } = curve;
  const equity = equityPlot({
    axis,
    all: all.toReversed(),
    height: 340,
    description: `Equity from ${dayOf(curve.startAtMs)} to ${dayOf(curve.endAtMs)}, ending at ${money(curve.endEquityUsd)}; buy-and-hold ends at ${money(sheet.holdCurve.endEquityUsd)}.`,
  });
  const fell = `The deepest drawdown was ${share(maxDrawdown.ratio)}, on ${dayOf(maxDrawdown.troughAtMs)}; buy-and-hold fell ${share(sheet.holdCurve.maxDrawdown.ratio)}.`;
  const drawdown = drawdownPlot({ axis, all: all.toReversed(), height: 210, description: fell }, 4, "main");
  const exposed = `Mean exposure ${share(exposure.meanRatio)}, in the market at ${share(exposure.inMarketFraction)} of closes.`;
  return [
    figure("Equity, USD (logarithmic)", equity),
    figure("Drawdown", drawdown),
    figure("Exposure", exposurePlot({ axis, all: all.slice(0, 1), height: 140, description: exposed })),
  ].join("\n");
}

const axisOf = ({ report }: TearSheet, bands: readonly Band[] = []): TimeAxis =>
  timeAxis({ low: report.curve.startAtMs, high: report.curve.endAtMs }, bands);

const freezeBands = ({ report: { governance, curve } }: TearSheet): Band[] => [
  {
    className: "frozen",
    stretches: governance.freezes.map(({ startAtMs, endAtMs, lengthMs, reason }) => ({
      from: startAtMs,
      to: endAtMs ?? curve.endAtMs,
      label: `Frozen ${minuteOf(startAtMs)} for ${length(lengthMs)}: ${reason}`,
    })),
  },
];

/** A window of a quarter, or of a month where the record has not two quarters; none below two months. */
export const rollingWindow = (days: number): number | undefined => (days >= 180 ? 90 : days >= 60 ? 30 : undefined);

const mostPoints = 900;

export function drawRolling(sheet: TearSheet, windowDays: number): string {
  const all = rollingFigures(dailyCurveOf(sheet.record), windowDays);
  const stride = Math.max(1, Math.ceil(all.length / mostPoints));
  const points = all.filter((_, index) => index % stride === 0 || index === all.length - 1);
  const axis = axisOf(sheet);
  const moving = points.filter(({ volatilityRatio }) => volatilityRatio > 0);
  if (moving.length === 0) return "<p>Equity did not move.</p>";
  return [
    figure(
      `Sharpe ratio of the last ${windowDays} days; shaded: one standard error; windows in which nothing moved have none`,
      sharpePlot(axis, moving),
    ),
    figure(`Volatility of the last ${windowDays} days, a year`, volatilityPlot(axis, points)),
  ].join("\n");
}

function sharpePlot(axis: TimeAxis, points: readonly RollingPoint[]): string {
  const at = points.map(({ atMs }) => atMs);
  const low = points.map(({ sharpeRatio, standardErrorRatio }) => sharpeRatio - standardErrorRatio);
  const high = points.map(({ sharpeRatio, standardErrorRatio }) => sharpeRatio + standardErrorRatio);
  const last = points.at(-1);
  return drawPlot({
    ...axis,
    id: "rolling-sharpe",
    title: "Rolling Sharpe ratio",
    description: `It ends at ${decimal(last?.sharpeRatio)}, ± ${decimal(last?.standardErrorRatio)}.`,
    height: 190,
    y: linearScale(spanOf([low, high, [0]]), pixelsOf(190), 4),
    tickLabel: (value) => decimal(value, 1),
    areas: [{ className: "error", at, low, high }],
    lines: [
      { className: "zero", at: [at[0] ?? 0, at.at(-1) ?? 0], values: [0, 0] },
      { className: "main", at, values: points.map(({ sharpeRatio }) => sharpeRatio) },
    ],
  });
}

function volatilityPlot(axis: TimeAxis, points: readonly RollingPoint[]): string {
  const values = points.map(({ volatilityRatio }) => volatilityRatio);
  return drawPlot({
    ...axis,
    id: "rolling-volatility",
    title: "Rolling volatility",
    description: `Between ${share(Math.min(...values))} and ${share(Math.max(...values))} a year.`,
    height: 150,
    y: linearScale({ low: 0, high: Math.max(...values, 0.01) }, pixelsOf(150), 3),
    tickLabel: shareTick,
    lines: [{ className: "main", at: points.map(({ atMs }) => atMs), values, areaTo: 0 }],
  });
}
