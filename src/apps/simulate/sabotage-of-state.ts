/**
 * Mistakes in what a fund remembers, put into its state beside the journal: it forgets freezes, or its books drift.
 *
 * Kept apart from those on the wire, since no event could say them.
 */
import type { Fact } from "../../kernel/events/catalogue.ts";
import type { FundState } from "../../kernel/fund-state.ts";

/** Comes back from a crash with every freeze forgotten. */
export function forgetsFreezes({ fund }: FundState): void {
  if (fund === undefined) return;
  fund.governance.freeze = undefined;
  fund.trading.reconcile.frozen.clear();
}

const extraMicros = 1_000;

/** Books a tenth of a cent more for each sale than was received; the accounts still sum to zero. */
export function roundsUpSales({ fund }: FundState, facts: readonly Fact[]): void {
  if (fund === undefined) return;
  for (const { type, data } of facts) {
    if (type !== "trade.executed" || data.side !== "SELL") continue;
    fund.ledger.balances.CASH += extraMicros;
    fund.ledger.balances.REALIZED_PNL -= extraMicros;
  }
}

/** Counts no losses in a row, which its journal does. */
export function forgetsLosses({ fund }: FundState): void {
  if (fund !== undefined) fund.governance.performance.consecutiveLosses = 0;
}

/** Holds its books for those of the venue after whatever an account says. */
export function trustsItself({ fund, at }: FundState): void {
  if (fund === undefined) return;
  const { reconcile } = fund.trading;
  reconcile.agreedAt = at;
  reconcile.open = [];
  reconcile.frozen.clear();
}
