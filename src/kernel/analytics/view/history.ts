/**
 * The last decisions and fills, kept from the facts as they pass: the fund's state does not remember them.
 *
 * Feed it every entry's facts in order, those of a recovery too, and it says the same after a restart as before.
 */
import type { Decision, Seat } from "../../domain/decision.ts";
import type { Fact } from "../../events/catalogue.ts";
import type { EpochMs } from "../../units/units.ts";
import type { AlertRecord } from "./alert-view.ts";
import type { DecisionOutcome, FillView } from "./fund-view.ts";
import { type HookTally, tallyHooks } from "./hook-tally.ts";

/** As many as the API gives at most. */
export const decisionsKept = 1_000;
const fillsKept = 100;
const alertsKept = 100;

export type DecisionRecord = {
  readonly id: string;
  readonly at: EpochMs;
  readonly seat: Seat;
  readonly decision: Decision;
  readonly outcome: DecisionOutcome;
  readonly outcomeBy: string | null;
};

export type History = {
  /** Oldest first, as `fills`. */
  readonly decisions: DecisionRecord[];
  readonly fills: FillView[];
  readonly alerts: AlertRecord[];
  readonly hooks: HookTally;
};

export const openHistory = (): History => ({ decisions: [], fills: [], alerts: [], hooks: new Map() });

export function recordFacts(history: History, at: EpochMs, facts: readonly Fact[]): void {
  for (const fact of facts) {
    if (fact.type === "ai.federation.decision_made") {
      const { decisionId, seat, decision, outcome, outcomeBy } = fact.data;
      keep(history.decisions, { id: decisionId, at, seat, decision, outcome, outcomeBy }, decisionsKept);
    }
    if (fact.type === "trade.executed") {
      const { fillId, orderId, symbol, side, quantity, priceUsd, feeUsd, realizedPnlUsd } = fact.data;
      const fill = { fillId, orderId, atMs: at, symbol, side, quantity, priceUsd, feeUsd, realizedPnlUsd };
      keep(history.fills, fill, fillsKept);
    }
    tallyHooks(history.hooks, at, fact);
    const alert = alertIn(fact);
    if (alert !== undefined) keep(history.alerts, { atMs: at, ...alert }, alertsKept);
  }
}

const gradeOf = { critical: "CRITICAL", warning: "MEDIUM", info: "LOW" } as const;

function alertIn({ type, data }: Fact): Omit<AlertRecord, "atMs"> | undefined {
  if (type === "federation.alert_raised") return { grade: data.level, from: "federation", message: data.message };
  if (type === "ceo.alerted") return { grade: gradeOf[data.level], from: "CEO", message: data.message };
  if (type === "risk.alerted")
    return { grade: gradeOf[data.level], from: "risk officer", message: data.alerts.join("; ") };
  return undefined;
}

function keep<Value>(list: Value[], value: Value, atMost: number): void {
  list.push(value);
  if (list.length > atMost) list.shift();
}
