/** The bars before a decision as small candles: drawn once, with words for those who do not see them. */
import type { BarWhy } from "../../../src/kernel/analytics/why/why.ts";
import { dateTime, price } from "../format.ts";

const svg = "http://www.w3.org/2000/svg";
const size = { width: 480, height: 120, pad: 6 } as const;

export function drawCandles(bars: readonly BarWhy[]): Element {
  const picture = shape("svg", {
    viewBox: `0 0 ${size.width} ${size.height}`,
    class: "candles",
    role: "img",
    "aria-label": inWords(bars),
  });
  const low = Math.min(...bars.map(({ lowUsd }) => lowUsd));
  const high = Math.max(...bars.map(({ highUsd }) => highUsd));
  const span = high > low ? high - low : 1;
  const y = (value: number): number => size.pad + ((high - value) / span) * (size.height - 2 * size.pad);
  const step = size.width / Math.max(bars.length, 1);
  bars.forEach((bar, index) => picture.append(...candle(bar, (index + 0.5) * step, step * 0.56, y)));
  return picture;
}

function candle(bar: BarWhy, middle: number, width: number, y: (value: number) => number): Element[] {
  const direction = bar.closeUsd >= bar.openUsd ? "up" : "down";
  const top = y(Math.max(bar.openUsd, bar.closeUsd));
  const bottom = y(Math.min(bar.openUsd, bar.closeUsd));
  const wick = { x1: middle, x2: middle, y1: y(bar.highUsd), y2: y(bar.lowUsd) };
  const body = { x: middle - width / 2, y: top, width, height: Math.max(1, bottom - top) };
  const title = shape("title", {});
  title.textContent = `${dateTime(bar.closedAtMs)}: ${price(bar.openUsd)} to ${price(bar.closeUsd)}`;
  const box = shape("rect", { ...body, class: direction });
  box.append(title);
  return [shape("line", { ...wick, class: direction }), box];
}

function shape(name: string, attributes: Readonly<Record<string, string | number>>): Element {
  const element = document.createElementNS(svg, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function inWords(bars: readonly BarWhy[]): string {
  const [first] = bars;
  const last = bars.at(-1);
  if (first === undefined || last === undefined) return "no bars";
  return `${bars.length} bars up to ${dateTime(last.closedAtMs)}, from ${price(first.openUsd)} to ${price(last.closeUsd)}`;
}
