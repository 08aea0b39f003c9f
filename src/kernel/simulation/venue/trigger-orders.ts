/**
 * Which conditional orders go off inside a bar, and from which price, on the worse path (resolutions 37).
 *
 * A stop goes off at its trigger, or at the open after a gap. A take-profit goes off at its trigger and no better. A
 * trailing stop first meets the extreme against it where it stood; else the extreme in its favour moves it and the other
 * one meets it there.
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

function trail(open: OpenOrder, bar: Bar): number | undefined {
  const { order, peak } = open;
  const before = peak === undefined ? undefined : stopFrom(order, triggerBehind(order, peak), bar);
  if (before !== undefined) return before;
  const moved = movedPeak(open, bar);
  if (moved === undefined) return undefined;
  open.peak = moved;
  const trigger = triggerBehind(order, moved);
  const meets = order.side === "SELL" ? bar.low <= trigger : bar.high >= trigger;
  return meets ? trigger : undefined;
}

/** Best price so far, this bar's included; nothing before the order begins to follow. */
function movedPeak({ order, peak }: OpenOrder, { high, low }: Bar): number | undefined {
  const best = order.side === "SELL" ? high : low;
  if (peak !== undefined) return order.side === "SELL" ? Math.max(peak, best) : Math.min(peak, best);
  const { activationPrice } = order;
  const begins =
    activationPrice === undefined || (order.side === "SELL" ? best >= activationPrice : best <= activationPrice);
  return begins ? best : undefined;
}

/** Where a trailing stop that follows `peak` goes off. */
export const triggerBehind = (
  { side, callback = 0 }: Pick<VenueOrder, "side"> & { callback?: number },
  peak: number,
) => (side === "SELL" ? peak * (1 - callback) : peak * (1 + callback));
