/**
 * Heavy estimates, asked for by the officers and computed beside the loop: a request in, a journalled input out.
 *
 * Pure arithmetic, so the same request gives the same answer wherever it is computed; a replay reads the recorded answer
 * and computes nothing (resolutions 38, 39b).
 */
import type { EstimateRequest } from "../domain/estimate.ts";
import type { InputEvent } from "../events/catalogue.ts";
import { estimateRegime } from "./estimate-regime.ts";
import { estimateTail } from "./estimate-tail.ts";

/** @throws when an estimator breaks a rule of its own; the officer then asks again on the next day */
export function estimate(request: EstimateRequest): InputEvent {
  switch (request.kind) {
    case "TAIL":
      return estimateTail(request);
    case "REGIME":
      return estimateRegime(request);
  }
}
