/** The fund's own books, as the reconciler looks at them: what is open, what is held, what cash there is, as of which report. */
import type { Instrument } from "../../domain/instrument.ts";
import type { OrderRecord } from "../../domain/order.ts";
import type { Difference } from "../../domain/reconciliation.ts";
import type { EpochMs } from "../../units/units.ts";

export type Held = { readonly symbol: string; readonly quantity: number };

export type Books = {
  readonly at: EpochMs;
  /** The last report of the venue that is in these figures. */
  readonly reportSeq: number;
  /** Orders that may still be filled. */
  readonly orders: readonly OrderRecord[];
  readonly holdings: readonly Held[];
  /** All money that lies at the venue, what is set aside there included. */
  readonly cash: number;
  /** Whether the fund ever gave out this order id. */
  readonly isOurs: (orderId: string) => boolean;
  /** Asked by client id, the venue has said that it does not work this order. */
  readonly isProvenEnded: (orderId: string) => boolean;
  /** An operator has accepted it. */
  readonly isAccepted: (difference: Difference) => boolean;
  /** The venue's reports were asked for because of it, at an earlier pass. */
  readonly isAsked: (difference: Difference) => boolean;
  readonly instrumentOf: (symbol: string) => Instrument | undefined;
};

/** Whole steps in a quantity or price. NaN stays NaN, and so equals nothing. */
export const stepsIn = (value: number, step: number): number => Math.round(value / step);

/** Differences of less than half a lot are dust, which no order could sell (RT-06). Written so that NaN differs. */
export const isSameQuantity = (a: number, b: number, { lotSize }: Instrument): boolean =>
  stepsIn(a, lotSize) === stepsIn(b, lotSize);

export const isSamePrice = (a: number, b: number, { tickSize }: Instrument): boolean =>
  stepsIn(a, tickSize) === stepsIn(b, tickSize);
