/** What a venue tells about one of our orders, before it becomes an event. */
import type { Side } from "./order.ts";
import type { Price, Quantity, UsdAmount } from "../units/units.ts";

/** Whether a fill came to a resting order, or took one. Their fees differ. */
export type Liquidity = "MAKER" | "TAKER";

/** Why the venue traded for us without an order of the fund. */
export const foreignCauses = ["LIQUIDATION", "AUTO_DELEVERAGING", "MANUAL"] as const;
export type ForeignCause = (typeof foreignCauses)[number];

/** Why the venue moved cash without a trade. Below zero it took some. */
export const cashCauses = ["FUNDING", "FEE", "TRANSFER"] as const;
export type CashCause = (typeof cashCauses)[number];

/** What happened at the venue without the fund asking for it. */
export type ForeignReport =
  | {
      readonly kind: "FOREIGN_FILL";
      readonly symbol: string;
      readonly side: Side;
      readonly fillId: string;
      readonly price: Price;
      readonly quantity: Quantity;
      readonly fee: UsdAmount;
      readonly cause: ForeignCause;
    }
  /** `cashId` names the movement, so that it is booked once. */
  | {
      readonly kind: "CASH_MOVED";
      readonly cashId: string;
      readonly symbol: string | undefined;
      readonly amount: UsdAmount;
      readonly cause: CashCause;
    };

export type VenueReport =
  | { readonly kind: "ACCEPTED"; readonly orderId: string }
  /** `code` is the venue's own number for why; `undefined` where it gave none. */
  | { readonly kind: "REJECTED"; readonly orderId: string; readonly reason: string; readonly code?: number | undefined }
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

/** About our orders, or about what happened at the venue unasked. */
export type AnyReport = VenueReport | ForeignReport;
