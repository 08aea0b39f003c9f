/**
 * What the account has at the simulated venue: cash in micro-dollars, counted as the ledger counts, and base amounts.
 *
 * A fill moves both and its fee; nothing else does but what is told as a movement of cash.
 */
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

export const signedQuantity = (side: Side, quantity: number): number => (side === "BUY" ? quantity : 0 - quantity);

/** What adding floats leaves of nothing. */
const nothing = 1e-12;

export function moveHolding(funds: VenueFunds, symbol: string, change: number): void {
  const held = (funds.holdings.get(symbol) ?? 0) + change;
  funds.holdings.set(symbol, Math.abs(held) < nothing ? 0 : held);
}

/** A spot fill: paid or received in full, fee apart. */
export function bookSpotFill(funds: VenueFunds, { symbol, side, quantity, price, fee }: FundsFill): void {
  moveHolding(funds, symbol, signedQuantity(side, quantity));
  funds.cashMicros -= signedQuantity(side, toMicros(usd(quantity * price))) + toMicros(fee);
}
