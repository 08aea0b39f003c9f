/** Lines on two axes as a picture that stands by itself: linear or logarithmic, with grid, labels and a legend. */
import { escape } from "../../src/apps/html/markup.ts";

export type PlotLine = {
  readonly name: string;
  readonly colour: string;
  readonly dash?: string;
  readonly points: readonly (readonly [x: number, y: number])[];
};

export type PlotAxis = {
  readonly label: string;
  readonly ticks: readonly number[];
  readonly isLogarithmic?: boolean;
  readonly text?: (value: number) => string;
};

export type LinePlot = {
  readonly title: string;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly lines: readonly PlotLine[];
};

const width = 760;
const height = 360;
const box = { left: 70, right: 20, top: 64, bottom: 46 } as const;

/** Panels one below the other. */
export function drawLinePlots(plots: readonly LinePlot[]): string {
  const title = plots.map((plot) => plot.title).join("; ");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height * plots.length}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="${escape(title)}">`,
    `<rect width="${width}" height="${height * plots.length}" fill="#ffffff"/>`,
    ...plots.map((plot, index) => `<g transform="translate(0 ${index * height})">\n${panel(plot)}\n</g>`),
    "</svg>\n",
  ].join("\n");
}

function panel({ title, x, y, lines }: LinePlot): string {
  const toX = scaleOf(x, box.left, width - box.right);
  const toY = scaleOf(y, height - box.bottom, box.top);
  const rows = y.ticks.map((tick) => {
    const at = round(toY(tick));
    return `<path d="M${box.left} ${at}H${width - box.right}" stroke="#e3e3e3"/><text x="${box.left - 8}" y="${at + 4}" text-anchor="end" fill="#555">${escape(textOf(y, tick))}</text>`;
  });
  const columns = x.ticks.map((tick) => {
    const at = round(toX(tick));
    return `<path d="M${at} ${box.top}V${height - box.bottom}" stroke="#f0f0f0"/><text x="${at}" y="${height - box.bottom + 18}" text-anchor="middle" fill="#555">${escape(textOf(x, tick))}</text>`;
  });
  return [
    `<text x="${box.left}" y="22" font-weight="600" font-size="14">${escape(title)}</text>`,
    ...lines.map((line, index) => legend(line, index)),
    ...rows,
    ...columns,
    `<text x="${width - box.right}" y="${height - 8}" text-anchor="end" fill="#333">${escape(x.label)}</text>`,
    `<text x="14" y="${box.top}" transform="rotate(-90 14 ${box.top})" text-anchor="end" fill="#333">${escape(y.label)}</text>`,
    ...lines.map(({ colour, dash, points }) => {
      const path = points.map(([px, py]) => `${round(toX(px))} ${round(toY(py))}`).join("L");
      return `<path d="M${path}" fill="none" stroke="${colour}" stroke-width="1.8"${dash === undefined ? "" : ` stroke-dasharray="${dash}"`}/>`;
    }),
  ].join("\n");
}

function legend({ name, colour, dash }: PlotLine, index: number): string {
  const left = box.left + index * 220;
  return `<path d="M${left} 42h26" stroke="${colour}" stroke-width="2"${dash === undefined ? "" : ` stroke-dasharray="${dash}"`}/><text x="${left + 32}" y="46">${escape(name)}</text>`;
}

/** From the first tick to the last; values beyond are drawn at the edge. */
function scaleOf({ ticks, isLogarithmic = false }: PlotAxis, from: number, to: number): (value: number) => number {
  const turn = (value: number): number => (isLogarithmic ? Math.log(Math.max(value, 1e-12)) : value);
  const low = turn(ticks[0] ?? 0);
  const high = turn(ticks.at(-1) ?? 1);
  return (value) => from + (to - from) * Math.min(1, Math.max(0, (turn(value) - low) / (high - low)));
}

const textOf = ({ text }: PlotAxis, value: number): string => (text ?? String)(value);
const round = (value: number): number => Math.round(value * 10) / 10;
