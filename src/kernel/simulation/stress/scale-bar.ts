/** A bar at other prices: its body by the factors where it opens and closes, its shadows as far as told, in whole ticks. */
import type { Bar } from "../../domain/bar.ts";
import { type Instrument, snapPriceDown } from "../../domain/instrument.ts";
import type { Price } from "../../units/units.ts";

export type PriceFactors = {
  /** Of the price at the open and at the close. */
  readonly before: number;
  readonly after: number;
  /** How many times as far, in logarithms, the shadows reach. */
  readonly swing?: number;
};

/** The bar itself where nothing changes. */
export function scaleBar(bar: Bar, instrument: Instrument, { before, after, swing = 1 }: PriceFactors): Bar {
  if (before === 1 && after === 1 && swing === 1) return bar;
  const open = bar.open * before;
  const close = bar.close * after;
  const above = (bar.high / Math.max(bar.open, bar.close)) ** swing;
  const below = (bar.low / Math.min(bar.open, bar.close)) ** swing;
  const ticks = (value: number): Price => snapPriceDown(instrument, value + instrument.tickSize / 2);
  return {
    ...bar,
    open: ticks(open),
    close: ticks(close),
    high: ticks(Math.max(open, close) * above),
    low: ticks(Math.min(open, close) * below),
  };
}
