/** Parts that every report has: headline figures, the period, what it does not prove. */
import { formatInterval } from "../../adapters/recorded-market/bar-interval.ts";
import type { CurveReport } from "../../kernel/analytics/curve-report.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import { minuteOf, money, whole } from "../figures.ts";
import { escape } from "./markup.ts";

/** Name, value, and a note in small print where there is one. */
export type Tile = readonly [name: string, value: string, note?: string];

const drawTile = ([name, value, note]: Tile): string =>
  `<div><dt>${escape(name)}</dt><dd>${escape(value)}${note === undefined ? "" : `<small>${escape(note)}</small>`}</dd></div>`;

export const tiles = (all: readonly Tile[]): string => `<dl class="tiles">${all.map(drawTile).join("")}</dl>`;

type Played = {
  readonly curve: CurveReport;
  readonly config: Pick<FundConfig, "intervalMs">;
  readonly bars: number;
};

export function periodText({ curve, config, bars }: Played): string {
  const { startAtMs, endAtMs, elapsedYears, startEquityUsd } = curve;
  const interval = formatInterval(config.intervalMs);
  return `${minuteOf(startAtMs)} to ${minuteOf(endAtMs)} UTC (${elapsedYears.toFixed(2)} years), ${whole(bars)} bars of ${interval}, from ${money(startEquityUsd)}.`;
}

export const soft = (text: string): string => `<p class="soft">${escape(text)}</p>`;

export const caveatList = (caveats: readonly string[]): string =>
  `<ul class="caveats">${caveats.map((each) => `<li>${escape(each)}</li>`).join("")}</ul>`;
