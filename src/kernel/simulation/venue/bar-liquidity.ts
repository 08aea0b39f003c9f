/**
 * What a bar offers, pessimistically (decision 0016, resolutions 37).
 *
 * An order without a limit gets all it asks for, at a price that gives way by the square-root law. Orders with a limit
 * share a tenth of the bar's volume between them. One that rests is reached once the price traded a tick through it.
 */
import type { Bar } from "../../domain/bar.ts";
import { type Instrument, snapQuantity } from "../../domain/instrument.ts";
import type { Side } from "../../domain/order.ts";
import { price } from "../../units/units.ts";
import type { VenueBook } from "./book-state.ts";
import { isTradedThrough, takerPrice, touchOf } from "./fill-model.ts";
import type { Liquidity, Wanted } from "./liquidity.ts";

/** @param from where the market stands at the moment: the open, or a trigger */
export function barLiquidity(book: VenueBook, bar: Bar, instrument: Instrument, from: number): Liquidity {
  const { impactFactor, maxParticipation } = book.terms;
  const shareLeft = (): number => Math.max(0, bar.volume * maxParticipation - (book.takenInBar.get(bar.symbol) ?? 0));
  const wholeLots = ({ quantity, limitPrice }: Wanted): ReturnType<typeof snapQuantity> =>
    snapQuantity(instrument, limitPrice === undefined ? quantity : Math.min(quantity, shareLeft()));
  return {
    best: (side: Side) => touchOf(instrument, side, from),
    offered: (wanted) => {
      const { side } = wanted.order;
      const quantity = wholeLots(wanted);
      const at = takerPrice({ instrument, bar, impactFactor }, side, from, quantity);
      const { limitPrice } = wanted;
      const isWorse = limitPrice !== undefined && !(side === "BUY" ? at <= limitPrice : at >= limitPrice);
      return quantity > 0 && !isWorse ? [{ quantity, price: price(at) }] : [];
    },
    reached: (wanted) => (isTradedThrough(wanted.order, bar, instrument) ? wholeLots(wanted) : 0),
    take: (_, { quantity }) => void book.takenInBar.set(bar.symbol, (book.takenInBar.get(bar.symbol) ?? 0) + quantity),
  };
}
