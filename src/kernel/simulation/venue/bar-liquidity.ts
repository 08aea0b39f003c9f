/**
 * What a bar offers, pessimistically (decision 0016, resolutions 37).
 *
 * An order without a limit gets all it asks for, at a price that gives way by the square-root law. Orders with a limit
 * share a tenth of the bar's volume between them and take no more than the law gives within it. One that rests is reached
 * once the price traded a tick through it.
 */
import type { Bar } from "../../domain/bar.ts";
import { type Instrument, snapQuantity } from "../../domain/instrument.ts";
import type { Side } from "../../domain/order.ts";
import type { Quantity } from "../../units/units.ts";
import type { VenueBook } from "./book-state.ts";
import { type BarMarket, isTradedThrough, takeableWithin, takerPrice, touchOf } from "./fill-model.ts";
import type { Liquidity, Part, Wanted } from "./liquidity.ts";

/** Kept off the most that a limit allows, so that no rounding carries the price over it. */
const roundingShare = 1e-9;

/** @param from where the market stands at the moment: the open, or a trigger */
export function barLiquidity(book: VenueBook, bar: Bar, instrument: Instrument, from: number): Liquidity {
  const { impactFactor, maxParticipation } = book.terms;
  const shareLeft = (): number => Math.max(0, bar.volume * maxParticipation - (book.takenInBar.get(bar.symbol) ?? 0));
  const wholeLots = ({ quantity, limitPrice }: Wanted): ReturnType<typeof snapQuantity> =>
    snapQuantity(instrument, limitPrice === undefined ? quantity : Math.min(quantity, shareLeft()));
  const market: BarMarket = { instrument, bar, impactFactor, before: book.activity.get(bar.symbol) };
  const part = (side: Side, quantity: Quantity): Part => ({
    quantity,
    price: takerPrice(market, side, from, quantity),
  });
  return {
    best: (side: Side) => touchOf(instrument, side, from),
    offered: (wanted) => {
      const { order, limitPrice: limit } = wanted;
      const { side } = order;
      const isWithin = (at: number): boolean => limit === undefined || (side === "BUY" ? at <= limit : at >= limit);
      const most = part(side, wholeLots(wanted));
      if (limit === undefined || isWithin(most.price)) return most.quantity > 0 ? [most] : [];
      const within = takeableWithin(market, { side, from, limit }) * (1 - roundingShare);
      const less = part(side, snapQuantity(instrument, Math.min(most.quantity, within)));
      return less.quantity > 0 && isWithin(less.price) ? [less] : [];
    },
    reached: (wanted) => (isTradedThrough(wanted.order, bar, instrument) ? wholeLots(wanted) : 0),
    take: (_, { quantity }) => void book.takenInBar.set(bar.symbol, (book.takenInBar.get(bar.symbol) ?? 0) + quantity),
  };
}
