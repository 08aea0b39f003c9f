/**
 * Tail risk by extreme value theory: losses beyond a threshold follow a generalised Pareto distribution.
 *
 * VaR = u + (β/ξ)·[((n/k)·tail)^(-ξ) - 1], ES = VaR/(1-ξ) + (β-ξ·u)/(1-ξ). The threshold u leaves 100 losses beyond it, but
 * at least 5 and at most 10 % of the sample; fewer than 50 are too few. Source: McNeil and Frey (2000); methods B1. Losses
 * should be alike and independent: give it residuals of a volatility model, and rescale.
 */
import { normalQuantile } from "../distributions.ts";
import { historicalValueAtRisk, worstFirst } from "../value-at-risk.ts";
import { fitPareto, type Pareto, type ParetoFit } from "./generalised-pareto.ts";
import { estimate, type NoTailRisk, objection, refuse, type TailEstimate } from "./tail-estimate.ts";

export const leastExceedances = 50;
const preferredExceedances = 100;
const smallestShare = 0.05;
const greatestShare = 0.1;

export type Tail = {
  readonly kind: "fitted";
  /** u, in the unit of the losses. */
  readonly threshold: number;
  /** Losses beyond it, and losses in all. */
  readonly exceedances: number;
  readonly losses: number;
  readonly pareto: ParetoFit;
};

/** A tail without how it came to be. */
export type KnownTail = Omit<Tail, "pareto"> & { readonly pareto: Pareto };

/** @param losses in any order; 500 are enough */
export function fitTail(losses: ArrayLike<number>): Tail | NoTailRisk {
  const objected = objection(losses, smallestShare, leastExceedances / greatestShare);
  if (objected !== undefined) return objected;
  const sorted = worstFirst(new Float64Array(losses));
  const share = Math.min(greatestShare, Math.max(smallestShare, preferredExceedances / losses.length));
  const threshold = historicalValueAtRisk(sorted, share);
  const excesses = sorted.filter((loss) => loss > threshold).map((loss) => loss - threshold);
  if (!(excesses.length >= leastExceedances)) return refuse("too few");
  const pareto = fitPareto(excesses);
  if (pareto === undefined) return refuse("no fit");
  return { kind: "fitted", threshold, exceedances: excesses.length, losses: losses.length, pareto };
}

/** @param tail at most the share of losses beyond the threshold, or it is "invalid tail" */
export function tailBeyond(fitted: KnownTail | NoTailRisk, tail: number): TailEstimate {
  if (fitted.kind === "refused") return fitted;
  const { threshold, exceedances, losses, pareto } = fitted;
  const { shape, scale } = pareto;
  const ratio = (losses / exceedances) * tail;
  if (!(tail > 0 && ratio <= 1 + 1e-12)) return refuse("invalid tail");
  const further = Math.abs(shape) < 1e-9 ? -scale * Math.log(ratio) : (scale / shape) * (ratio ** -shape - 1);
  const valueAtRisk = threshold + further;
  return estimate(valueAtRisk, (valueAtRisk + scale - shape * threshold) / (1 - shape));
}

export const peaksOverThreshold = (losses: ArrayLike<number>, tail: number): TailEstimate =>
  tailBeyond(fitTail(losses), tail);

export type TailIndex = {
  /** 1/ξ, how many moments the losses have; Infinity for a tail no heavier than exponential. */
  readonly index: number;
  readonly indexLow: number;
  readonly indexHigh: number;
  readonly shape: number;
  readonly shapeLow: number;
  readonly shapeHigh: number;
};

/** Shape and tail index with an interval that holds the truth with probability `confidence`, 0.95 by default. */
export function tailIndexOf({ pareto, exceedances }: Tail, confidence: number = 0.95): TailIndex {
  const { shape } = pareto;
  const reach = (normalQuantile(0.5 + confidence / 2) * (1 + shape)) / Math.sqrt(exceedances);
  const [shapeLow, shapeHigh] = [shape - reach, shape + reach];
  return {
    index: indexOf(shape),
    indexLow: indexOf(shapeHigh),
    indexHigh: indexOf(shapeLow),
    shape,
    shapeLow,
    shapeHigh,
  };
}

const indexOf = (shape: number): number => (shape > 0 ? 1 / shape : Number.POSITIVE_INFINITY);
