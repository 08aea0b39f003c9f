/**
 * Solves for the weights of the least expected shortfall on recorded days. The solver comes from outside; what it leaves of
 * rounding is taken off, so that the weights are shares of one whole.
 */
import type { AllocationRequest } from "../domain/estimate.ts";
import { allocationEstimated } from "../events/estimate-events.ts";
import type { SolveLinear } from "../maths/linear-program.ts";
import { readShortfall, shortfallProgram } from "../maths/portfolio/least-shortfall.ts";
import { normalised } from "../maths/portfolio/plain-weights.ts";
import { fraction, ratio } from "../units/units.ts";

/** @throws without a solver: a fund that is to allocate by one has to be given one */
export function estimateAllocation(request: AllocationRequest, solve: SolveLinear | undefined) {
  if (solve === undefined) throw new Error("expected a linear solver for an allocation, there is none");
  const { symbols, asOf: asOfMs, returns, tail, cap } = request;
  const scenarios = { assets: symbols.length, returns };
  const least = readShortfall(solve(shortfallProgram(scenarios, { tail, cap })), symbols.length);
  const weights = least && normalised(least.weights.map((weight) => Math.max(0, weight)));
  return allocationEstimated.create({
    symbols,
    asOfMs,
    days: returns.length / symbols.length,
    weightFractions: weights === undefined ? null : Array.from(weights, fraction),
    expectedShortfallRatio: least === undefined ? null : ratio(least.expectedShortfall),
  });
}
