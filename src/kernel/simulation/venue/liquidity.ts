/**
 * What can be had in a symbol at one moment, and whether an order that rests was reached.
 *
 * The seam between matching and where prices come from: bars (`bar-liquidity.ts`) or a recorded book. Quantities offered
 * are whole lots; nothing is better than the best price.
 */
import type { Side } from "../../domain/order.ts";
import type { Price, Quantity } from "../../units/units.ts";
import type { VenueOrder } from "./venue-order.ts";

/** So much of an order, at this limit or better; without a limit at any price. */
export type Wanted = { readonly order: VenueOrder; readonly quantity: number; readonly limitPrice: Price | undefined };

export type Part = { readonly quantity: Quantity; readonly price: Price };

export type Liquidity = {
  /** What an order of this side meets first; nothing where nobody is there. */
  readonly best: (side: Side) => number | undefined;
  /** What an order that takes could have now, best first. Asks; takes nothing. */
  readonly offered: (wanted: Wanted) => readonly Part[];
  /** Quantity of an order resting at `limitPrice` that has been filled there since it was last asked. */
  readonly reached: (wanted: Wanted) => number;
  /** So much was filled of what was offered or reached; it is there for nobody else. */
  readonly take: (wanted: Wanted, part: Part) => void;
};
