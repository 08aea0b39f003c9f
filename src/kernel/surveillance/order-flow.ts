/** Our own orders and trades of the last while, as far back as the controls on them look: bounded, oldest first. */
import type { Side } from "../domain/order.ts";
import type { Fact } from "../events/catalogue.ts";
import type { DurationMs, EpochMs } from "../units/units.ts";

type Sent = { readonly id: string; readonly symbol: string; readonly isEntry: boolean; readonly at: EpochMs };
type Traded = { readonly symbol: string; readonly side: Side; readonly price: number; readonly at: EpochMs };
type Ended = { readonly symbol: string; readonly at: EpochMs };

export type OrderFlow = {
  readonly sent: Sent[];
  readonly trades: Traded[];
  readonly rejections: Ended[];
  /** Entries taken back with nothing filled. What the venue lets expire nobody took back. */
  readonly unfilled: (Ended & { readonly id: string })[];
};

export const openOrderFlow = (): OrderFlow => ({ sent: [], trades: [], rejections: [], unfilled: [] });

/** More than this in one window is as bad as this. */
const kept = 2_000;

/** Takes a fact in. Facts about orders that were sent before the window are none of its business. */
export function noteFlow(flow: OrderFlow, fact: Fact, at: EpochMs, window: DurationMs): void {
  if (fact.type === "order.submitted") {
    const { id, symbol, purpose } = fact.data;
    flow.sent.push({ id, symbol, isEntry: purpose === "ENTRY", at });
  } else if (fact.type === "trade.executed") {
    const { symbol, side, priceUsd } = fact.data;
    flow.trades.push({ symbol, side, price: priceUsd, at });
  } else if (fact.type === "order.status_changed") noteEnd(flow, fact.data, at);
  else return;
  forgetFlow(flow, at, window);
}

/** What is older than the window leaves it, also while nothing is sent. */
export function forgetFlow({ sent, trades, rejections, unfilled }: OrderFlow, at: EpochMs, window: DurationMs): void {
  for (const each of [sent, trades, rejections, unfilled]) forget(each, at - window);
}

type Changed = Extract<Fact, { type: "order.status_changed" }>["data"];

function noteEnd(flow: OrderFlow, { orderId, to, filledQuantity }: Changed, at: EpochMs): void {
  const sent = flow.sent.findLast(({ id }) => id === orderId);
  if (sent === undefined) return;
  if (to === "REJECTED") flow.rejections.push({ symbol: sent.symbol, at });
  if (to === "CANCELED" && sent.isEntry && filledQuantity === 0)
    flow.unfilled.push({ id: orderId, symbol: sent.symbol, at });
}

function forget(list: { readonly at: EpochMs }[], before: number): void {
  let stale = Math.max(0, list.length - kept);
  while ((list[stale]?.at ?? before + 1) <= before) stale += 1;
  if (stale > 0) list.splice(0, stale);
}
