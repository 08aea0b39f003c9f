/**
 * Computes the heavy estimates the fund asks for, one after the other and the longest in parts, with room for orders and bars
 * in between, and tells the fund each result as an input of origin `model` (resolutions 39b).
 *
 * An estimate that throws or is not taken in is not made up: the officer goes on with its incremental forms and asks again.
 */
import { setImmediate } from "node:timers/promises";
import type { EstimateRequest } from "../kernel/domain/estimate.ts";
import { estimateInParts } from "../kernel/estimation/estimate.ts";
import type { InputEvent } from "../kernel/events/catalogue.ts";
import type { SolveLinear } from "../kernel/maths/linear-program.ts";

export type Estimator = {
  readonly ask: (requests: readonly EstimateRequest[]) => void;
  /** Resolves when every result has been offered. */
  readonly settled: () => Promise<void>;
};

export function createEstimator(
  offer: (event: InputEvent) => Promise<unknown>,
  onError: (error: unknown) => void = () => {},
  solveLinear?: SolveLinear,
): Estimator {
  let working: Promise<void> = Promise.resolve();

  async function estimateOne(request: EstimateRequest): Promise<void> {
    await setImmediate();
    try {
      const parts = estimateInParts(request, solveLinear);
      let part = parts.next();
      for (; part.done !== true; part = parts.next()) await setImmediate();
      offer(part.value).catch(() => {});
    } catch (error) {
      onError(error);
    }
  }

  async function settled(): Promise<void> {
    const before = working;
    await before;
    if (working !== before) return settled();
  }

  return {
    ask: (requests) => {
      for (const request of requests) working = working.then(() => estimateOne(request));
    },
    settled,
  };
}
