/**
 * What taking costs when all that is known is a bar: pessimistic, with costs on both sides (resolutions 37).
 *
 * A taker pays half the spread and the impact of the size by the square-root law I = Y·σ·√(Q/V), with σ and V of the bar
 * itself, or of the last one that had any, and no end to Q/V (methods B11 gives Y of 0.5 to 1). σ is Parkinson's range
 * estimate, ln(H/L) / (2·√ln 2). An order that rests is
 * filled at its limit only when the price trades through it by a tick: others were there before.
 */
import type { Bar } from "../../domain/bar.ts";
import { type Instrument, snapPriceDown, snapPriceUp } from "../../domain/instrument.ts";
import type { Side } from "../../domain/order.ts";
import type { Price } from "../../units/units.ts";
import type { VenueOrder } from "./venue-order.ts";

const parkinson = 1 / (2 * Math.sqrt(Math.LN2));

/** σ of the whole bar, share of the price. */
export const rangeVolatility = ({ high, low }: Bar): number => parkinson * Math.log(high / low);

/** How far and how much a symbol last traded, each of the last bar in which it did. */
export type Activity = { readonly volatility: number; readonly volume: number };

export const activityAfter = (bar: Bar, before: Activity | undefined): Activity => ({
  volatility: rangeVolatility(bar) || (before?.volatility ?? 0),
  volume: bar.volume || (before?.volume ?? 0),
});

/** @property before what the symbol did in the bars before, which stands in for a bar without range or volume */
export type BarMarket = {
  readonly instrument: Instrument;
  readonly bar: Bar;
  readonly impactFactor: number;
  readonly before?: Activity | undefined;
};

const impactOf = ({ bar, impactFactor, before }: BarMarket, filled: number): number => {
  const { volatility, volume } = activityAfter(bar, before);
  return impactFactor * volatility * Math.sqrt(volume > 0 ? filled / volume : 1);
};

/** Price of taking `filled` when the market stands at `from`. */
export function takerPrice(market: BarMarket, side: Side, from: number, filled: number): Price {
  const { instrument } = market;
  const half = instrument.halfSpreadBps / 10_000;
  const impact = impactOf(market, filled);
  return side === "BUY"
    ? snapPriceUp(instrument, from * (1 + half + impact))
    : snapPriceDown(instrument, from * Math.max(0.01, 1 - half - impact));
}

/** How much can be taken at no worse than a limit, by the same law turned round. */
export function takeableWithin(
  { instrument, bar, impactFactor, before }: BarMarket,
  { side, from, limit }: { readonly side: Side; readonly from: number; readonly limit: number },
): number {
  const away = side === "BUY" ? limit / from - 1 : 1 - limit / from;
  const room = away - instrument.halfSpreadBps / 10_000;
  const { volatility, volume } = activityAfter(bar, before);
  return room > 0 ? volume * (room / (impactFactor * volatility)) ** 2 : 0;
}

/** The first price a taker meets: half the spread from where the market stands. */
export const touchOf = ({ halfSpreadBps }: Instrument, side: Side, last: number): number =>
  last * (side === "BUY" ? 1 + halfSpreadBps / 10_000 : 1 - halfSpreadBps / 10_000);

/** Whether the bar went past the limit of an order that buys, or sells, by a tick at least. */
export function isTradedThrough(
  { side, limitPrice }: VenueOrder,
  { high, low }: Bar,
  { tickSize }: Instrument,
): boolean {
  if (limitPrice === undefined) return false;
  const past = side === "BUY" ? limitPrice - low : high - limitPrice;
  return past > tickSize / 2;
}

/** Whether an order meets the other side; one without a limit always does. */
export function wouldTake({ side, limitPrice }: VenueOrder, last: number, instrument: Instrument): boolean {
  if (limitPrice === undefined) return true;
  const touch = touchOf(instrument, side, last);
  return side === "BUY" ? limitPrice >= touch : limitPrice <= touch;
}
