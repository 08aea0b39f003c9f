/**
 * Heavy estimates, asked for by the officers and computed beside the loop: a request in, a journalled input out.
 *
 * Pure arithmetic, so the same request gives the same answer wherever it is computed; a replay reads the recorded answer
 * and computes nothing (resolutions 38, 39b).
 */
import type { EstimateRequest } from "../domain/estimate.ts";
import { type InputEvent, parseInput } from "../events/catalogue.ts";
import { inOneGo } from "../maths/in-parts.ts";
import type { SolveLinear } from "../maths/linear-program.ts";
import { estimateAllocation } from "./estimate-allocation.ts";
import { estimateRegimeInParts } from "./estimate-regime.ts";
import { estimateTail } from "./estimate-tail.ts";

/**
 * What could not be read back from the journal never gets into it.
 * @param solve what allocations are solved with
 * @throws when an estimator breaks a rule of its own; the officer then asks again on the next day
 */
export const estimate = (request: EstimateRequest, solve?: SolveLinear): InputEvent =>
  inOneGo(estimateInParts(request, solve));

/** The same for a live fund: it yields where orders and bars may come in between. Throws as `estimate` does. */
export function* estimateInParts(request: EstimateRequest, solve?: SolveLinear): Generator<void, InputEvent> {
  const answer = parseInput(yield* answerTo(request, solve));
  if (answer.kind === "REFUSED") throw new Error(`expected an estimate that can be read back: ${answer.reason}`);
  return answer.value;
}

function* answerTo(request: EstimateRequest, solve: SolveLinear | undefined): Generator<void, InputEvent> {
  switch (request.kind) {
    case "TAIL":
      return estimateTail(request);
    case "REGIME":
      return yield* estimateRegimeInParts(request);
    case "ALLOCATION":
      return estimateAllocation(request, solve);
  }
}
