/** What several controls measure an order by, and how they put it into words. */
import { type Instrument, tiedShare } from "../../domain/instrument.ts";
import type { Order } from "../../domain/order.ts";

/** What an entry can cost at most: its quantity at its limit. */
export const worstCost = (order: Order): number => order.quantity * (order.limitPrice ?? Number.NaN);
/** What of it the account ties up: all of spot, the initial margin of a perpetual. */
export const tiedCost = (order: Order, instrument: Instrument | undefined): number =>
  instrument === undefined ? Number.NaN : worstCost(order) * tiedShare(instrument);
/** A share of nothing, or of less, is not a number and so refuses. */
export const shareOf = (part: number, whole: number): number => (whole > 0 ? part / whole : Number.NaN);
export const usdText = (value: number): string => `${value.toFixed(2)} USD`;
export const shareText = (value: number): string => `${(value * 100).toFixed(2)} %`;
