/**
 * How the simulated venue fills: pessimistic, with costs on both sides (resolutions 37).
 *
 * Market orders fill at the next open, worse by half the spread and by the impact of their size; stops fill at their
 * trigger or, after a gap, at the open, worse by the same. Impact follows the square-root law I = Y·σ·√(Q/V) with σ and
 * V of the bar itself and Y = 1 (methods B11 gives 0.5 to 1). σ is Parkinson's range estimate, ln(H/L) / (2·√ln 2).
 * Orders that rest fill at their limit, with the maker's fee, only when the price trades through it by a tick.
 */
import type { Bar } from "../../domain/bar.ts";
import { type Instrument, snapPriceDown, snapPriceUp } from "../../domain/instrument.ts";
import type { Order } from "../../domain/order.ts";
import type { Price } from "../../units/units.ts";

const impactFactor = 1;
const parkinson = 1 / (2 * Math.sqrt(Math.LN2));
/** Largest share of a bar's volume an entry may take; the rest is not filled. */
export const maxParticipation = 0.1;

const impactOf = (bar: Bar, filled: number): number => {
  const participation = bar.volume > 0 ? Math.min(1, filled / bar.volume) : 1;
  return impactFactor * parkinson * Math.log(bar.high / bar.low) * Math.sqrt(participation);
};

/** Price of buying `filled` when the market stands at `from`. */
export const buyPrice = (instrument: Instrument, bar: Bar, from: number, filled: number): Price =>
  snapPriceUp(instrument, from * (1 + instrument.halfSpreadBps / 10_000 + impactOf(bar, filled)));

/** Price of selling `filled` when the market stands at `from`. */
export const sellPrice = (instrument: Instrument, bar: Bar, from: number, filled: number): Price =>
  snapPriceDown(instrument, from * Math.max(0.01, 1 - instrument.halfSpreadBps / 10_000 - impactOf(bar, filled)));

/** Whether the bar went past the limit of an order that buys, or sells, by a tick at least. */
export function isTradedThrough({ side, limitPrice }: Order, { high, low }: Bar, { tickSize }: Instrument): boolean {
  if (limitPrice === undefined) return false;
  const past = side === "BUY" ? limitPrice - low : high - limitPrice;
  return past > tickSize / 2;
}

/** Whether a limit meets the other side, half the spread from the last price. */
export function wouldTake({ side, limitPrice }: Order, last: number, { halfSpreadBps }: Instrument): boolean {
  if (limitPrice === undefined) return true;
  const half = halfSpreadBps / 10_000;
  return side === "BUY" ? limitPrice >= last * (1 + half) : limitPrice <= last * (1 - half);
}
