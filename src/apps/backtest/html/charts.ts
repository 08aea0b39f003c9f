/** The three plots of a report over one time axis: equity, drawdown, exposure; with freezes and modes behind them. */
import type { RunRecord } from "../../../kernel/analytics/run-record.ts";
import { tradingModes } from "../../../kernel/domain/modes.ts";
import { dayOf, length, minuteOf, money, share } from "../../figures.ts";
import { drawdownPlot, equityPlot, exposurePlot, figure, type NamedSeries, timeAxis } from "../../html/curve-plots.ts";
import type { Band } from "../../html/plot.ts";
import { stretchesOf, thinSeries } from "../../html/thin-series.ts";
import type { Backtest } from "../backtest.ts";

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
  const axis = timeAxis({ low, high: endAtMs }, bandsOf(backtest));
  const others = all.slice(1).map(({ name }) => name);
  const inOrder = all.toReversed();
  const equity = equityPlot({
    axis,
    all: inOrder,
    height: 340,
    description: `Equity from ${dayOf(low)} to ${dayOf(endAtMs)}, ending at ${money(endEquityUsd)}; beside it ${others.join(" and ")}.`,
  });
  const fell = `The deepest drawdown was ${share(maxDrawdown.ratio)}, on ${dayOf(maxDrawdown.troughAtMs)}.`;
  const drawdown = drawdownPlot({ axis, all: inOrder, height: 200, description: fell }, 4, "main");
  const exposed = `Mean exposure ${share(exposure.meanRatio)}, in the market at ${share(exposure.inMarketFraction)} of closes.`;
  return [
    figure("Equity, USD (logarithmic)", equity),
    figure("Drawdown", drawdown),
    figure("Exposure of the run", exposurePlot({ axis, all: all.slice(0, 1), height: 150, description: exposed })),
  ].join("\n");
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
