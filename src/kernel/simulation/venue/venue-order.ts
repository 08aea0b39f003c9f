/**
 * Orders as a venue has them, and what the fund's orders are in the venue's words.
 *
 * Source: Binance's order types and times in force for spot and USD-M; GTX is post-only. A fund's market entry carries a
 * protective limit, so it is a limit order that is filled at once or not at all; its exits and stops only reduce.
 */
import { type Order, selfTradeOf, type Side } from "../../domain/order.ts";
import type { Fraction, Price, Quantity } from "../../units/units.ts";

export const venueOrderTypes = [
  "MARKET",
  "LIMIT",
  "STOP_MARKET",
  "STOP_LIMIT",
  "TAKE_PROFIT_MARKET",
  "TAKE_PROFIT_LIMIT",
  "TRAILING_STOP",
] as const;
export type VenueOrderType = (typeof venueOrderTypes)[number];

/** GTC rests until cancelled; IOC takes what it can at once; FOK all at once or nothing; GTX never takes. */
export const timesInForce = ["GTC", "IOC", "FOK", "GTX"] as const;
export type TimeInForce = (typeof timesInForce)[number];

/** What happens when an order of ours would meet another one of ours. Of the order that takes. */
export const selfTradePreventions = ["NONE", "EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH"] as const;
export type SelfTradePrevention = (typeof selfTradePreventions)[number];

export type VenueOrder = {
  readonly id: string;
  readonly symbol: string;
  readonly side: Side;
  readonly type: VenueOrderType;
  readonly quantity: Quantity;
  /** Worst price accepted. */
  readonly limitPrice?: Price;
  /** Trigger of a stop or of a take-profit. */
  readonly stopPrice?: Price;
  /** Of a trailing stop: share of the best price it stays behind. */
  readonly callback?: Fraction;
  /** Of a trailing stop: the price it begins to follow at; at once where nothing is said. */
  readonly activationPrice?: Price;
  readonly timeInForce: TimeInForce;
  readonly isReduceOnly: boolean;
  readonly selfTrade: SelfTradePrevention;
};

export const isStop = ({ type }: VenueOrder): boolean =>
  type === "STOP_MARKET" || type === "STOP_LIMIT" || type === "TRAILING_STOP";
export const isTakeProfit = ({ type }: VenueOrder): boolean =>
  type === "TAKE_PROFIT_MARKET" || type === "TAKE_PROFIT_LIMIT";
export const isConditional = (order: VenueOrder): boolean => isStop(order) || isTakeProfit(order);
/** Whether it has a limit once it works. */
export const hasLimit = ({ type }: VenueOrder): boolean =>
  type === "LIMIT" || type === "STOP_LIMIT" || type === "TAKE_PROFIT_LIMIT";
/** Whether it ends with the moment it came in. */
export const isAtOnce = ({ timeInForce }: VenueOrder): boolean => timeInForce === "IOC" || timeInForce === "FOK";

export const opposite = (side: Side): Side => (side === "BUY" ? "SELL" : "BUY");

/** A fund's order in the venue's words; one that is in them already stays as it is. */
export function venueOrderOf(order: Order | VenueOrder): VenueOrder {
  if (!("purpose" in order)) return order;
  const { id, symbol, side, purpose, quantity, limitPrice, stopPrice } = order;
  const common = { id, symbol, side, quantity, selfTrade: selfTradeOf(order) } as const;
  if (purpose === "STOP")
    return { ...common, type: "STOP_MARKET", timeInForce: "GTC", isReduceOnly: true, ...given({ stopPrice }) };
  if (purpose === "EXIT") return { ...common, type: "MARKET", timeInForce: "GTC", isReduceOnly: true };
  const timeInForce = order.orderType === "LIMIT" ? "GTC" : order.orderType === "POST_ONLY" ? "GTX" : "IOC";
  return { ...common, type: "LIMIT", timeInForce, isReduceOnly: false, ...given({ limitPrice }) };
}

type Prices = { readonly limitPrice?: Price; readonly stopPrice?: Price };
type Maybe<Of> = { readonly [Name in keyof Of]: Of[Name] | undefined };

/** Leaves out what is undefined. */
const given = ({ limitPrice, stopPrice }: Maybe<Prices>): Prices => ({
  ...(limitPrice === undefined ? {} : { limitPrice }),
  ...(stopPrice === undefined ? {} : { stopPrice }),
});
