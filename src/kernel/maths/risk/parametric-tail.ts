/**
 * Tail risk of a distribution with two or three numbers: the normal and Student's t.
 *
 * Sources: methods B1. Normal: VaR = m + s·z, ES = m + s·φ(z)/tail, with m the mean loss. Student's t with ν degrees of
 * freedom, scaled to the same variance: s√((ν-2)/ν). ν by maximum likelihood with mean and variance those of the sample,
 * between 2.1 and 200 (above it is as good as normal); ν = 4 + 6/excess kurtosis is there too, but knows no ν below 4.
 */
import { normalPdf, normalQuantile, studentTPdf, studentTQuantile } from "../distributions.ts";
import { remember } from "../remember.ts";
import { momentsOf } from "../sharpe-precision.ts";
import { logGamma } from "../special-functions.ts";
import { mean, standardDeviation } from "../statistics.ts";
import { sumOfLogs } from "../sum-of-logs.ts";
import { leastLosses } from "./historical-tail.ts";
import { leastBetween } from "./least-between.ts";
import { estimate, objection, refuse, rescale, type TailEstimate, varies } from "./tail-estimate.ts";

/** Mean and standard deviation of losses. */
export type Centre = { readonly mean: number; readonly deviation: number };

/** @param losses at least 20 */
export function normalTail(losses: ArrayLike<number>, tail: number): TailEstimate {
  return objection(losses, tail, leastLosses) ?? normalTailOf(centreOf(losses), tail);
}

/** Of a normal distribution that is known. */
export function normalTailOf({ mean: centre, deviation }: Centre, tail: number): TailEstimate {
  const z = -normalQuantile(tail);
  return rescale(estimate(z, normalPdf(z) / tail), centre, deviation);
}

/** @param losses at least 20 */
export function studentTail(losses: ArrayLike<number>, tail: number): TailEstimate {
  const objected = objection(losses, tail, leastLosses);
  if (objected !== undefined) return objected;
  const centre = centreOf(losses);
  if (!varies(centre.mean, centre.deviation)) return refuse("does not vary");
  return studentTailOf(centre, fitDegrees(losses), tail);
}

/** Of Student's t with `degrees` of freedom (above 2), scaled to the deviation. */
export function studentTailOf({ mean: centre, deviation }: Centre, degrees: number, tail: number): TailEstimate {
  if (!(degrees > 2)) return refuse("no fit");
  return rescale(studentBeyond(degrees, tail), centre, deviation * Math.sqrt((degrees - 2) / degrees));
}

/** Of scale 1. Remembered: the quantile is dear, and the same degrees are asked for until a fit brings others. */
const studentBeyond = remember((degrees: number, tail: number): TailEstimate => {
  const t = -studentTQuantile(tail, degrees);
  return estimate(t, (studentTPdf(t, degrees) / tail) * ((degrees + t ** 2) / (degrees - 1)));
});

/** ν = 4 + 6/K for excess kurtosis K; Infinity when K is 0 or less. */
export function degreesOfKurtosis(losses: ArrayLike<number>): number {
  const excess = momentsOf(losses).kurtosis - 3;
  return excess > 0 ? 4 + 6 / excess : Number.POSITIVE_INFINITY;
}

const leastDegrees = 2.1;
const mostDegrees = 200;

/** The ν of greatest likelihood, 2.1 to 200. The losses vary. */
export function fitDegrees(losses: ArrayLike<number>): number {
  const { mean: centre, deviation } = centreOf(losses);
  const squares = new Float64Array(losses).map((loss) => ((loss - centre) / deviation) ** 2);
  return 1 / leastBetween((inverse) => lossOf(squares, 1 / inverse), 1 / mostDegrees, 1 / leastDegrees);
}

/** Minus the log likelihood of a standardised t, from the squares of standardised losses. */
function lossOf(squares: Float64Array, degrees: number): number {
  const height = logGamma((degrees + 1) / 2) - logGamma(degrees / 2) - 0.5 * Math.log(degrees - 2);
  return ((degrees + 1) / 2) * sumOfLogs(squares, 1 / (degrees - 2)) - squares.length * height;
}

const centreOf = (losses: ArrayLike<number>): Centre => ({ mean: mean(losses), deviation: standardDeviation(losses) });
