/** Says what became of a wish to trade, with everything behind it. */
import type { Policy } from "../domain/mandate.ts";
import type { Intent } from "../domain/signal.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import { intentProposed } from "../events/trading-events.ts";
import { usd } from "../units/units.ts";
import type { HookTrace } from "./hooks/run-hooks.ts";

export type IntentOutcome = {
  readonly outcome: "ORDERED" | "REFUSED" | "SHADOWED";
  readonly refusedBy: string | null;
  readonly reason: string;
};

export function announceIntent(
  { policy, outbox }: { readonly policy: Policy; readonly outbox: Outbox },
  intent: Intent,
  hooks: readonly HookTrace[],
  { outcome, refusedBy, reason }: IntentOutcome,
): void {
  const { kind, symbol, strategy, signal, stopDistance, notional } = intent;
  emit(
    outbox,
    intentProposed.create({
      kind,
      symbol,
      strategy,
      signal,
      stopDistanceFraction: stopDistance,
      notionalUsd: usd(notional),
      hooks,
      outcome,
      refusedBy,
      reason,
      policyVersion: policy.version,
    }),
  );
}
