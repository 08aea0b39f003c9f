/** One recorded session in memory: its events in the order of receipt, its grid, and its bars of any length. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Grid } from "../../src/adapters/recorded-depth/grid.ts";
import { nothingRead, readDepth } from "../../src/adapters/recorded-depth/recorded-depth.ts";
import type { ClosedBars } from "../../src/kernel/domain/bar.ts";
import { addTrade, closeBar, openTradeBars } from "../../src/kernel/simulation/depth/bars-of-trades.ts";
import type { DepthEvent } from "../../src/kernel/simulation/depth/depth-event.ts";
import type { DurationMs } from "../../src/kernel/units/units.ts";

export type Session = { readonly symbol: string; readonly grid: Grid; readonly events: readonly DepthEvent[] };

const usual = join(import.meta.dirname, "../../../shared/data/exchange/binance-usdm-btcusdt-20240808.jsonl.gz");

/** The recording named, or the collected one beside the repository. */
export async function loadSession(path: string = usual): Promise<Session> {
  if (!existsSync(path)) throw new Error(`expected a recording of order books at ${path}; name one as argument`);
  const events: DepthEvent[] = [];
  let told: { symbol: string; grid: Grid } | undefined;
  for await (const { symbol, grid, event } of readDepth([path], nothingRead())) {
    told ??= { symbol, grid };
    if (symbol === told.symbol) events.push(event);
  }
  if (told === undefined) throw new Error(`expected an order book in ${path}`);
  return { ...told, events };
}

export function barsOf({ symbol, grid, events }: Session, interval: DurationMs): ClosedBars[] {
  const bars = openTradeBars(symbol, interval, grid);
  const closed: ClosedBars[] = [];
  for (const event of events) {
    const bar = event.kind === "TRADE" ? addTrade(bars, event) : undefined;
    if (bar !== undefined) closed.push(bar);
  }
  const last = closeBar(bars);
  return last === undefined ? closed : [...closed, last];
}
