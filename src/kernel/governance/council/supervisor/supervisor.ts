/**
 * The Supervisor: freezes, releases, and strikes what others must not do. Cannot be disabled.
 *
 * Source: seed 000, "Freeze", "Override" and "Supervisor Cannot Be Disabled"; resolutions 12a, 14, 15.
 */
import type { Briefing } from "../../../domain/briefing.ts";
import type { Decision, FreezeTrigger, Stance } from "../../../domain/decision.ts";
import { decisionId } from "../../../domain/decision.ts";
import { isStopped, needsReview } from "../../../domain/emergency-stop.ts";
import type { HardLimits } from "../../../domain/hard-limits.ts";
import { durationMs, fraction } from "../../../units/units.ts";
import { freezeTriggers, priorityOf } from "./freeze-triggers.ts";

export type SupervisorMemory = {
  /** Triggers whose value is beyond its bound now; they fire again only after coming back. */
  readonly beyond: Partial<Record<FreezeTrigger, boolean>>;
};

export const openSupervisor = (): SupervisorMemory => ({ beyond: {} });

/** Every trigger that has just been crossed, as a freeze. */
export function decideFreezes(briefing: Briefing, memory: SupervisorMemory, limits: HardLimits): Decision<"FREEZE">[] {
  const freezes: Decision<"FREEZE">[] = [];
  for (const trigger of freezeTriggers) {
    const isBeyond = trigger.isBeyond(briefing, limits);
    const hasCrossed = isBeyond && memory.beyond[trigger.name] !== true;
    memory.beyond[trigger.name] = isBeyond;
    if (!hasCrossed) continue;
    const { name, durationMs: duration, severity, requiresReview, affectedSubsystems } = trigger;
    freezes.push({
      kind: "FREEZE",
      payload: { trigger: name, durationMs: duration, severity, requiresReview, affectedSubsystems },
      priority: priorityOf(severity),
      reason: trigger.reason(briefing, limits),
    });
  }
  return freezes;
}

/**
 * A release re-bases what triggers look at: only what stands beyond its bound on the new base is known already, and
 * everything else is a crossing when it comes.
 */
export function rememberStanding(released: Briefing, memory: SupervisorMemory, limits: HardLimits): void {
  for (const trigger of freezeTriggers) memory.beyond[trigger.name] = trigger.isBeyond(released, limits);
}

/** Source: seed 000, "Unfreeze Conditions". Equity must pass 1.5 times the minimum. */
const unfreeze = { drawdown: fraction(0.05), equityOverMinimum: 1.5 };

/** Why the freeze must hold still, or `undefined` when it may end. */
export function freezeHoldsBecause(briefing: Briefing, limits: HardLimits): string | undefined {
  const { freeze, performance, portfolio, at } = briefing;
  if (freeze === undefined) return undefined;
  const needed = limits.minEquityUsd * unfreeze.equityOverMinimum;
  const stop = stopHoldsBecause(briefing);
  if (stop !== undefined) return stop;
  if (freeze.timerEndsAt !== undefined && at < freeze.timerEndsAt) return "its timer runs";
  if (freeze.requiresReview && freeze.reviewGivenBy === undefined) return "it waits for a review";
  if (!(performance.drawdown < unfreeze.drawdown)) return "drawdown is not below 5 %";
  if (!(portfolio.equity > needed)) return `equity is not above ${needed} USD`;
  if (freeze.reviewGivenBy === undefined && !(portfolio.shadowPnl > 0)) return "the shadow book is not in profit";
  return undefined;
}

/** A freeze ends with the emergency stop armed, or waiting for the very review that was given. */
function stopHoldsBecause({ ess, freeze }: Briefing): string | undefined {
  if (!isStopped(ess)) return undefined;
  if (ess.state !== "RECOVERY_REVIEW") return `the emergency stop is ${ess.state}`;
  if (!needsReview(ess)) return "the cause of the emergency stop still stands";
  return freeze?.reviewGivenBy === undefined ? "the emergency stop waits for a review" : undefined;
}

export function decideUnfreeze(briefing: Briefing, limits: HardLimits): Decision<"UNFREEZE"> | undefined {
  const { freeze, at } = briefing;
  if (freeze === undefined || freezeHoldsBecause(briefing, limits) !== undefined) return undefined;
  const releasedBy = freeze.reviewGivenBy ?? "supervisor";
  return {
    kind: "UNFREEZE",
    payload: { frozenForMs: durationMs(at - freeze.since), releasedBy },
    priority: "HIGH",
    reason: `timer run, drawdown below 5 %, equity sufficient, ${
      freeze.reviewGivenBy === undefined ? "shadow book in profit" : `reviewed by ${releasedBy}`
    }`,
  };
}

/** Strikes a proposal that would be dangerous. Source: seed 000, "Override": AGGRESSIVE while drawdown is above 5 %. */
export function decideOverride(proposal: Stance, briefing: Briefing): Decision<"OVERRIDE"> | undefined {
  const { decision } = proposal;
  if (decision.kind !== "CAPITAL_PROFILE" || decision.payload.profile !== "AGGRESSIVE") return undefined;
  if (briefing.performance.drawdown <= unfreeze.drawdown) return undefined;
  return {
    kind: "OVERRIDE",
    payload: {
      overriddenDecisionId: decisionId(proposal),
      overriddenKind: decision.kind,
      overriddenSeat: proposal.seat,
    },
    priority: "CRITICAL",
    reason: `${proposal.seat} wants AGGRESSIVE but drawdown is ${(briefing.performance.drawdown * 100).toFixed(2)} %`,
  };
}
