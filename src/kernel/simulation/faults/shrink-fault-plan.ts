/**
 * Makes a plan that fails as small as it goes: fewer faults, a shorter run, shorter and fewer hits.
 *
 * A generator that proposes smaller plans and is told of each whether it still fails, so that whoever plays them may take
 * time. Faults are dropped by halves, then quarters, down to one at a time (Zeller and Hildebrandt, "Simplifying and
 * isolating failure-inducing input", IEEE TSE 28, 2002).
 */
import { durationMs } from "../../units/units.ts";
import type { Fault, FaultPlan } from "./fault-plan.ts";

/** Yields smaller plans; to be answered with whether the plan still fails. Returns the smallest that does. */
export type Shrinking = Generator<FaultPlan, FaultPlan, boolean>;

const fewestCloses = 2;
const shortestMs = 1_000;

export function* shrinkFaultPlan(plan: FaultPlan): Shrinking {
  let least = yield* dropFaults(plan);
  least = yield* shortenRun(least);
  least = yield* dropFaults(least);
  return yield* softenFaults(least);
}

function* dropFaults(plan: FaultPlan): Shrinking {
  let least = plan;
  for (let size = Math.ceil(plan.faults.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let start = 0; start < least.faults.length; ) {
      const faults = [...least.faults.slice(0, start), ...least.faults.slice(start + size)];
      const smaller = { ...least, faults };
      if (yield smaller) least = smaller;
      else start += size;
    }
  return least;
}

function* shortenRun(plan: FaultPlan): Shrinking {
  let shortest = fewestCloses;
  let least = plan;
  while (shortest < least.closes) {
    const smaller = { ...least, closes: Math.floor((shortest + least.closes) / 2) };
    if (yield smaller) least = smaller;
    else shortest = smaller.closes + 1;
  }
  return least;
}

function* softenFaults(plan: FaultPlan): Shrinking {
  let least = plan;
  for (let index = 0; index < plan.faults.length; index++)
    for (let softer = soften(least.faults[index]); softer !== undefined; softer = soften(least.faults[index])) {
      const smaller = { ...least, faults: least.faults.with(index, softer) };
      if (!(yield smaller)) break;
      least = smaller;
    }
  return least;
}

/** Half of what it was, or nothing once it is as small as it goes. */
function soften(fault: Fault | undefined): Fault | undefined {
  if (fault === undefined) return undefined;
  if ("requests" in fault && fault.requests > 1) return { ...fault, requests: Math.floor(fault.requests / 2) };
  if ("reports" in fault && fault.reports > 1) return { ...fault, reports: Math.floor(fault.reports / 2) };
  if (!("toMs" in fault)) return undefined;
  const lengthMs = fault.toMs - fault.fromMs;
  return lengthMs > shortestMs
    ? { ...fault, toMs: durationMs(fault.fromMs + Math.max(shortestMs, Math.floor(lengthMs / 2))) }
    : undefined;
}
