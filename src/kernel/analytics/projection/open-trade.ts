/**
 * A position while it is held, put together from orders and fills alone: what was paid and received, fees, slippage, how
 * far the price went for and against it. Signs follow the first fill, so that a short would count as well as a long.
 */
import { toMicros } from "../../ledger/ledger.ts";
import type { orderSubmitted, positionOpened, tradeExecuted } from "../../events/trading-events.ts";
import type { EventOf } from "../../events/define-event.ts";
import { compareFill } from "../slippage.ts";

export type Fill = EventOf<typeof tradeExecuted>["data"];
export type Opened = EventOf<typeof positionOpened>["data"];
export type Submitted = EventOf<typeof orderSubmitted>["data"];

/** What is remembered of an order while it may still fill. */
export type SeenOrder = {
  /** Price it was decided on; a stop's trigger, where it was moved to last. Null where nobody knew one. */
  readonly referenceUsd: number | null;
  readonly purpose: Submitted["purpose"];
  /** Of an entry: who spoke for it, and for how much of it. */
  readonly voices: readonly Voice[];
};

/** A model and its share in a decision; the shares of one decision add up to 1. */
export type Voice = { readonly model: string; readonly shareFraction: number };

export type OpenTrade = {
  readonly symbol: string;
  readonly side: "LONG" | "SHORT";
  readonly openedAtMs: number;
  readonly voices: readonly Voice[];
  /** Market regime of the symbol when it was opened. */
  readonly regime: string;
  tradeId: string;
  strategy: string;
  /** Held now, and bought or sold to open in all. */
  quantity: number;
  openedQuantity: number;
  /** Paid to open, and received, in micro-dollars, without fees. */
  paid: number;
  received: number;
  fees: number;
  /** Paid above the reference prices, in micro-dollars; below zero where fills were better. */
  slippage: number;
  /** Notional at the reference prices of what has one, in micro-dollars. */
  referenced: number;
  initialRiskUsd: number;
  lowestUsd: number;
  highestUsd: number;
  /** Latest close or fill. */
  markUsd: number;
};

export type Setting = { readonly atMs: number; readonly regime: string; readonly order: SeenOrder | undefined };

export const openTrade = (fill: Fill, { atMs, regime, order }: Setting): OpenTrade => ({
  symbol: fill.symbol,
  side: fill.side === "BUY" ? "LONG" : "SHORT",
  openedAtMs: atMs,
  voices: order?.voices ?? [],
  regime,
  tradeId: fill.orderId,
  strategy: "",
  quantity: 0,
  openedQuantity: 0,
  paid: 0,
  received: 0,
  fees: 0,
  slippage: 0,
  referenced: 0,
  initialRiskUsd: 0,
  lowestUsd: fill.priceUsd,
  highestUsd: fill.priceUsd,
  markUsd: fill.priceUsd,
});

export function takeFill(trade: OpenTrade, fill: Fill, order: SeenOrder | undefined): void {
  const amount = toMicros(fill.quantity * fill.priceUsd);
  const opens = (fill.side === "BUY") === (trade.side === "LONG");
  if (opens) trade.openedQuantity += fill.quantity;
  trade.quantity += (opens ? 1 : -1) * fill.quantity;
  if (fill.side === "BUY") trade.paid += amount;
  else trade.received += amount;
  trade.fees += toMicros(fill.feeUsd);
  const compared = compareFill(fill, order?.referenceUsd);
  if (compared !== undefined) {
    const reference = toMicros(fill.quantity * compared.referenceUsd);
    trade.referenced += reference;
    trade.slippage += Math.round(reference * compared.slippageRatio);
  }
  lookAt(trade, fill.priceUsd, fill.priceUsd);
  trade.markUsd = fill.priceUsd;
}

/** Takes in the range of a bar that the position was held through. */
export function lookAt(trade: OpenTrade, lowUsd: number, highUsd: number): void {
  if (lowUsd < trade.lowestUsd) trade.lowestUsd = lowUsd;
  if (highUsd > trade.highestUsd) trade.highestUsd = highUsd;
}

/** What it would come to if it were closed at its mark without further cost, in micro-dollars. */
export const pnlNow = ({ side, quantity, markUsd, received, paid, fees }: OpenTrade): number =>
  received - paid - fees + (side === "LONG" ? 1 : -1) * toMicros(quantity * markUsd);

/** How far the price went for it and against it, as shares of the average price paid. */
export function excursionsOf(trade: OpenTrade, entryPriceUsd: number): { mfeRatio: number; maeRatio: number } {
  const up = trade.highestUsd / entryPriceUsd - 1;
  const down = 1 - trade.lowestUsd / entryPriceUsd;
  const [favourable, adverse] = trade.side === "LONG" ? [up, down] : [down, up];
  return { mfeRatio: Math.max(0, favourable), maeRatio: Math.max(0, adverse) };
}
