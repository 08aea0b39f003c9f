/** Many fault runs, their sums, and every plan that failed made small. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawFaultPlan } from "../../kernel/simulation/faults/draw-fault-plan.ts";
import { faultKinds, type FaultPlan } from "../../kernel/simulation/faults/fault-plan.ts";
import { playPlan, type RunResult } from "./play-plan.ts";
import { playPlans } from "./play-plans.ts";
import { addCounts, noCounts, type RunCounts } from "./run-counts.ts";
import { type SabotageName, sabotages } from "./sabotage.ts";
import { shrinkPlan } from "./shrink-plan.ts";
import { interval, marketCount } from "./simulated-world.ts";

export type SimulateOptions = {
  readonly plans: readonly FaultPlan[];
  readonly threads: number;
  readonly sabotage?: SabotageName | undefined;
  /** Where plans that failed are kept once they are small. */
  readonly keep?: string | undefined;
  readonly onProgress: (done: number, violations: number) => void;
  readonly signal: AbortSignal;
};

export type Failure = { readonly seed: number; readonly found: RunResult; readonly shrunk: RunResult };

export type Simulation = {
  readonly runs: number;
  /** More than were played where somebody stopped it. */
  readonly wanted: number;
  readonly counts: RunCounts;
  /** How often each kind of fault was drawn. */
  readonly faults: Readonly<Record<string, number>>;
  readonly violations: number;
  readonly failures: readonly Failure[];
  /** Seeds of runs that failed and were left as they are. */
  readonly notShrunk: readonly number[];
};

/** As many failures are shrunk: the rest is mostly the same fault again. */
const mostShrunk = 3;

export const defaultCloses = 100;

/** The plan of a seed, as `qt simulate` draws it. */
export const planOf = (seed: number, intensity = 1, closes = defaultCloses): FaultPlan =>
  drawFaultPlan({ seed, intensity, closes, intervalMs: interval, markets: marketCount });

export async function simulate(options: SimulateOptions): Promise<Simulation> {
  const { plans, threads, sabotage, keep, onProgress, signal } = options;
  let runs = 0;
  let violations = 0;
  let counts = noCounts;
  const faults: Record<string, number> = Object.fromEntries(faultKinds.map((kind) => [kind, 0]));
  const failed: RunResult[] = [];
  const onRun = (result: RunResult) => {
    runs += 1;
    counts = addCounts(counts, result.counts);
    violations += result.violations.length;
    for (const { kind } of result.plan.faults) faults[kind] = (faults[kind] ?? 0) + 1;
    if (result.violations.length > 0) failed.push(result);
    onProgress(runs, violations);
  };
  await playPlans({ plans, sabotage, threads, onRun, signal });
  const play = (plan: FaultPlan) => playPlan(plan, sabotage === undefined ? {} : sabotages[sabotage]());
  failed.sort((one, other) => one.plan.seed - other.plan.seed);
  const failures: Failure[] = [];
  for (const found of failed.slice(0, mostShrunk)) {
    const shrunk = await shrinkPlan(found, play);
    failures.push({ seed: found.plan.seed, found, shrunk });
    if (keep !== undefined) keepPlan(keep, shrunk.plan);
  }
  const notShrunk = failed.slice(mostShrunk).map(({ plan }) => plan.seed);
  return { runs, wanted: plans.length, counts, faults, violations, failures, notShrunk };
}

function keepPlan(folder: string, plan: FaultPlan): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${plan.seed}.json`), `${JSON.stringify(plan, undefined, 2)}\n`);
}
