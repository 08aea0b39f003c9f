/** The fan of paths over time: where half and nine tenths of them lie, their middle, and the run itself. */
import { dayMs } from "../../../kernel/units/units.ts";
import { money, whole } from "../../figures.ts";
import { drawPlot, frame, plotLeft, plotRight } from "../../html/plot.ts";
import { logScale, timeTicks } from "../../html/scale.ts";
import type { MonteCarlo } from "../monte-carlo-answer.ts";

const height = 380;

export function drawFan({ days: { fan }, startAtMs, startEquityUsd }: MonteCarlo): string {
  const at = fan.days.map((day) => startAtMs + day * dayMs);
  const low = startAtMs;
  const high = at.at(-1) ?? low + 1;
  const usd = (values: readonly number[]) => values.map((each) => each * startEquityUsd);
  const lowest = Math.min(...fan.p5, ...fan.actual) * startEquityUsd;
  const highest = Math.max(...fan.p95, ...fan.actual) * startEquityUsd;
  const end = (values: readonly number[]) => money((values.at(-1) ?? 1) * startEquityUsd);
  const plot = drawPlot({
    id: "fan",
    title: "Equity of the paths in USD, logarithmic",
    description: `Nine tenths of the paths end between ${end(fan.p5)} and ${end(fan.p95)}; the run ends at ${end(fan.actual)}.`,
    height,
    x: (moment) => plotLeft + ((moment - low) / (high - low)) * (plotRight - plotLeft),
    timeTicks: timeTicks({ low, high }),
    y: logScale({ low: lowest * 0.98, high: highest * 1.02 }, { from: height - frame.bottom, to: frame.top }),
    tickLabel: whole,
    bands: [],
    areas: [
      { className: "outer", at, low: usd(fan.p5), high: usd(fan.p95) },
      { className: "inner", at, low: usd(fan.p25), high: usd(fan.p75) },
    ],
    lines: [
      { className: "hold", at, values: usd(fan.p50) },
      { className: "main", at, values: usd(fan.actual) },
    ],
  });
  return `<figure><figcaption>Equity, USD (logarithmic)</figcaption>${plot}</figure>`;
}
