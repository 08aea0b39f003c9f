/** One small plot a fund: its equity and its drawdown beside those of governance off, on scales shared by all. */
import { share, signedShare, whole } from "../../figures.ts";
import { drawdownSpan, equitySpan, shareTick, spanOf } from "../../html/curve-plots.ts";
import { escape } from "../../html/markup.ts";
import { linearScale, logScale, type Scale, timeTicks } from "../../html/scale.ts";
import type { Series } from "../../html/thin-series.ts";
import type { FundSeries } from "./comparison-charts.ts";

const width = 300;
const right = 46;
const equityBottom = 110;
const drawdownTop = 122;
const drawdownBottom = 172;
const height = 190;

type Scales = { readonly x: (at: number) => number; readonly equity: Scale; readonly drawdown: Scale };

/** @param all governance off first, buy-and-hold last: both stand behind every other */
export function smallMultiples(all: readonly FundSeries[]): string {
  const [off, ...rest] = all;
  const hold = rest.at(-1);
  if (off === undefined || hold === undefined) return "";
  const { low, high } = spanOf(all.map(({ series }) => series.at));
  const scales: Scales = {
    x: (at) => ((at - low) / Math.max(high - low, 1)) * (width - right),
    equity: logScale(equitySpan(all), { from: equityBottom, to: 6 }),
    drawdown: linearScale(drawdownSpan(all), { from: drawdownBottom, to: drawdownTop }, 2),
  };
  const ticks = timeTicks({ low, high }, 4);
  const axes = [
    ...spaced(scales.equity).map((tick) => row(scales.equity.toPixel(tick), whole(tick))),
    ...scales.drawdown.ticks.map((tick) => row(scales.drawdown.toPixel(tick), shareTick(tick))),
    ...ticks.map(({ at, label }) => column(scales.x(at), label)),
  ].join("");
  const behind = [linesOf(hold, scales, "hold"), linesOf(off, scales, "off")].join("");
  return `<div class="small">${rest
    .slice(0, -1)
    .map((fund) => panel(fund, scales, { axes, behind }))
    .join("\n")}</div>`;
}

const pixelsBetweenTicks = 14;

/** As many ticks as there is room for. */
function spaced({ ticks, toPixel }: Scale): number[] {
  const kept: number[] = [];
  for (const tick of ticks) {
    const last = kept.at(-1);
    if (last === undefined || toPixel(last) - toPixel(tick) >= pixelsBetweenTicks) kept.push(tick);
  }
  return kept;
}

const row = (y: number, label: string): string =>
  `<line class="grid" x1="0" x2="${width - right}" y1="${pixel(y)}" y2="${pixel(y)}"/><text class="axis" x="${width - right + 4}" y="${pixel(y)}" dy="0.32em">${escape(label)}</text>`;

const column = (x: number, label: string): string =>
  `<line class="tick" x1="${pixel(x)}" x2="${pixel(x)}" y1="${drawdownBottom}" y2="${drawdownBottom + 3}"/><text class="axis" x="${pixel(x)}" y="${height - 4}" text-anchor="${x < 14 ? "start" : "middle"}">${label}</text>`;

function panel(
  fund: FundSeries,
  scales: Scales,
  { axes, behind }: { readonly axes: string; readonly behind: string },
): string {
  const { name, netReturnRatio, series } = fund;
  const deepest = spanOf([series.drawdown]).high;
  const said = `${signedShare(netReturnRatio)}, fell ${share(deepest)}`;
  return `<figure><figcaption>${escape(name)} <span>${escape(said)}</span></figcaption><svg class="plot" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(`${name}: ${said}`)}">${axes}${behind}${linesOf(fund, scales, "fund")}</svg></figure>`;
}

function linesOf({ series }: FundSeries, { x, equity, drawdown }: Scales, className: string): string {
  const path = (of: (series: Series, index: number) => number): string =>
    pointsOf(series, mostPoints)
      .map((index) => `${pixel(x(series.at[index] ?? 0))} ${pixel(of(series, index))}`)
      .join("L");
  const equityPath = path((each, index) => equity.toPixel(each.equity[index] ?? 1));
  const drawdownPath = path((each, index) => drawdown.toPixel(-(each.drawdown[index] ?? 0)));
  return `<path class="line ${className}" d="M${equityPath}"/><path class="line ${className}" d="M${drawdownPath}"/>`;
}

const mostPoints = 220;

/** Every so many points, and the last. */
function pointsOf({ at }: Series, most: number): number[] {
  const stride = Math.max(1, Math.ceil(at.length / most));
  const kept = [...at.keys()].filter((index) => index % stride === 0);
  return kept.at(-1) === at.length - 1 ? kept : [...kept, at.length - 1];
}

const pixel = (value: number): string => String(Math.round(value * 10) / 10);
