/** Plays fault plans in a thread of its own, one after the other, as the runner hands them over. */
import { parentPort } from "node:worker_threads";
import { playPlan } from "./play-plan.ts";
import type { PlayAnswer, PlayRequest } from "./play-plans.ts";
import { sabotages } from "./sabotage.ts";

parentPort?.on("message", ({ plan, sabotage }: PlayRequest) => {
  const broken = sabotage === undefined ? {} : sabotages[sabotage]();
  playPlan(plan, broken).then(
    (result) => answer({ result }),
    (error: unknown) => answer({ error: `seed ${plan.seed}: ${error instanceof Error ? error.stack : String(error)}` }),
  );
});

const answer = (body: PlayAnswer): void => parentPort?.postMessage(body);
