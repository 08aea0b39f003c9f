/**
 * Shocks and the volatility they leave behind.
 *
 * GJR-GARCH(1,1) on a variance relative to its usual value (L. R. Glosten, R. Jagannathan and D. E. Runkle, Journal of
 * Finance 48, 1993), with Student-t shocks. Relative, so that level, regime and hour of the week multiply in from
 * outside without disturbing the process.
 */
import { type RandomState, studentT } from "../../maths/seeded-random.ts";
import type { MarketModel } from "./market-model.ts";
import type { StepGarch, StepModel } from "./step-model.ts";

/** A shock of mean 0 and variance about 1 with fat tails, held within the cap. */
export function drawShock(random: RandomState, model: MarketModel, step: StepModel): number {
  const shock = studentT(random, model.shockDegrees) * step.shockScale;
  return Math.max(-model.shockCap, Math.min(model.shockCap, shock));
}

/** The variance after a step that began with `variance` and saw `shock`. */
export function nextVariance(garch: StepGarch, variance: number, shock: number, cap: number): number {
  const reaction = shock < 0 ? garch.alpha + garch.asymmetry : garch.alpha;
  return Math.min(cap, garch.constant + (garch.beta + reaction * shock * shock) * variance);
}
