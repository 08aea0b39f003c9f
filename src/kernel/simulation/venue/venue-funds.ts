/**
 * What the account has at the simulated venue: cash in micro-dollars, counted as the ledger counts, and base amounts.
 *
 * A fill moves both and its fee; nothing else does but what is told as a movement of cash.
 */
import type { Instrument } from "../../domain/instrument.ts";
import type { Side } from "../../domain/order.ts";
import { toMicros } from "../../ledger/ledger.ts";
import { type UsdAmount, usd } from "../../units/units.ts";

export type VenueFunds = {
  /** Base amounts held at the venue; below zero is short, which only a perpetual can be. */
  readonly holdings: Map<string, number>;
  /** Counted as the ledger counts, so that both agree to the last micro-dollar. */
  cashMicros: number;
  fills: number;
};

export type FundsFill = {
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: number;
  readonly price: number;
  readonly fee: UsdAmount;
};

const signedQuantity = (side: Side, quantity: number): number => (side === "BUY" ? quantity : 0 - quantity);

/** Less than this share of a lot is what adding floats leaves of nothing. */
const dust = 1e-6;

/** What is held after a change; nothing where no part of a lot is left. */
export function heldAfter(held: number, change: number, { lotSize }: Pick<Instrument, "lotSize">): number {
  const after = held + change;
  return Math.abs(after) < lotSize * dust ? 0 : after;
}

/** A spot fill: paid or received in full, fee apart. */
export function bookSpotFill(funds: VenueFunds, fill: FundsFill, instrument: Instrument): void {
  const { symbol, side, quantity, price, fee } = fill;
  const change = signedQuantity(side, quantity);
  funds.holdings.set(symbol, heldAfter(funds.holdings.get(symbol) ?? 0, change, instrument));
  funds.cashMicros -= signedQuantity(side, toMicros(usd(quantity * price))) + toMicros(fee);
}
