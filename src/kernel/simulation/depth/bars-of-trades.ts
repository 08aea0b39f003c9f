/**
 * Bars out of recorded trades, on whole multiples of an interval of the venue's clock.
 *
 * An interval without a trade has no bar. Trades come almost in order of their time; one that is late for a bar that has
 * been told goes into the bar that is open, since a told bar is never changed.
 */
import { type Bar, type ClosedBars } from "../../domain/bar.ts";
import { fromSteps } from "../../domain/instrument.ts";
import { type DurationMs, epochMs, price, type Price, quantity, type Quantity } from "../../units/units.ts";
import type { PublicTrade } from "./depth-event.ts";

export type TradeBars = {
  readonly symbol: string;
  readonly interval: DurationMs;
  readonly tickSize: Price;
  readonly lotSize: Quantity;
  open: OpenBar | undefined;
};

type OpenBar = { closesAt: number; open: number; high: number; low: number; close: number; lots: number };

export const openTradeBars = (
  symbol: string,
  interval: DurationMs,
  { tickSize, lotSize }: { readonly tickSize: Price; readonly lotSize: Quantity },
): TradeBars => ({ symbol, interval, tickSize, lotSize, open: undefined });

/** The bar that this trade closes by coming after it, if it does. */
export function addTrade(bars: TradeBars, { at, tick, lots }: PublicTrade): ClosedBars | undefined {
  const { open, interval } = bars;
  if (open !== undefined && at < open.closesAt) {
    open.high = Math.max(open.high, tick);
    open.low = Math.min(open.low, tick);
    open.close = tick;
    open.lots += lots;
    return undefined;
  }
  const closed = closeBar(bars);
  const closesAt = (Math.floor(at / interval) + 1) * interval;
  bars.open = { closesAt, open: tick, high: tick, low: tick, close: tick, lots };
  return closed;
}

/** The bar that is open, closed by the end of the recording. */
export function closeBar(bars: TradeBars): ClosedBars | undefined {
  const { open, symbol } = bars;
  if (open === undefined) return undefined;
  bars.open = undefined;
  const at = (tick: number): Price => price(fromSteps(tick, bars.tickSize));
  const bar: Bar = {
    symbol,
    open: at(open.open),
    high: at(open.high),
    low: at(open.low),
    close: at(open.close),
    volume: quantity(fromSteps(open.lots, bars.lotSize)),
  };
  return { closedAt: epochMs(open.closesAt), bars: [bar], missing: [] };
}
