/**
 * What an entry cost in the end: implementation shortfall, split into where it came from.
 *
 * Against a fund that bought everything at the price it was decided at, without a fee (Perold 1988). Delay is what
 * prices moved between the decision and each child, impact what each child paid beyond the price of its moment (spread
 * included), opportunity what the part that was not bought has gained meanwhile. The four add up to the whole.
 */
import type { ParentOrder } from "./parent-order.ts";

/** Basis points of the value decided on; below 0 is better than the decision. */
export type Shortfall = {
  readonly delayBps: number;
  readonly impactBps: number;
  readonly feeBps: number;
  readonly opportunityBps: number;
  readonly totalBps: number;
  /** Of what was bought, without fees; undefined when nothing was. */
  readonly slippageBps: number | undefined;
};

/** @param lastPrice when the parent ended */
export function shortfallOf(parent: ParentOrder, lastPrice: number): Shortfall {
  const { quantity, filled, paid, fees, arrivalPrice, delayUsd } = parent;
  const bps = (amount: number): number => (10_000 * amount) / (quantity * arrivalPrice);
  const paidMore = paid - filled * arrivalPrice;
  const opportunity = Math.max(0, quantity - filled) * (lastPrice - arrivalPrice);
  return {
    delayBps: bps(delayUsd),
    impactBps: bps(paidMore - delayUsd),
    feeBps: bps(fees),
    opportunityBps: bps(opportunity),
    totalBps: bps(paidMore + fees + opportunity),
    slippageBps: filled > 0 ? 10_000 * (paid / (filled * arrivalPrice) - 1) : undefined,
  };
}
