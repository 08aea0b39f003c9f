/**
 * Asks for a part of a position to be sold at the market while the rest keeps its stop. Carried out by `protection.ts`.
 */
import { type Instrument, snapQuantity } from "../../domain/instrument.ts";
import { type ExitReason, type Position, reductionLeft } from "../../domain/position.ts";
import { type EpochMs, quantity } from "../../units/units.ts";

/** For which reason, and when it was asked. */
export type Asking = { readonly reason: ExitReason; readonly at: EpochMs };

/**
 * Sells `share` of what is held, in whole lots: nothing where the venue would find it too small, everything where it would
 * find the rest too small. One part at a time: while another is being sold nothing is asked.
 */
export function askToSell(position: Position, instrument: Instrument, share: number, { reason, at }: Asking): boolean {
  if (reductionLeft(position) > instrument.lotSize / 2) return false;
  const { quantity: held, lastPrice, soldQuantity, boughtQuantity } = position;
  const isWorth = (size: number): boolean => size * lastPrice >= instrument.minNotionalUsd;
  const part = snapQuantity(instrument, held * share);
  if (!isWorth(part)) return false;
  const size = isWorth(held - part) ? part : held;
  position.reduction = { askedAt: at, counted: boughtQuantity, sellUntil: quantity(soldQuantity + size), reason };
  return true;
}
