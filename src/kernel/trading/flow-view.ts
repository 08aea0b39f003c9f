/** What the guard is shown of the flow of orders and of the market's pace: PT-02 and PT-04 to PT-07. */
import type { Order } from "../domain/order.ts";
import { moveAllowed, moveWithin } from "../features/period-move.ts";
import { messagesUsed } from "./flow/message-budget.ts";
import { whyDisabled } from "./flow/order-flow.ts";
import { repeatWindow } from "../domain/control-limits.ts";
import { entryOf, executionsWithin, lastSent } from "./flow/recent-entries.ts";
import type { Pace } from "./guard/entry-flow.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

/** What an order was decided with. */
export type Decided = {
  readonly strategy: string;
  readonly parent?: { readonly id: string } | undefined;
};

/** A later part of a parent order was decided with its first. */
export const isPartOf = ({ id }: Order, { parent }: Decided): boolean => parent !== undefined && parent.id !== id;

const unknown = Number.NaN;

/** What holds entries back for the fund's own flow of orders (RT-10). */
export const paceOf = (
  { flow }: TradingState,
  { config, entryFlow }: Pick<TradingContext, "config" | "entryFlow">,
): Omit<Pace, "at"> => ({
  entryFlow,
  lastEntryAt: flow.lastEntryAt,
  throttleEveryMs: config.surveillance.throttleEveryMs,
});

export function collarOf({ flow }: TradingState, { config, features }: TradingContext, id: number | undefined) {
  const { windowMs, maxMoveRatio } = config.controls.periodMove;
  return {
    referenceMove: id === undefined ? unknown : moveWithin(features, id, windowMs, config.intervalMs),
    maxReferenceMove: moveAllowed(maxMoveRatio, windowMs, config.intervalMs),
    coolsUntil: id === undefined ? unknown : (flow.coolsUntil[id] ?? unknown),
  };
}

/** No venue tells the fund its book yet, so that no depth is known. */
export const turnoverOf = ({ features, dayTurnover }: TradingContext, id: number | undefined) => ({
  barTurnover: id === undefined ? unknown : (features.barTurnover[id] ?? unknown),
  dayTurnover: id === undefined ? unknown : dayTurnover(id),
  topDepth: undefined,
});

export function flowOf({ flow }: TradingState, { config, outbox }: TradingContext, order: Order, decided: Decided) {
  const { controls, identity, intervalMs } = config;
  const { strategy } = decided;
  const entry = entryOf(order, { at: outbox.at, strategy, isPart: isPartOf(order, decided) });
  const disabling = flow.disabled.get(strategy);
  return {
    messages: messagesUsed(flow.messages, controls.messages, { venue: identity.venue, strategy }, outbox.at),
    executions: executionsWithin(flow.entries, entry, repeatWindow(controls.repeats, intervalMs)),
    disabledFor: disabling === undefined ? undefined : whyDisabled(strategy, disabling),
    sameSentAt: lastSent(flow.entries, entry),
  };
}
