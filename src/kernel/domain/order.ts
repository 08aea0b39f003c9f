/**
 * Orders and the states one can be in, as a real venue has them.
 *
 * UNKNOWN is a state, never a guess: a submit whose outcome nobody recorded stays UNKNOWN, counts as exposure, and is
 * resolved only by the venue's answer to its client id or by proof that it never arrived (resolutions 16b).
 */
import type { EpochMs, Price, Quantity } from "../units/units.ts";

export const orderStatuses = [
  "SUBMITTED",
  "UNKNOWN",
  "WORKING",
  "PARTIALLY_FILLED",
  "PENDING_CANCEL",
  "FILLED",
  "CANCELED",
  "EXPIRED",
  "REJECTED",
  "ABSENT",
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/**
 * How the venue works an entry. MARKET, with its limit as protection: at once, and what is not filled expires. LIMIT
 * takes what it can at once and rests with the rest. POST_ONLY only rests: it is refused where it would take.
 */
export const orderTypes = ["MARKET", "LIMIT", "POST_ONLY"] as const;
export type OrderType = (typeof orderTypes)[number];

export type Side = "BUY" | "SELL";
/** ENTRY opens or adds; EXIT closes; STOP is the protective exit that rests at the venue. */
export type Purpose = "ENTRY" | "EXIT" | "STOP";

/** What the executor wants to send. Nothing here has been checked. */
export type Order = {
  /** `seq-index` of the entry that caused it; the run id is prefixed where it meets a venue. */
  readonly id: string;
  readonly symbol: string;
  readonly side: Side;
  readonly purpose: Purpose;
  readonly quantity: Quantity;
  /** Worst price accepted (market orders with protection). Absent on exits, which must get out. */
  readonly limitPrice?: Price;
  /** Trigger of a STOP. */
  readonly stopPrice?: Price;
  /** Of an entry; MARKET where nothing is said. */
  readonly orderType?: OrderType;
};

/** An open order of ours on the other side of the one that is looked at. */
export type OwnOrder = Pick<Order, "id" | "purpose" | "limitPrice" | "stopPrice">;

/**
 * What a venue is told to do where two orders of ours would meet: an entry ends itself, an exit or a stop ends the entry
 * that rests and goes on. So an exit is never stopped by our own order (controls.md, PT-13).
 */
export const selfTradeOf = ({ purpose }: Pick<Order, "purpose">): "EXPIRE_TAKER" | "EXPIRE_MAKER" =>
  purpose === "ENTRY" ? "EXPIRE_TAKER" : "EXPIRE_MAKER";

/** The price an order was decided on, and when that price was seen. */
export type ReferencePrice = { readonly price: number; readonly seenAt: number };

export type OrderRecord = {
  /** As the venue has it: the trigger of a stop is the one it last said that it rests at. */
  order: Order;
  /** Of an entry: who wished it. Of an exit or a stop: who owns what it closes. */
  readonly strategy: string;
  readonly submittedAt: EpochMs;
  status: OrderStatus;
  filledQuantity: Quantity;
  updatedAt: EpochMs;
  /** Why it was refused, cancelled or lost, in words. */
  note: string;
  /** Of an entry: how far from the fill its stop will rest, share of the price. */
  readonly stopDistance: number;
  /** What a fill is measured by: the close it was decided at, of a stop its trigger. Unknown of orders of older versions. */
  arrivalPrice?: number | undefined;
  /** Of an entry: the parent it is a child of. */
  readonly parentId?: string | undefined;
};

const openStatuses: ReadonlySet<OrderStatus> = new Set([
  "SUBMITTED",
  "UNKNOWN",
  "WORKING",
  "PARTIALLY_FILLED",
  "PENDING_CANCEL",
]);

/** Whether the venue keeps it until it is filled or cancelled. */
export const isResting = ({ orderType = "MARKET" }: Order): boolean => orderType !== "MARKET";

/** Whether more fills may still come. */
export const isOpen = (status: OrderStatus): boolean => openStatuses.has(status);
/** What may still be filled. */
export const remainingOf = (record: OrderRecord): number =>
  isOpen(record.status) ? Math.max(0, record.order.quantity - record.filledQuantity) : 0;
