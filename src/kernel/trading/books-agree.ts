/** What reconciliation says to an entry: whether the books agree with the venue's at all, and in one symbol. */
import { isReconciled } from "./reconcile/reconcile-state.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

/** Whether any entry may be sent (RT-05, RT-06). Exits never ask. */
export const booksAgree = (
  { reconcile }: TradingState,
  { config, outbox }: Pick<TradingContext, "config" | "outbox">,
): boolean => isReconciled(reconcile, { ...config.reconciliation, intervalMs: config.intervalMs }, outbox.at);

/** Why entries in a symbol are stopped, or nothing. */
export function doubtIn({ reconcile: { frozen } }: TradingState, symbol: string): string | undefined {
  const held = frozen.get(symbol);
  return held === undefined ? undefined : `${symbol} is frozen: ${held.reasons.join("; ")}`;
}

/** Why an entry in a symbol may not be sent now, or nothing. */
export const doubtAbout = (
  state: TradingState,
  context: Pick<TradingContext, "config" | "outbox">,
  symbol: string,
): string | undefined =>
  booksAgree(state, context)
    ? doubtIn(state, symbol)
    : (doubtIn(state, symbol) ?? "orders, positions and balances are not known to agree with the venue's");
