/**
 * Cornish-Fisher: the normal quantile bent by skewness and kurtosis, where that still is a quantile.
 *
 * z_cf = z + (z²-1)·S/6 + (z³-3z)·K/24 - (2z³-5z)·S²/36, with S and excess K of the population (methods B0, B1). The curve
 * rises everywhere, and so is a quantile, only when A = K/8 - S²/6 > 0 and S²/9 - 4A·(1 - K/8 + 5S²/36) ≤ 0; S = K = 0 is the
 * plain normal. Otherwise the answer is "invalid expansion" and extreme value theory is the way. ES is the mean of the
 * curve over the tail, in closed form by the moments of a normal tail.
 */
import { normalCdf, normalPdf, normalQuantile } from "../distributions.ts";
import { momentsOf } from "../sharpe-precision.ts";
import { mean } from "../statistics.ts";
import { meanSquare } from "./garch.ts";
import { leastLosses } from "./historical-tail.ts";
import { estimate, objection, refuse, rescale, type TailEstimate } from "./tail-estimate.ts";

/** Skewness and excess kurtosis (0 for a normal sample). */
export type Shape = { readonly skewness: number; readonly excess: number };

/** Whether the expansion rises for every z. */
export function isMonotone({ skewness, excess }: Shape): boolean {
  if (skewness === 0 && excess === 0) return true;
  const square = skewness ** 2;
  const lead = excess / 8 - square / 6;
  return lead > 0 && square / 9 - 4 * lead * (1 - excess / 8 + (5 * square) / 36) <= 0;
}

/** The expansion at the normal quantile `z`, whether or not it is valid. */
export function cornishFisher(z: number, { skewness, excess }: Shape): number {
  const bend = ((z ** 2 - 1) * skewness) / 6;
  return z + bend + ((z ** 3 - 3 * z) * excess) / 24 - ((2 * z ** 3 - 5 * z) * skewness ** 2) / 36;
}

/** @param losses at least 20; the spread is that of the population */
export function cornishFisherTail(losses: ArrayLike<number>, tail: number): TailEstimate {
  const objected = objection(losses, tail, leastLosses);
  if (objected !== undefined) return objected;
  const { skewness, kurtosis } = momentsOf(losses);
  const centre = mean(losses);
  return rescale(
    cornishFisherTailOf({ skewness, excess: kurtosis - 3 }, tail),
    centre,
    Math.sqrt(meanSquare(losses, centre)),
  );
}

/** Of losses with mean 0 and spread 1. `skewness` is that of the losses, positive when the bad side is the long one. */
export function cornishFisherTailOf(shape: Shape, tail: number): TailEstimate {
  if (!isMonotone(shape)) return refuse("invalid expansion");
  const z = -normalQuantile(tail);
  return estimate(cornishFisher(z, shape), tailMean(z, shape));
}

/** Mean of the expansion over Z > z: E[Z] = φ/p, E[Z²] = 1 + zφ/p, E[Z³] = (z²+2)φ/p. */
function tailMean(z: number, { skewness, excess }: Shape): number {
  const first = normalPdf(z) / normalCdf(-z);
  const second = 1 + z * first;
  const third = (z ** 2 + 2) * first;
  const bend = ((second - 1) * skewness) / 6;
  return first + bend + ((third - 3 * first) * excess) / 24 - ((2 * third - 5 * first) * skewness ** 2) / 36;
}
