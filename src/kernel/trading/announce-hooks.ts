/** Tells what hooks said that stand outside a wish to trade. Callers decide what is news. */
import type { HookName } from "../domain/hooks.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import { hookTraced } from "../events/trading-events.ts";
import type { HookTrace } from "./hooks/run-hooks.ts";

/** @param subject what they looked at: a symbol, an order, `portfolio` */
export function announceHooks(outbox: Outbox, subject: string, trace: readonly HookTrace<HookName>[]): void {
  for (const each of trace) emit(outbox, hookTraced.create({ ...each, subject }));
}
