/** The three plots of a report over one time axis: equity, drawdown, exposure; with freezes and modes behind them. */
import type { RunRecord } from "../../../kernel/analytics/run-record.ts";
import { tradingModes } from "../../../kernel/domain/modes.ts";
import { dayOf, length, minuteOf, money, share, whole } from "../figures.ts";
import type { Backtest } from "../backtest.ts";
import { escape } from "./markup.ts";
import { type Band, drawPlot, frame, type Line, plotLeft, plotRight } from "./plot.ts";
import { linearScale, logScale, timeTicks } from "./scale.ts";
import { type Series, stretchesOf, thinSeries } from "./thin-series.ts";

export type NamedSeries = { readonly name: string; readonly className: string; readonly series: Series };

/** The main run first; of the columns of the comparison those that have a curve. */
export function namedSeries({ main, ungoverned, buyAndHold, governance }: Backtest): NamedSeries[] {
  const named = [
    { name: governance === "on" ? "governed" : "ungoverned", className: "main", series: thinSeries(main.record) },
  ];
  if (ungoverned !== undefined)
    named.push({ name: "ungoverned", className: "twin", series: thinSeries(ungoverned.record) });
  return [...named, { name: "buy-and-hold", className: "hold", series: thinSeries(buyAndHold.record) }];
}

export function drawCharts(backtest: Backtest, all: readonly NamedSeries[]): string {
  const { startAtMs: low, endAtMs, maxDrawdown, endEquityUsd, exposure } = backtest.main.report.curve;
  const high = Math.max(endAtMs, low + 1);
  const x = (at: number) => plotLeft + ((at - low) / (high - low)) * (plotRight - plotLeft);
  const shared = { x, timeTicks: timeTicks({ low, high }), bands: bandsOf(backtest) };
  const main = all.slice(0, 1);
  const linesOf = (of: (series: Series) => readonly number[], some: readonly NamedSeries[] = all): Line[] =>
    some.map(({ className, series }) => ({ className, at: series.at, values: of(series) })).toReversed();
  const equities = spanOf(all.map(({ series }) => series.equity));
  const deepest = spanOf(all.map(({ series }) => series.drawdown)).high;
  const range = (height: number) => ({ from: height - frame.bottom, to: frame.top });
  const equityPlot = drawPlot({
    ...shared,
    id: "equity",
    title: "Equity in USD, logarithmic",
    description: `Equity from ${dayOf(low)} to ${dayOf(endAtMs)}, ending at ${money(endEquityUsd)}; beside it ${all
      .slice(1)
      .map(({ name }) => name)
      .join(" and ")}.`,
    height: 340,
    y: logScale({ low: equities.low * 0.97, high: equities.high * 1.03 }, range(340)),
    tickLabel: whole,
    lines: linesOf((series) => series.equity),
  });
  const drawdownPlot = drawPlot({
    ...shared,
    id: "drawdown",
    title: "Drawdown from the highest equity so far",
    description: `The deepest drawdown was ${share(maxDrawdown.ratio)}, on ${dayOf(maxDrawdown.troughAtMs)}.`,
    height: 200,
    y: linearScale({ low: -Math.max(deepest, 0.01), high: 0 }, range(200), 4),
    tickLabel: (value) => share(value).replace(".00", ""),
    lines: linesOf((series) => series.drawdown.map((each) => -each)).map((line) =>
      line.className === "main" ? { ...line, areaTo: 0 } : line,
    ),
  });
  const most = spanOf(main.map(({ series }) => series.exposure)).high;
  const exposurePlot = drawPlot({
    ...shared,
    id: "exposure",
    title: "Exposure: gross notional over equity",
    description: `Mean exposure ${share(exposure.meanRatio)}, in the market at ${share(exposure.inMarketFraction)} of closes.`,
    height: 150,
    y: linearScale({ low: 0, high: Math.max(most * 1.05, 0.01) }, range(150), 3),
    tickLabel: (value) => share(value).replace(".00", ""),
    lines: linesOf((series) => series.exposure, main).map((line) => ({ ...line, areaTo: 0 })),
  });
  return [
    figure("Equity, USD (logarithmic)", equityPlot),
    figure("Drawdown", drawdownPlot),
    figure("Exposure of the run", exposurePlot),
  ].join("\n");
}

const figure = (caption: string, plot: string): string =>
  `<figure><figcaption>${escape(caption)}</figcaption>${plot}</figure>`;

function spanOf(columns: readonly (readonly number[])[]): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const column of columns)
    for (const value of column) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  return { low, high };
}

function bandsOf({ main, governance }: Backtest): Band[] {
  if (governance === "off") return [];
  const { freezes } = main.report.governance;
  const { endAtMs } = main.report.curve;
  return [
    { className: "restricted", stretches: restrictedStretches(main.record) },
    {
      className: "frozen",
      stretches: freezes.map((freeze) => ({
        from: freeze.startAtMs,
        to: freeze.endAtMs ?? endAtMs,
        label: `Frozen ${minuteOf(freeze.startAtMs)} for ${length(freeze.lengthMs)}: ${freeze.reason}`,
      })),
    },
  ];
}

/** Closes at which the trading mode is not LIVE. */
function restrictedStretches(record: RunRecord) {
  const { values } = record.samples.tradingMode;
  const nameOf = (index: number) => tradingModes[values[index] ?? 0] ?? "";
  const stretches = stretchesOf(record, (index) => (nameOf(index) === "LIVE" ? undefined : nameOf(index)));
  return stretches.map(({ from, to, label }) => ({
    from,
    to,
    label: `Trading mode ${label} from ${minuteOf(from)} to ${minuteOf(to)}`,
  }));
}
