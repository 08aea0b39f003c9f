/**
 * A named operator accepts what differs in a symbol and releases it.
 *
 * Only what a person can know: somebody's coins, cash or order. What became of an order of the fund's own is found out at
 * the venue; accepted, it would stand in the books for ever, and cover a position with an order that is nowhere.
 */
import type { Difference, DifferenceKind } from "../../domain/reconciliation.ts";
import { type DurationMs, durationMs, type EpochMs } from "../../units/units.ts";
import { nameOf } from "./difference-name.ts";
import type { ReconcileState } from "./reconcile-state.ts";

/** What an operator names to accept a difference in cash, which belongs to no symbol. */
export const cashName = "CASH";

const foundOut: readonly DifferenceKind[] = [
  "ORDER_MISSING_AT_VENUE",
  "ORDER_UNRESOLVED",
  "ORDER_STILL_OPEN",
  "ORDER_UNANSWERED",
];

export type Acceptance = {
  readonly frozenFor: DurationMs;
  /** What is no difference any more. */
  readonly accepted: readonly Difference[];
  /** What nobody can accept: the symbol stays frozen until it is found out. */
  readonly remaining: readonly Difference[];
};

/** Changes nothing where there was nothing to accept or release; returns nothing where nothing differed either. */
export function acceptSymbol(state: ReconcileState, symbol: string, at: EpochMs): Acceptance | undefined {
  const held = state.frozen.get(symbol);
  const found = state.open.filter((each) => (each.symbol ?? cashName) === symbol);
  const accepted = found.filter(({ kind }) => !foundOut.includes(kind));
  const remaining = found.filter(({ kind }) => foundOut.includes(kind) && kind !== "ORDER_UNANSWERED");
  if (held === undefined && accepted.length === 0) return undefined;
  const since = held?.since ?? at;
  const acceptance = { frozenFor: durationMs(at - since), accepted, remaining };
  if (accepted.length === 0 && remaining.length > 0) return acceptance;
  state.accepted = [...state.accepted, ...accepted.map(nameOf)];
  state.open = state.open.filter((each) => !accepted.includes(each));
  if (remaining.length === 0) state.frozen.delete(symbol);
  else state.frozen.set(symbol, { since, reasons: remaining.map(({ explanation }) => explanation) });
  return acceptance;
}
