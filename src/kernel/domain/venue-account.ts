/**
 * What a venue says we have there: what the reconciler holds the fund's own books against.
 *
 * `reportSeq` says which of the venue's numbered reports are already in it, so that nobody compares books of two moments.
 */
import type { Side } from "./order.ts";
import type { EpochMs, Price, Quantity, UsdAmount } from "../units/units.ts";

/** An order that may still be filled. One that is not ours has the venue's own id. */
export type VenueOpenOrder = {
  readonly orderId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: Quantity;
  readonly filledQuantity: Quantity;
  readonly stopPrice: Price | undefined;
};

/** What is held of a symbol; below zero is short (perpetuals only). */
export type VenueHolding = { readonly symbol: string; readonly quantity: number };

export type VenueAccount = {
  readonly at: EpochMs;
  /** The last report that is in these figures. */
  readonly reportSeq: number;
  readonly orders: readonly VenueOpenOrder[];
  readonly holdings: readonly VenueHolding[];
  /** In the trading account, what open orders lock included; of perpetuals the wallet balance. */
  readonly cash: UsdAmount;
};
