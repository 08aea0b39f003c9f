/** One plot as inline SVG: bands behind, grid and axes, lines and areas in front. Colours come from the page's style. */
import { escape } from "./markup.ts";
import type { Scale, TimeTick } from "./scale.ts";
import type { Stretch } from "./thin-series.ts";

export const frame = { width: 1000, left: 8, right: 68, top: 10, bottom: 24 } as const;
export const plotLeft: number = frame.left;
export const plotRight: number = frame.width - frame.right;

export type Line = {
  readonly className: string;
  readonly at: readonly number[];
  readonly values: readonly number[];
  /** Filled down (or up) to this value. */
  readonly areaTo?: number;
};
/** Filled between two lines over the same times. */
export type Area = {
  readonly className: string;
  readonly at: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
};
export type Band = { readonly className: string; readonly stretches: readonly Stretch[] };

export type Plot = {
  readonly id: string;
  readonly title: string;
  /** What one would see, for those who do not. */
  readonly description: string;
  readonly height: number;
  readonly x: (at: number) => number;
  readonly timeTicks: readonly TimeTick[];
  readonly y: Scale;
  readonly tickLabel: (value: number) => string;
  readonly bands: readonly Band[];
  readonly areas?: readonly Area[];
  readonly lines: readonly Line[];
};

/** Short freezes must be seen in years of data. */
const leastBandWidth = 1.5;

export function drawPlot(plot: Plot): string {
  const { id, title, description, height } = plot;
  return [
    `<svg class="plot" id="${id}" viewBox="0 0 ${frame.width} ${height}" role="img" aria-labelledby="${id}-title ${id}-text">`,
    `<title id="${id}-title">${escape(title)}</title><desc id="${id}-text">${escape(description)}</desc>`,
    ...plot.bands.map((band) => drawBand(plot, band)),
    drawGrid(plot),
    ...(plot.areas ?? []).map((area) => drawArea(plot, area)),
    ...plot.lines.map((line) => drawLine(plot, line)),
    `<line class="cursor" x1="0" x2="0" y1="${frame.top}" y2="${height - frame.bottom}" visibility="hidden"/>`,
    "</svg>",
  ].join("\n");
}

function drawBand({ x, height }: Plot, { className, stretches }: Band): string {
  const y = frame.top;
  const tall = height - frame.top - frame.bottom;
  return stretches
    .map(({ from, to, label }) => {
      const width = Math.max(leastBandWidth, x(to) - x(from));
      const left = Math.min(x(from), plotRight - width);
      return `<rect class="${className}" x="${pixel(left)}" y="${y}" width="${pixel(width)}" height="${tall}"><title>${escape(label)}</title></rect>`;
    })
    .join("");
}

function drawGrid({ x, y, height, timeTicks, tickLabel }: Plot): string {
  const bottom = height - frame.bottom;
  const rows = y.ticks.map((tick) => {
    const at = pixel(y.toPixel(tick));
    return `<line class="grid" x1="${plotLeft}" x2="${plotRight}" y1="${at}" y2="${at}"/><text class="axis" x="${plotRight + 6}" y="${at}" dy="0.32em">${escape(tickLabel(tick))}</text>`;
  });
  const columns = timeTicks.map(({ at, label }) => {
    const left = pixel(x(at));
    return `<line class="tick" x1="${left}" x2="${left}" y1="${bottom}" y2="${bottom + 4}"/><text class="axis" x="${left}" y="${height - 6}" text-anchor="middle">${label}</text>`;
  });
  return [
    ...rows,
    `<line class="base" x1="${plotLeft}" x2="${plotRight}" y1="${bottom}" y2="${bottom}"/>`,
    ...columns,
  ].join("");
}

function drawArea({ x, y }: Plot, { className, at, low, high }: Area): string {
  const pointsOf = (values: readonly number[]) =>
    values.map((value, index) => `${pixel(x(at[index] ?? 0))} ${pixel(y.toPixel(value))}`);
  return `<path class="area ${className}" d="M${[...pointsOf(high), ...pointsOf(low).toReversed()].join("L")}Z"/>`;
}

function drawLine({ x, y }: Plot, { className, at, values, areaTo }: Line): string {
  const points = values.map((value, index) => `${pixel(x(at[index] ?? 0))} ${pixel(y.toPixel(value))}`);
  const path = `M${points.join("L")}`;
  const line = `<path class="line ${className}" d="${path}"/>`;
  if (areaTo === undefined || at.length === 0) return line;
  const base = pixel(y.toPixel(areaTo));
  const area = `${path}L${pixel(x(at.at(-1) ?? 0))} ${base}L${pixel(x(at[0] ?? 0))} ${base}Z`;
  return `<path class="area ${className}" d="${area}"/>${line}`;
}

const pixel = (value: number): string => String(Math.round(value * 10) / 10);
