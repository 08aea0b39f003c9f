/**
 * What every estimator of tail risk answers: value at risk and expected shortfall, or a named "no".
 *
 * Losses are positive (loss = -return) and in the unit of the sample, usually a share of the value. `tail` is the
 * probability of something worse, 0.05 for a level of 95 %. No estimator gives a number that is not finite.
 */

export type TailRefusal = "too few" | "not finite" | "does not vary" | "invalid tail" | "invalid expansion" | "no fit";

export type TailRisk = {
  readonly kind: "estimated";
  /** Loss that is passed with probability `tail`. */
  readonly valueAtRisk: number;
  /** Mean of the losses beyond it. */
  readonly expectedShortfall: number;
};
export type NoTailRisk = { readonly kind: "refused"; readonly reason: TailRefusal };
export type TailEstimate = TailRisk | NoTailRisk;

export const refuse = (reason: TailRefusal): NoTailRisk => ({ kind: "refused", reason });

/** An estimate, or a refusal when either number is not finite. */
export function estimate(valueAtRisk: number, expectedShortfall: number): TailEstimate {
  if (!(Number.isFinite(valueAtRisk) && Number.isFinite(expectedShortfall))) return refuse("not finite");
  return { kind: "estimated", valueAtRisk, expectedShortfall };
}

/** Why nothing can be estimated from `losses`; undefined if something can. `tail` lies above 0 and below 1. */
export function objection(losses: ArrayLike<number>, tail: number, least: number): NoTailRisk | undefined {
  if (!(tail > 0 && tail < 1)) return refuse("invalid tail");
  if (!(losses.length >= least)) return refuse("too few");
  for (let index = 0; index < losses.length; index++) if (!Number.isFinite(losses[index])) return refuse("not finite");
  return undefined;
}

/** Whether a standard deviation is more than the rounding of losses that are all alike. */
export const varies = (mean: number, deviation: number): boolean => deviation > 1e-12 * Math.abs(mean);

/** The estimate of `centre + scale * loss`, for an estimate of standardised losses. */
export function rescale(from: TailEstimate, centre: number, scale: number): TailEstimate {
  if (from.kind === "refused") return from;
  if (!varies(centre, scale)) return refuse("does not vary");
  return estimate(centre + scale * from.valueAtRisk, centre + scale * from.expectedShortfall);
}
