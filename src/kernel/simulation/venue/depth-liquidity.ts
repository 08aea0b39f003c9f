/**
 * What a recorded order book offers, where bars would be guessed at: the walk of it for who takes, the queue for who rests.
 *
 * Ticks and lots of the recording are those of the instrument. An order with a place in the queue rests; one without takes.
 */
import { fromSteps, type Instrument } from "../../domain/instrument.ts";
import type { Side } from "../../domain/order.ts";
import { price, quantity } from "../../units/units.ts";
import { tickAt } from "../depth/book-side.ts";
import { type DepthBook, isUsable, openDepthBook } from "../depth/depth-book.ts";
import type { QueuePlace } from "../depth/queue-place.ts";
import { facing, nothingTaken, take, type TakenLots, walkBook } from "../depth/walk-book.ts";
import type { Liquidity, Wanted } from "./liquidity.ts";

/** One symbol's recorded market, and what our orders are in it. */
export type DepthMarket = {
  readonly symbol: string;
  readonly depth: DepthBook;
  readonly taken: TakenLots;
  /** Lots that public trades took and no change of the book has told yet. */
  readonly traded: TakenLots;
  /** Of our orders that rest, by id. */
  readonly places: Map<string, QueuePlace>;
  /** Lots filled at a place that no report has told yet. */
  readonly reached: Map<string, number>;
};

export const openDepthMarket = (symbol: string): DepthMarket => ({
  symbol,
  depth: openDepthBook(),
  taken: nothingTaken(),
  traded: nothingTaken(),
  places: new Map(),
  reached: new Map(),
});

export const ticksOf = ({ tickSize }: Instrument, at: number): number => Math.round(at / tickSize);
export const lotsOf = ({ lotSize }: Instrument, amount: number): number => Math.round(amount / lotSize);

export function depthLiquidity(market: DepthMarket, instrument: Instrument): Liquidity {
  const { depth, taken, traded, places, reached } = market;
  const priceOf = (tick: number) => price(fromSteps(tick, instrument.tickSize));
  const quantityOf = (lots: number) => quantity(fromSteps(lots, instrument.lotSize));
  return {
    best: (side: Side) => {
      const levels = facing(depth, side);
      return isUsable(depth) && levels.count > 0 ? priceOf(tickAt(levels, 0)) : undefined;
    },
    offered: ({ order, quantity: wanted, limitPrice }: Wanted) => {
      const limitTick = limitPrice === undefined ? undefined : ticksOf(instrument, limitPrice);
      const taker = { side: order.side, lots: lotsOf(instrument, wanted), limitTick };
      const walk = walkBook(depth, taken, taker, traded);
      return walk.parts.map(({ tick, lots }) => ({ price: priceOf(tick), quantity: quantityOf(lots) }));
    },
    reached: ({ order, quantity: wanted }) =>
      quantityOf(Math.min(reached.get(order.id) ?? 0, lotsOf(instrument, wanted))),
    take: ({ order }, part) => {
      const lots = lotsOf(instrument, part.quantity);
      if (places.has(order.id)) reached.set(order.id, (reached.get(order.id) ?? 0) - lots);
      else take(taken, order.side, [{ tick: ticksOf(instrument, part.price), lots }]);
    },
  };
}
