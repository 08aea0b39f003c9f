/** How a fund's books stand against its venue's, for the API and the page. */
import type { ReconciliationView } from "../../kernel/analytics/view/reconciliation-view.ts";
import type { Fund } from "../../kernel/fund-state.ts";
import { isReconciled } from "../../kernel/trading/reconcile/reconcile-state.ts";
import type { EpochMs } from "../../kernel/units/units.ts";

export function reconciliationOf({ config, trading: { reconcile } }: Fund, at: EpochMs): ReconciliationView {
  return {
    isReconciled: isReconciled(reconcile, { ...config.reconciliation, intervalMs: config.intervalMs }, at),
    agreedAtMs: reconcile.agreedAt ?? null,
    differences: reconcile.open.map(({ explanation }) => explanation),
    frozenSymbols: [...reconcile.frozen].map(([symbol, { since, reasons }]) => ({ symbol, sinceMs: since, reasons })),
  };
}
