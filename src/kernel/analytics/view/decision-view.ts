/** Decisions as people read them: who said what, why, and whether it stood. */
import { type DecisionKind, decisionId, priorityNumber, type Seat } from "../../domain/decision.ts";
import type { DecisionOutcome, DecisionView } from "./fund-view.ts";
import type { DecisionRecord, History } from "./history.ts";
import type { Mandate } from "../../domain/mandate.ts";

type Overruling = { readonly by: string; readonly bySeat: Seat };

/** The last `limit` decisions as they were made, latest first. */
export const lastDecisions = (history: History, limit: number): DecisionRecord[] =>
  history.decisions.slice(-limit).reverse();

/** The same with what became of them. */
export function viewDecisions(
  history: History,
  { ruling, overruled }: Pick<Mandate, "ruling" | "overruled">,
  limit: number,
): DecisionView[] {
  const inForce = new Set(ruling.filter(({ decision }) => isLasting(decision.kind)).map(decisionId));
  const overrulings = new Map<string, Overruling>(
    overruled.map(({ stance, by }) => [decisionId(stance), { by: decisionId(by), bySeat: by.seat }]),
  );
  return history.decisions
    .slice(-limit)
    .reverse()
    .map((record) =>
      viewDecision(record, history, { isInForce: inForce.has(record.id), overruling: overrulings.get(record.id) }),
    );
}

/** Acts have no standing of their own. */
const isLasting = (kind: DecisionKind): boolean => kind !== "OVERRIDE" && kind !== "UNFREEZE";

type Fate = { readonly isInForce: boolean; readonly overruling: Overruling | undefined };

function viewDecision(record: DecisionRecord, history: History, { isInForce, overruling }: Fate): DecisionView {
  const { id, at, seat, decision, outcomeBy } = record;
  const { kind, priority, reason } = decision;
  const outcome: DecisionOutcome = overruling === undefined ? record.outcome : "OVERRULED";
  return {
    id,
    atMs: at,
    seat,
    kind,
    priority,
    priorityNumber: priorityNumber(priority),
    reason,
    outcome,
    outcomeBy: overruling?.by ?? outcomeBy,
    outcomeBySeat: overruling?.bySeat ?? seatOf(history, outcomeBy),
    isInForce,
  };
}

function seatOf(history: History, id: string | null): Seat | null {
  if (id === null) return null;
  return history.decisions.findLast((each) => each.id === id)?.seat ?? null;
}
