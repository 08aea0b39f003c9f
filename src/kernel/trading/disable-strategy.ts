/**
 * A strategy that repeats itself is disabled, and stays so over restarts, until a named person enables it.
 *
 * Its entries are refused and those that wait are taken back (`work-parents.ts`); what it holds is closed as ever. Source:
 * controls.md, PT-06.
 */
import type { Order } from "../domain/order.ts";
import { strategyDisabled, strategyEnabled } from "../events/control-events.ts";
import { alertRaised } from "../events/executive-events.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import { whyDisabled } from "./flow/order-flow.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

type Repeated = { readonly strategy: string; readonly executions: number };

export function disableStrategy(
  { flow }: TradingState,
  { outbox }: TradingContext,
  { symbol, side }: Order,
  { strategy, executions }: Repeated,
): void {
  const disabling = { at: outbox.at, symbol, side, executions };
  flow.disabled.set(strategy, disabling);
  emit(outbox, strategyDisabled.create({ strategy, symbol, side, executions }));
  const message = `${whyDisabled(strategy, disabling)} (qt strategy enable)`;
  emit(outbox, alertRaised.create({ level: "HIGH", what: "PT-06", message }));
}

export type Enabling = { readonly strategy: string; readonly operator: string; readonly reason: string };

/** Returns whether it was disabled. What it did before no longer counts against it. */
export function enableStrategy({ flow }: TradingState, { strategy, operator: by, reason }: Enabling, outbox: Outbox) {
  if (!flow.disabled.delete(strategy)) return false;
  const others = flow.entries.filter((entry) => entry.strategy !== strategy);
  flow.entries.splice(0, flow.entries.length, ...others);
  emit(outbox, strategyEnabled.create({ strategy, by, reason }));
  return true;
}
