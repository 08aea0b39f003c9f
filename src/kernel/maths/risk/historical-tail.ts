/**
 * Value at risk and expected shortfall from the losses as they were: each day alike, or recent days weighing more.
 *
 * Sources: methods B1. Plain: `value-at-risk.ts`. Age weights: Boudoukh, Richardson and Whitelaw, "The best of both
 * worlds" (Risk, 1998), with a decay of 0.98 to 0.99 a day.
 */
import { historicalExpectedShortfall, historicalValueAtRisk, worstFirst } from "../value-at-risk.ts";
import { estimate, objection, refuse, type TailEstimate } from "./tail-estimate.ts";

/** Fewer losses than these tell nothing about a tail. */
export const leastLosses = 20;

/** @param losses in any order, at least 20; not changed */
export function historicalTail(losses: ArrayLike<number>, tail: number): TailEstimate {
  const objected = objection(losses, tail, leastLosses);
  if (objected !== undefined) return objected;
  const sorted = worstFirst(new Float64Array(losses));
  return estimate(historicalValueAtRisk(sorted, tail), historicalExpectedShortfall(sorted, tail));
}

/**
 * The i-th youngest loss weighs λ^(i-1)·(1-λ)/(1-λ^n). VaR is the loss at which the weight of the losses as bad or worse
 * first reaches `tail`; ES is the mean of the worst `tail` of weight, the last loss counted in part.
 * @param losses oldest first, at least 20
 * @param decay λ, above 0 and below 1
 */
export function ageWeightedTail(losses: ArrayLike<number>, tail: number, decay: number): TailEstimate {
  const objected = objection(losses, tail, leastLosses);
  if (objected !== undefined) return objected;
  if (!(decay > 0 && decay < 1)) return refuse("not finite");
  const count = losses.length;
  const whole = (1 - decay) / (1 - decay ** count);
  const values = new Float64Array(losses);
  const order = new Uint32Array(values.keys()).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
  let left = tail;
  let sum = 0;
  for (const index of order) {
    const loss = values[index] ?? Number.NaN;
    const weight = Math.min(left, whole * decay ** (count - 1 - index));
    sum += weight * loss;
    left -= weight;
    if (!(left > 1e-12)) return estimate(loss, sum / tail);
  }
  return refuse("no fit");
}
