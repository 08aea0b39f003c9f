/** How a decision becomes known: held as a stance, said as a fact, counted, and told to people where seed 000 says so. */
import { type Decision, decisionId, isAct, type Seat, type Stance } from "../domain/decision.ts";
import { alertRaised, conflictResolved } from "../events/executive-events.ts";
import { decisionMade } from "../events/governance-events.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import { type GovernanceState, holdStance } from "./governance-state.ts";
import { conflictsBecameMany, count, manyConflicts } from "./metrics/federation-metrics.ts";

/** The seat holds this from now on. */
export function propose<Kind extends Decision["kind"]>(
  state: GovernanceState,
  seat: Seat,
  decision: Decision<Kind>,
  outbox: Outbox,
): Stance<Kind> {
  const stance = stanceNow(seat, decision, outbox);
  announce(state, stance, outbox);
  return stance;
}

/** Held as a stance unless it is an act. */
export function announce(state: GovernanceState, stance: Stance, outbox: Outbox): void {
  if (!isAct(stance.decision.kind)) holdStance(state, stance);
  emitDecision(state, stance, { outcome: "STANDS", outcomeBy: null }, outbox);
}

export const stanceNow = <Kind extends Decision["kind"]>(
  seat: Seat,
  decision: Decision<Kind>,
  outbox: Outbox,
): Stance<Kind> => ({ seat, seq: outbox.seq, index: outbox.nextIndex++, decidedAt: outbox.at, decision });

type Ruling = { readonly outcome: "STANDS" | "OVERRIDDEN"; readonly outcomeBy: string | null };

export function emitDecision(state: GovernanceState, stance: Stance, ruling: Ruling, outbox: Outbox): void {
  const { decision, seat } = stance;
  state.decisions += 1;
  count(state.metrics, "decisions", outbox.at);
  if (decision.kind === "OVERRIDE") count(state.metrics, "overrides", outbox.at);
  if (decision.kind === "FREEZE") count(state.metrics, "freezes", outbox.at);
  emit(outbox, decisionMade.create({ decisionId: decisionId(stance), seat, decision, ...ruling }));
  const isStart = state.policy === undefined;
  if (ruling.outcome === "STANDS" && !isStart) alertAbout(seat, decision, outbox);
}

/** Source: seed 000, "Alerts". The fourth, many conflicts, is raised where conflicts are counted. */
function alertAbout(seat: Seat, decision: Decision, outbox: Outbox): void {
  const { reason } = decision;
  if (decision.kind === "FREEZE")
    emit(outbox, alertRaised.create({ level: "CRITICAL", what: `trading frozen by ${seat}`, message: reason }));
  if (decision.kind === "CAPITAL_PROFILE" && decision.payload.profile === "MICRO")
    emit(outbox, alertRaised.create({ level: "HIGH", what: "capital profile is MICRO", message: reason }));
  if (decision.kind === "RESEARCH_TASK")
    emit(outbox, alertRaised.create({ level: "LOW", what: "research task asked for", message: reason }));
}

export type Conflict = {
  readonly about: string;
  readonly heard: ConflictSide;
  readonly overruled: ConflictSide;
  readonly rule: string;
};
export type ConflictSide = { readonly who: string; readonly decisionId: string | null; readonly wants: string };

/** Logs a resolved conflict with both sides, and tells a person when there are many within an hour. */
export function logConflict(state: GovernanceState, conflict: Conflict, outbox: Outbox): void {
  count(state.metrics, "conflicts", outbox.at);
  emit(outbox, conflictResolved.create(conflict));
  if (!conflictsBecameMany(state.metrics, outbox.at)) return;
  const message = `${manyConflicts} or more conflicts within one hour, the last about ${conflict.about}`;
  emit(outbox, alertRaised.create({ level: "MEDIUM", what: "many conflicts", message }));
}

export const sideOf = (stance: Stance): ConflictSide => ({
  who: stance.seat,
  decisionId: decisionId(stance),
  wants: stance.decision.reason,
});
