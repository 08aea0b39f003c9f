/** Plays smaller and smaller plans for as long as they break the same promise. */
import type { FaultPlan } from "../../kernel/simulation/faults/fault-plan.ts";
import { shrinkFaultPlan } from "../../kernel/simulation/faults/shrink-fault-plan.ts";
import type { RunResult } from "./play-plan.ts";

export type Play = (plan: FaultPlan) => Promise<RunResult>;

/** @param broken what the smaller plans have to break too */
export async function shrinkPlan(
  failed: RunResult,
  play: Play,
  broken = failed.violations[0]?.invariant,
): Promise<RunResult> {
  let least = failed;
  const shrinking = shrinkFaultPlan(failed.plan);
  for (let step = shrinking.next(); step.done !== true; ) {
    const result = await play(step.value);
    const stillFails = result.violations.some(({ invariant }) => invariant === broken);
    if (stillFails) least = result;
    step = shrinking.next(stillFails);
  }
  return least;
}
