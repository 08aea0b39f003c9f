/** Equity above, drawdown below, one cursor through both, freezes shaded. Colours come from the style sheet. */
import uPlot from "uplot";
import { byId, make, setAttribute, setHidden, setText } from "./dom.ts";
import type { Curve } from "./curve.ts";
import { dateTime, dayOf, share, shortTime, signedShare, usd, wholeShare, wholeUsd } from "./format.ts";

const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const utcDate = (seconds: number): Date => uPlot.tzDate(new Date(seconds * 1_000), "Etc/UTC");

export type Charts = { readonly show: (curve: Curve) => void };

export function makeCharts(): Charts {
  let curve: Curve | undefined;
  let pointed: number | null = null;
  const readout = byId("curve-readout");
  const point = (index: number | null | undefined) => {
    pointed = index ?? null;
    if (curve !== undefined) setText(readout, describePoint(curve, pointed ?? curve.atMs.length - 1));
  };
  const current = () => curve;
  const equity = makeChart(byId("equity-chart"), equityOptions(current, point));
  const drawdown = makeChart(byId("drawdown-chart"), drawdownOptions(current, point));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    equity.redraw();
    drawdown.redraw();
  });
  return {
    show: (next) => {
      curve = next;
      const isEmpty = next.atMs.length < 2;
      setHidden(byId("curve-empty"), !isEmpty);
      for (const id of ["equity-chart", "drawdown-chart"]) setHidden(byId(id), isEmpty);
      if (isEmpty) return;
      const seconds = next.atMs.map((atMs) => atMs / 1_000);
      equity.setData([seconds, next.equityUsd]);
      drawdown.setData([seconds, next.drawdownRatio.map((ratio) => -ratio * 100)]);
      point(pointed);
      describe(next);
    },
  };
}

function describePoint({ atMs, equityUsd, drawdownRatio }: Curve, index: number): string {
  const [at, equity, drawdown] = [atMs[index], equityUsd[index], drawdownRatio[index]];
  if (at === undefined || equity === undefined || drawdown === undefined) return "";
  return `${dateTime(at)} UTC   equity ${usd(equity)}   drawdown ${share(drawdown)}`;
}

/** What the pictures say, for those who do not see them. */
function describe({ atMs, equityUsd, drawdownRatio, freezes, closesPerPoint }: Curve): void {
  const [first, last] = [equityUsd[0] ?? 0, equityUsd.at(-1) ?? 0];
  const span = `from ${dateTime(atMs[0] ?? 0)} to ${dateTime(atMs.at(-1) ?? 0)} UTC`;
  const deepest = drawdownRatio.reduce((worst, each) => Math.max(worst, each), 0);
  const change = signedShare(last / first - 1);
  setAttribute(byId("equity-chart"), "aria-label", `Equity ${span}: ${usd(first)} to ${usd(last)} USD, ${change}`);
  setAttribute(byId("drawdown-chart"), "aria-label", `Drawdown ${span}: deepest ${share(deepest)}`);
  const frozen =
    freezes.length === 0 ? "no freeze so far" : `${freezes.length} freeze${freezes.length > 1 ? "s" : ""}, shaded`;
  const perPoint =
    closesPerPoint === 1 ? "every close" : `one point per ${closesPerPoint} closes, deepest drawdown of each`;
  setText(
    byId("curve-legend"),
    `${change} since trading began · deepest drawdown ${share(deepest)} · ${frozen} · ${perPoint}`,
  );
}

function makeChart(place: HTMLElement, options: Omit<uPlot.Options, "width">): uPlot {
  const inner = place.appendChild(make("div"));
  const chart = new uPlot({ ...options, width: Math.max(200, place.clientWidth) }, [[], []], inner);
  new ResizeObserver(() => {
    if (place.clientWidth > 0 && place.clientWidth !== chart.width)
      chart.setSize({ width: place.clientWidth, height: options.height });
  }).observe(place);
  return chart;
}

type Current = () => Curve | undefined;
type Point = (index: number | null | undefined) => void;

const dayS = 86_400;

/** Days, or hours with the day where one begins; a year where it changes. */
function timeLabels(seconds: readonly number[], step: number): string[] {
  return seconds.map((at) => {
    const isDay = step >= dayS || at % dayS === 0;
    return isDay ? dayOf(at * 1_000) : shortTime(at * 1_000).slice(-5);
  });
}

const axis: Pick<uPlot.Axis, "stroke" | "grid" | "ticks" | "font"> = {
  stroke: () => colour("muted"),
  grid: { stroke: () => colour("line"), width: 1 },
  ticks: { show: false },
  font: '11px system-ui, "Segoe UI", Roboto, sans-serif',
};
const timeAxis: uPlot.Axis = {
  ...axis,
  size: 26,
  space: 70,
  values: (_chart, splits, ...[, , step]) => timeLabels(splits, step),
};
const bareTimeAxis: uPlot.Axis = { ...axis, size: 6, space: 70, values: (_chart, splits) => splits.map(() => "") };

const shared = (current: Current, point: Point): Pick<uPlot.Options, "tzDate" | "legend" | "cursor" | "hooks"> => ({
  tzDate: utcDate,
  legend: { show: false },
  cursor: { sync: { key: "fund" }, y: false, drag: { x: false, y: false }, points: { size: 6 } },
  hooks: { drawClear: [(chart) => shadeFreezes(chart, current())], setCursor: [({ cursor }) => point(cursor.idx)] },
});

const equityOptions = (current: Current, point: Point): Omit<uPlot.Options, "width"> => ({
  ...shared(current, point),
  height: 270,
  scales: { y: { range: (_chart, low, high) => padded(low, high) } },
  axes: [bareTimeAxis, { ...axis, size: 64, values: (_chart, values) => values.map(wholeUsd) }],
  series: [
    {},
    {
      stroke: () => colour("accent"),
      width: 1.5,
      fill: () => colour("accent-faint"),
      fillTo: () => current()?.equityUsd[0] ?? 0,
      points: { show: false },
    },
  ],
});

const drawdownOptions = (current: Current, point: Point): Omit<uPlot.Options, "width"> => ({
  ...shared(current, point),
  height: 130,
  scales: { y: { range: (_chart, low) => [Math.min(-1, low * 1.1), 0] } },
  axes: [
    timeAxis,
    { ...axis, size: 64, space: 26, values: (_chart, values) => values.map((value) => wholeShare(value / 100)) },
  ],
  series: [
    {},
    {
      stroke: () => colour("bad"),
      width: 1,
      fill: () => colour("bad-faint"),
      fillTo: () => 0,
      points: { show: false },
    },
  ],
});

function padded(low: number, high: number): [number, number] {
  const room = Math.max((high - low) * 0.08, high * 0.002);
  return [low - room, high + room];
}

function shadeFreezes(chart: uPlot, curve: Curve | undefined): void {
  if (curve === undefined) return;
  const { ctx, bbox } = chart;
  const lastMs = curve.atMs.at(-1) ?? 0;
  ctx.save();
  ctx.fillStyle = colour("freeze");
  for (const { fromMs, toMs } of curve.freezes) {
    const left = Math.max(bbox.left, chart.valToPos(fromMs / 1_000, "x", true));
    const right = Math.min(bbox.left + bbox.width, chart.valToPos((toMs ?? lastMs) / 1_000, "x", true));
    if (right >= left) ctx.fillRect(left, bbox.top, Math.max(2, right - left), bbox.height);
  }
  ctx.restore();
}
