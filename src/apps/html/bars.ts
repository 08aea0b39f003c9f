/** Bars as inline SVG: amounts to the left and right of zero, and counts of a distribution. Colours come from the page. */
import { quantileOf } from "../../kernel/maths/statistics.ts";
import { escape } from "./markup.ts";

const width = 420;
const labelWidth = 112;
const valueWidth = 84;
const rowHeight = 21;

export type Bar = { readonly label: string; readonly value: number; readonly said: string; readonly note: string };

/** One row a bar: name, bar from a common zero, value. `note` is told to who points at it. */
export function drawBars(title: string, bars: readonly Bar[]): string {
  const low = Math.min(0, ...bars.map(({ value }) => value));
  const high = Math.max(0, ...bars.map(({ value }) => value));
  const room = width - labelWidth - valueWidth;
  const x = (value: number) => labelWidth + ((value - low) / Math.max(high - low, 1e-9)) * room;
  const zero = x(0);
  const rows = bars.map(({ label, value, said, note }, index) => {
    const y = index * rowHeight;
    const left = Math.min(zero, x(value));
    const long = Math.max(Math.abs(x(value) - zero), value === 0 ? 0 : 1);
    return [
      `<g><title>${escape(`${label}: ${said}; ${note}`)}</title>`,
      `<text class="name" x="${labelWidth - 8}" y="${y + 14}" text-anchor="end">${escape(shortened(label))}</text>`,
      `<rect class="${value < 0 ? "loss" : "gain"}" x="${pixel(left)}" y="${y + 3}" width="${pixel(long)}" height="${rowHeight - 7}" rx="1.5"/>`,
      `<text class="value" x="${width}" y="${y + 14}" text-anchor="end">${escape(said)}</text></g>`,
    ].join("");
  });
  const height = Math.max(1, bars.length) * rowHeight + 2;
  return `<svg class="bars" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(`${title}: ${bars.map(({ label, said }) => `${label} ${said}`).join(", ")}`)}"><line class="base" x1="${pixel(zero)}" x2="${pixel(zero)}" y1="0" y2="${height}"/>${rows.join("")}</svg>`;
}

const longestLabel = 16;
const shortened = (label: string): string =>
  label.length > longestLabel ? `${label.slice(0, longestLabel - 1)}…` : label;

export type Bin = {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Of the first and the last: values beyond its far end are in it too. */
  readonly gathers: boolean;
};

const mostBins = 30;
const widths = [0.25, 0.5, 1, 2, 5, 10, 20, 50, 100];
/** Share of the values at either end that may gather in the last bin there, so that a few far ones do not squeeze the rest. */
const farShare = 0.02;

/** Values in bins of one width, on whole multiples of it: the narrowest that needs no more bins than can be read. */
export function binsOf(values: readonly number[]): Bin[] {
  const ascending = Float64Array.from(values).sort();
  const [least, greatest] = [ascending[0], ascending.at(-1)];
  if (least === undefined || greatest === undefined) return [];
  const low = quantileOf(ascending, farShare);
  const high = quantileOf(ascending, 1 - farShare);
  const fits = (width: number) => Math.floor(high / width) - Math.floor(low / width) < mostBins;
  const width = widths.find(fits) ?? 10 ** Math.ceil(Math.log10((high - low) / (mostBins - 2)));
  const lowest = Math.floor(low / width);
  const counts = Array.from({ length: Math.floor(high / width) - lowest + 1 }, () => 0);
  const last = counts.length - 1;
  for (const value of ascending) {
    const index = Math.min(Math.max(Math.floor(value / width) - lowest, 0), last);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((count, index) => {
    const from = (lowest + index) * width;
    const to = (lowest + index + 1) * width;
    return { from, to, count, gathers: (index === 0 && least < from) || (index === last && greatest >= to) };
  });
}

/** Upright, one a column, for scales that have an order, such as the hours of a day. */
export function drawColumns(title: string, bars: readonly Bar[]): string {
  const low = Math.min(0, ...bars.map(({ value }) => value));
  const high = Math.max(0, ...bars.map(({ value }) => value));
  const y = (value: number) => 8 + ((high - value) / Math.max(high - low, 1e-9)) * (floor - 16);
  const step = wide / Math.max(1, bars.length);
  const columns = bars.map(({ label, value, said, note }, index) => {
    const top = Math.min(y(value), y(0));
    const long = Math.max(Math.abs(y(value) - y(0)), value === 0 ? 0 : 1);
    const name = bars.length <= 12 || index % 3 === 0 ? label : "";
    return `<g><title>${escape(`${label}: ${said}; ${note}`)}</title><rect class="${value < 0 ? "loss" : "gain"}" x="${pixel(index * step + 2)}" y="${pixel(top)}" width="${pixel(step - 4)}" height="${pixel(long)}" rx="1.5"/><text class="value" x="${pixel((index + 0.5) * step)}" y="${tall - 8}" text-anchor="middle">${escape(name)}</text></g>`;
  });
  return `<svg class="bars columns" viewBox="-20 0 ${wide + 40} ${tall}" role="img" aria-label="${escape(`${title}: ${bars.map(({ label, said }) => `${label} ${said}`).join(", ")}`)}"><line class="base" x1="0" x2="${wide}" y1="${pixel(y(0))}" y2="${pixel(y(0))}"/>${columns.join("")}</svg>`;
}

const wide = 960;
const tall = 220;
const floor = tall - 26;

/** @param say how a value reads on the axis */
export function drawHistogram(title: string, bins: readonly Bin[], say: (value: number) => string): string {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const step = wide / Math.max(1, bins.length);
  const bars = bins.map((bin, index) => {
    const { from, count } = bin;
    const high = (count / most) * (floor - 16);
    const said = `${rangeText(bin, index, say)}: ${count}`;
    const number =
      count > 0 && bins.length <= 24
        ? `<text class="count" x="${pixel((index + 0.5) * step)}" y="${pixel(floor - high - 4)}" text-anchor="middle">${count}</text>`
        : "";
    return `<g><title>${escape(said)}</title><rect class="${from < 0 ? "loss" : "gain"}" x="${pixel(index * step + 0.5)}" y="${pixel(floor - high)}" width="${pixel(Math.max(1, step - 1))}" height="${pixel(high)}"/>${number}</g>`;
  });
  const every = Math.max(1, Math.ceil(bins.length / 10));
  const last = bins.at(-1);
  const ticks = bins
    .filter((_, index) => index % every === 0)
    .map(({ from, gathers }, index) => tick(index * every * step, gathers && index === 0 ? "less" : say(from)));
  if (last?.gathers === true && (bins.length - 1) % every >= Math.min(every - 1, 1)) ticks.push(tick(wide, "more"));
  return `<svg class="bars histogram" viewBox="-20 0 ${wide + 40} ${tall}" role="img" aria-label="${escape(title)}"><line class="base" x1="0" x2="${wide}" y1="${floor}" y2="${floor}"/>${bars.join("")}${ticks.join("")}</svg>`;
}

const rangeText = ({ from, to, gathers }: Bin, index: number, say: (value: number) => string): string =>
  !gathers ? `${say(from)} to ${say(to)}` : index === 0 ? `below ${say(to)}` : `${say(from)} or more`;

const tick = (x: number, label: string): string =>
  `<line class="base" x1="${pixel(x)}" x2="${pixel(x)}" y1="${floor}" y2="${floor + 4}"/><text class="value" x="${pixel(x)}" y="${floor + 18}" text-anchor="middle">${escape(label)}</text>`;

const pixel = (value: number): string => String(Math.round(value * 10) / 10);
