/** What a venue tells about one of our orders, before it becomes an event. */
import type { Price, Quantity, UsdAmount } from "../units/units.ts";

/** Whether a fill came to a resting order, or took one. Their fees differ. */
export type Liquidity = "MAKER" | "TAKER";

export type VenueReport =
  | { readonly kind: "ACCEPTED"; readonly orderId: string }
  | { readonly kind: "REJECTED"; readonly orderId: string; readonly reason: string }
  | {
      readonly kind: "FILLED";
      readonly orderId: string;
      readonly fillId: string;
      readonly price: Price;
      readonly quantity: Quantity;
      readonly fee: UsdAmount;
      readonly liquidity: Liquidity;
    }
  /** The stop rests at another trigger now; between the two it rested at one of them. */
  | { readonly kind: "AMENDED"; readonly orderId: string; readonly stopPrice: Price }
  | { readonly kind: "CANCELED"; readonly orderId: string; readonly expired: boolean; readonly reason: string };
