/**
 * The ways a trade is attributed: each belongs to one key of every dimension, but to all the models that spoke for it, by
 * their shares. Whatever the dimension, the parts add up to the whole.
 */
import type { positionClosed } from "../../events/trading-events.ts";
import type { EventOf } from "../../events/define-event.ts";
import { type OpenTrade, pnlNow, type Voice } from "./open-trade.ts";
import { type Counted, splitWhole } from "./tally.ts";

export const dimensions = ["symbol", "strategy", "model", "regime", "hour", "weekday", "exit_reason"] as const;
export type Dimension = (typeof dimensions)[number];

export type ClosedTrade = EventOf<typeof positionClosed>["data"];

export type Part = { readonly key: string; readonly part: Counted };

/** Where no model spoke for an entry: a strategy with a name of its own, or a journal that does not say. */
export const noModel = "none";
/** Exit reason of a position that is held. */
export const stillOpen = "OPEN";

const weekdays = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"] as const;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export const hourOf = (atMs: number): string => `${String(Math.floor(atMs / hourMs) % 24).padStart(2, "0")}:00`;
/** 1 January 1970 was a Thursday. */
export const weekdayOf = (atMs: number): string => weekdays[Math.floor(atMs / dayMs) % 7] ?? "";

/** The one key of each dimension but the models'. */
export const keysOf = (
  { symbol, strategy, regime, openedAtMs }: OpenTrade,
  exitReason: string,
): Readonly<Record<Exclude<Dimension, "model">, string>> => ({
  symbol,
  strategy,
  regime,
  hour: hourOf(openedAtMs),
  weekday: weekdayOf(openedAtMs),
  exit_reason: exitReason,
});

/** Profit as the ledger has it: the fact's own is a sum of unrounded fees. */
export function tradeCounts(trade: OpenTrade, { rMultipleRatio, closedAtMs, exitReason }: ClosedTrade) {
  const { fees, slippage, openedAtMs } = trade;
  const whole: Counted = {
    pnl: pnlNow(trade),
    fees,
    slippage,
    multiple: rMultipleRatio,
    heldMs: closedAtMs - openedAtMs,
  };
  return { whole, parts: partsOf(trade, exitReason, whole) };
}

export function partsOf(trade: OpenTrade, exitReason: string, whole: Counted): Record<Dimension, Part[]> {
  const keys = keysOf(trade, exitReason);
  const alone = (key: string): Part[] => [{ key, part: whole }];
  return {
    symbol: alone(keys.symbol),
    strategy: alone(keys.strategy),
    model: byModel(trade.voices, whole),
    regime: alone(keys.regime),
    hour: alone(keys.hour),
    weekday: alone(keys.weekday),
    exit_reason: alone(keys.exit_reason),
  };
}

function byModel(voices: readonly Voice[], whole: Counted): Part[] {
  if (voices.length === 0) return [{ key: noModel, part: whole }];
  const shares = voices.map(({ shareFraction }) => shareFraction);
  const pnl = splitWhole(whole.pnl, shares);
  const fees = splitWhole(whole.fees, shares);
  const slippage = splitWhole(whole.slippage, shares);
  return voices.map(({ model }, index) => ({
    key: model,
    part: { ...whole, pnl: pnl[index] ?? 0, fees: fees[index] ?? 0, slippage: slippage[index] ?? 0 },
  }));
}
