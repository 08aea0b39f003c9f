/**
 * Which conditional orders go off inside a bar, and from which price, on the worse path (resolutions 37).
 *
 * A stop goes off at its trigger, or at the open after a gap. A take-profit goes off at its trigger and no better. A
 * trailing stop first meets the extreme against it where it stood, or where it began to follow; else the extreme in its
 * favour moves it and the other one meets it there.
 */
import type { Bar } from "../../domain/bar.ts";
import type { OpenOrder } from "./book-state.ts";
import { isStop, isTakeProfit, type VenueOrder } from "./venue-order.ts";

/** Where the market stands when the order goes off inside this bar; nothing when it does not. Moves what trails. */
export function setOffBy(open: OpenOrder, bar: Bar): number | undefined {
  if (open.isTriggered) return undefined;
  if (open.order.type === "TRAILING_STOP") return trail(open, bar);
  const { stopPrice } = open.order;
  if (stopPrice === undefined) return undefined;
  if (isStop(open.order)) return stopFrom(open.order, stopPrice, bar);
  return isTakeProfit(open.order) && isReached(open.order, stopPrice, bar) ? stopPrice : undefined;
}

/** Of a stop, where a sale meets a falling market and a purchase a rising one. */
function stopFrom({ side }: VenueOrder, trigger: number, { open, high, low }: Bar): number | undefined {
  if (side === "SELL") return low <= trigger ? Math.min(open, trigger) : undefined;
  return high >= trigger ? Math.max(open, trigger) : undefined;
}

const isReached = ({ side }: VenueOrder, target: number, { high, low }: Bar): boolean =>
  side === "SELL" ? high >= target : low <= target;

/** Where a stop stands as the bar opens, before the bar moves it; nothing of one that has gone off or does not follow yet. */
export function standingTrigger({ order, peak, isTriggered }: OpenOrder, { open }: Bar): number | undefined {
  if (isTriggered || !isStop(order)) return undefined;
  if (order.type !== "TRAILING_STOP") return order.stopPrice;
  const { side, activationPrice = open } = order;
  const followed = peak ?? ((side === "SELL" ? open >= activationPrice : open <= activationPrice) ? open : undefined);
  return followed === undefined ? undefined : triggerBehind(order, followed);
}

function trail(open: OpenOrder, bar: Bar): number | undefined {
  const { order } = open;
  const standing = standingTrigger(open, bar);
  if (standing === undefined) {
    const { activationPrice } = order;
    if (activationPrice === undefined || !isReached(order, activationPrice, bar)) return undefined;
    const begun = triggerBehind(order, activationPrice);
    if (isMet(order, begun, bar)) return begun;
  } else {
    const before = stopFrom(order, standing, bar);
    if (before !== undefined) return before;
  }
  open.peak = movedPeak(open, bar);
  const trigger = triggerBehind(order, open.peak);
  return isMet(order, trigger, bar) ? trigger : undefined;
}

const isMet = ({ side }: VenueOrder, trigger: number, { high, low }: Bar): boolean =>
  side === "SELL" ? low <= trigger : high >= trigger;

/** Best price so far, this bar's included. */
function movedPeak({ order: { side }, peak }: OpenOrder, { high, low }: Bar): number {
  return side === "SELL" ? Math.max(peak ?? high, high) : Math.min(peak ?? low, low);
}

/** Where a trailing stop that follows `peak` goes off. */
export const triggerBehind = (
  { side, callback = 0 }: Pick<VenueOrder, "side"> & { callback?: number },
  peak: number,
) => (side === "SELL" ? peak * (1 - callback) : peak * (1 + callback));
