/** Runs hooks as far as the policy trusts them, and remembers those that failed for self-healing. */
import type { HookName } from "../domain/hooks.ts";
import { type Hook, type HookRun, runHooks } from "./hooks/run-hooks.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

export function hearHooks<Subject, View>(
  state: TradingState,
  { policy }: Pick<TradingContext, "policy">,
  hooks: readonly Hook<Subject, View, HookName>[],
  asked: { readonly subject: Subject; readonly view: View },
): HookRun<Subject, HookName> {
  const { stage, braked: brake } = policy.modes;
  const run = runHooks(hooks, asked.subject, asked.view, { stage, brake });
  for (const { hook, verdict } of run.trace) if (verdict === "FAILED") state.hookFailures.push(hook);
  return run;
}
