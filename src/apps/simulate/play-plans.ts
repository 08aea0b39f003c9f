/** Plays many fault plans on as many threads as are wanted. */
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { FaultPlan } from "../../kernel/simulation/faults/fault-plan.ts";
import type { RunResult } from "./play-plan.ts";
import type { SabotageName } from "./sabotage.ts";

export type PlayRequest = { readonly plan: FaultPlan; readonly sabotage: SabotageName | undefined };
export type PlayAnswer = { readonly result: RunResult } | { readonly error: string };

export type PlayPlans = {
  readonly plans: Iterable<FaultPlan>;
  readonly sabotage?: SabotageName | undefined;
  readonly threads: number;
  /** Sees every run as it ends, in no order. */
  readonly onRun: (result: RunResult) => void;
  readonly signal: AbortSignal;
};

/** Resolves when all have been played, or none is begun any more because the signal said so. */
export async function playPlans({ plans, sabotage, threads, onRun, signal }: PlayPlans): Promise<void> {
  const left = plans[Symbol.iterator]();
  const playOn = async (worker: Worker): Promise<void> => {
    for (let next = left.next(); next.done !== true && !signal.aborted; next = left.next())
      onRun(await playIn(worker, { plan: next.value, sabotage }));
  };
  const file = new URL(`./plan-worker${extname(import.meta.filename)}`, import.meta.url);
  const workers = Array.from({ length: threads }, () => new Worker(file));
  try {
    await Promise.all(workers.map(playOn));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function playIn(worker: Worker, request: PlayRequest): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off("message", onMessage).off("error", onError);
      act();
    };
    const onMessage = (answer: PlayAnswer) =>
      settle(() => ("result" in answer ? resolve(answer.result) : reject(new Error(answer.error))));
    const onError = (error: Error) => settle(() => reject(error));
    worker.on("message", onMessage).on("error", onError);
    worker.postMessage(request);
  });
}
