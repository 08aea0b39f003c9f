/** Says what an entry cost in the end. */
import type { Instrument } from "../domain/instrument.ts";
import { executionCompleted } from "../events/execution-events.ts";
import { emit } from "../events/outbox.ts";
import { price } from "../units/units.ts";
import type { ParentOrder } from "./execute/parent-order.ts";
import { shortfallOf } from "./execute/shortfall.ts";
import type { TradingContext } from "./trading-context.ts";

export function announceEnd(
  { outbox, features }: TradingContext,
  parent: ParentOrder,
  id: number,
  { lotSize }: Instrument,
): void {
  const { id: parentId, symbol, strategy, style, openedAt, children, filled, arrivalPrice, expected } = parent;
  const { slippageBps = null, ...parts } = shortfallOf(parent, features.close[id] ?? arrivalPrice);
  const isFull = parent.quantity - filled < lotSize / 2;
  emit(
    outbox,
    executionCompleted.create({
      parentId,
      symbol,
      strategy,
      style,
      openedAtMs: openedAt,
      children,
      decidedQuantity: parent.quantity,
      filledQuantity: filled,
      arrivalPriceUsd: arrivalPrice,
      averagePriceUsd: filled > 0 ? price(parent.paid / filled) : null,
      expectedSlippageBps: Number.isFinite(expected.slippageBps) ? expected.slippageBps : null,
      slippageBps,
      ...parts,
      reason: isFull ? "filled" : (parent.stoppedBy ?? "not filled in the steps it had"),
    }),
  );
}
