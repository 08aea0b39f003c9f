/** One distribution as a small histogram: nine tenths of it in full colour, the run as a line. */
import { escape } from "../../html/markup.ts";
import type { FigureRow } from "../figure-rows.ts";

const width = 320;
const height = 130;
const top = 18;
const bottom = 108;

export const histogramStyle = `
.plot .area.outer { fill: var(--main); opacity: .14; } .plot .area.inner { fill: var(--main); opacity: .24; }
.figures { max-width: 860px; margin-top: 18px; }
.histograms { display: grid; grid-template-columns: repeat(auto-fill, minmax(280px, 1fr)); gap: 14px 24px; margin-top: 18px; }
.histograms figure { margin: 0; } .histograms figcaption { color: var(--ink); font-weight: 600; }
.plot .bar { fill: var(--hold); opacity: .35; } .plot .bar.inside { fill: var(--main); opacity: .6; }
.plot .run { stroke: var(--twin); stroke-width: 2; } .plot .label { fill: var(--twin); font-size: 12px; font-variant-numeric: tabular-nums; }
@media (max-width: 600px) { .histograms .axis { font-size: 12px; } }
`;

export function drawHistogram({ name, distribution, show }: FigureRow): string {
  const { histogram, p5, p50, p95, actual } = distribution;
  const { low, high, counts } = histogram;
  const span = high > low ? high - low : 1;
  const x = (value: number) => 4 + ((value - low) / span) * (width - 8);
  const most = Math.max(1, ...counts);
  const barWidth = (width - 8) / counts.length;
  const bars = counts.map((count, index) => {
    const middle = low + ((index + 0.5) / counts.length) * span;
    const tall = (count / most) * (bottom - top);
    const side = middle >= p5 && middle <= p95 ? "bar inside" : "bar";
    return `<rect class="${side}" x="${pixel(4 + index * barWidth)}" y="${pixel(bottom - tall)}" width="${pixel(barWidth - 0.6)}" height="${pixel(tall)}"/>`;
  });
  const at = x(actual);
  const anchor = at < width * 0.3 ? "start" : at > width * 0.7 ? "end" : "middle";
  const said = `The run: ${show(actual)}; 5 % below ${show(p5)}, half below ${show(p50)}, 95 % below ${show(p95)}.`;
  return `<figure><figcaption>${escape(name)}</figcaption><svg class="plot" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(said)}"><title>${escape(said)}</title>${bars.join("")}<line class="base" x1="4" x2="${width - 4}" y1="${bottom}" y2="${bottom}"/><line class="run" x1="${pixel(at)}" x2="${pixel(at)}" y1="${top - 2}" y2="${bottom}"/><text class="label" x="${pixel(at)}" y="12" text-anchor="${anchor}">run ${escape(show(actual))}</text>${ticks(distribution, x, show)}</svg></figure>`;
}

/** Narrowest gap between two labels, in pixels of a plot 320 wide. */
const leastGap = 66;

/** The ends of the interval, and its middle where there is room. */
function ticks(
  { p5, p50, p95 }: FigureRow["distribution"],
  x: (value: number) => number,
  show: (value: number) => string,
): string {
  const tick = (value: number, anchor: string) =>
    `<line class="tick" x1="${pixel(x(value))}" x2="${pixel(x(value))}" y1="${bottom}" y2="${bottom + 4}"/><text class="axis" x="${pixel(x(value))}" y="${bottom + 17}" text-anchor="${anchor}">${escape(show(value))}</text>`;
  const spread = x(p95) - x(p5);
  if (spread < leastGap) return tick(p50, x(p50) < leastGap ? "start" : x(p50) > width - leastGap ? "end" : "middle");
  const hasMiddle = x(p50) - x(p5) >= leastGap * 1.3 && x(p95) - x(p50) >= leastGap * 1.3;
  const low = tick(p5, x(p5) < leastGap / 2 ? "start" : "middle");
  const high = tick(p95, x(p95) > width - leastGap / 2 ? "end" : "middle");
  return [low, hasMiddle ? tick(p50, "middle") : "", high].join("");
}

const pixel = (value: number): string => String(Math.round(value * 10) / 10);
