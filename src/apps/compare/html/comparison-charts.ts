/** Equity and drawdown of every fund of a comparison over one time axis. */
import { share } from "../../figures.ts";
import { drawdownPlot, equityPlot, figure, type NamedSeries, spanOf, timeAxis } from "../../html/curve-plots.ts";
import { thinSeries } from "../../html/thin-series.ts";
import type { GovernanceComparison } from "../governance-comparison.ts";
import { allName, offName } from "../variants.ts";

export type FundSeries = NamedSeries & { readonly netReturnRatio: number };

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

export type DrawnComparison = { readonly equity: string; readonly drawdown: string };
export const equityHeight = 420;
export const drawdownHeight = 300;

/** Both plots as inline SVG; colours come from the style of the page around them. */
export function drawPlots(all: readonly FundSeries[]): DrawnComparison {
  const axis = timeAxis(spanOf(all.map(({ series }) => series.at)));
  // Over the others, whose curves may be the same.
  const isEnd = ({ name }: FundSeries) => name === offName || name === allName;
  const inFront = [...all.filter((each) => !isEnd(each)), ...all.filter(isEnd)];
  const deepest = spanOf(all.map(({ series }) => series.drawdown)).high;
  const names = all.map(({ name }) => name).join(", ");
  const shared = { axis, all: inFront };
  const fell = `Drawdowns of ${names}; the deepest is ${share(deepest)}.`;
  return {
    equity: equityPlot({ ...shared, height: equityHeight, description: `Equity of ${names}.` }),
    drawdown: drawdownPlot({ ...shared, height: drawdownHeight, description: fell }, 5),
  };
}

export function drawComparison(all: readonly FundSeries[]): string {
  const { equity, drawdown } = drawPlots(all);
  return [figure("Equity, USD (logarithmic)", equity), figure("Drawdown", drawdown)].join("\n");
}
