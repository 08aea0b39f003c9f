/** Two small plots as SVG: amounts on both sides of zero, and equity by day. */
import { dayOf, signedUsd, wholeUsd } from "../format.ts";

const space = "http://www.w3.org/2000/svg";

function svg(name: string, attributes: Readonly<Record<string, string | number>>, text?: string): SVGElement {
  const element = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}

export type Bar = { readonly label: string; readonly value: number };

/** Drawn in the pixels there are, so that text has one size on every screen. */
const widthOf = (place: Element, most: number): number => Math.min(most, Math.max(280, place.clientWidth));

const labelWidth = 110;
const valueWidth = 96;
const rowHeight = 20;

export function drawBars(place: Element, label: string, bars: readonly Bar[]): void {
  const width = widthOf(place, 760);
  const low = Math.min(0, ...bars.map(({ value }) => value));
  const high = Math.max(0, ...bars.map(({ value }) => value));
  const room = width - labelWidth - valueWidth;
  const x = (value: number): number => labelWidth + ((value - low) / Math.max(high - low, 1e-9)) * room;
  const height = bars.length * rowHeight + 2;
  const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, role: "img", "aria-label": label });
  drawing.append(svg("line", { class: "base", x1: x(0), x2: x(0), y1: 0, y2: height }));
  bars.forEach(({ label: name, value }, index) => {
    const y = index * rowHeight;
    const long = Math.max(Math.abs(x(value) - x(0)), value === 0 ? 0 : 1);
    drawing.append(
      svg("text", { class: "name", x: labelWidth - 8, y: y + 14, "text-anchor": "end" }, name),
      svg("rect", {
        class: value < 0 ? "loss" : "gain",
        x: Math.min(x(0), x(value)),
        y: y + 3,
        width: long,
        height: rowHeight - 7,
      }),
      svg("text", { x: width, y: y + 14, "text-anchor": "end" }, signedUsd(value)),
    );
  });
  place.replaceChildren(drawing);
}

const tall = 150;
const rightRoom = 84;
const dayMs = 86_400_000;

export function drawDays(place: Element, firstDayStartMs: number, equityUsd: readonly number[]): void {
  const width = widthOf(place, 1_400);
  const low = Math.min(...equityUsd);
  const high = Math.max(...equityUsd);
  const x = (day: number): number => (day / Math.max(1, equityUsd.length - 1)) * (width - rightRoom);
  const y = (value: number): number => 10 + ((high - value) / Math.max(high - low, 1e-9)) * (tall - 34);
  const drawing = svg("svg", {
    viewBox: `0 0 ${width} ${tall}`,
    width,
    role: "img",
    "aria-label": "Equity at the end of each day",
  });
  const points = equityUsd.map((value, day) => `${x(day).toFixed(1)} ${y(value).toFixed(1)}`);
  drawing.append(
    svg("line", { class: "base", x1: 0, x2: width - rightRoom, y1: y(low), y2: y(low) }),
    svg("line", { class: "base", x1: 0, x2: width - rightRoom, y1: y(high), y2: y(high) }),
    svg("path", { class: "curve", d: `M${points.join("L")}` }),
    svg("text", { x: width - rightRoom + 8, y: y(high) + 4 }, wholeUsd(high)),
    svg("text", { x: width - rightRoom + 8, y: y(low) + 4 }, high > low ? wholeUsd(low) : ""),
    svg("text", { x: 0, y: tall - 4 }, dayOf(firstDayStartMs)),
    svg(
      "text",
      { x: width - rightRoom, y: tall - 4, "text-anchor": "end" },
      dayOf(firstDayStartMs + (equityUsd.length - 1) * dayMs),
    ),
  );
  place.replaceChildren(drawing);
}
