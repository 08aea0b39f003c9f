/**
 * Whether an account can be held against the books at all: only figures as of the same report may be.
 *
 * Anything else is "not comparable yet", never a difference: reports are on their way, or the account is older than they.
 */
import type { VenueAccount } from "../../domain/venue-account.ts";

export const moments = ["SAME", "VENUE_AHEAD", "VENUE_BEHIND", "NO_SENSE"] as const;
export type Moment = (typeof moments)[number];

/** A number that is none is of no moment. */
export function momentOf(ours: number, venue: number): Moment {
  if (venue > ours) return "VENUE_AHEAD";
  if (venue < ours) return "VENUE_BEHIND";
  return venue === ours ? "SAME" : "NO_SENSE";
}

const isUnique = (names: readonly string[]): boolean => new Set(names).size === names.length;

/** Every order and symbol once, and numbers that are numbers: what contradicts itself agrees with nobody. */
export function isSound({ orders, holdings, cash }: Pick<VenueAccount, "orders" | "holdings" | "cash">): boolean {
  return (
    isUnique(orders.map(({ orderId }) => orderId)) &&
    isUnique(holdings.map(({ symbol }) => symbol)) &&
    Number.isFinite(cash) &&
    holdings.every(({ quantity }) => Number.isFinite(quantity)) &&
    orders.every(
      ({ quantity, filledQuantity, stopPrice = 0 }) =>
        Number.isFinite(quantity) && Number.isFinite(filledQuantity) && Number.isFinite(stopPrice),
    )
  );
}
