/**
 * Probabilities and quantiles of the distributions the fund reasons with. One definition each, tails included.
 *
 * Textbook identities (Abramowitz and Stegun chapter 26) over the functions of special-functions.ts. Probabilities lie in
 * [0, 1]; an argument outside its domain gives NaN, which never permits anything. Student's t is the plain one with scale
 * 1; to give it variance 1 multiply by √((ν−2)/ν).
 */
import { standardQuantile } from "./error-function.ts";
import { betaI, erfc, gammaQ, logGamma } from "./special-functions.ts";

export function normalPdf(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/** P(Z ≤ z). */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z / Math.SQRT2);
}

/** The z with P(Z ≤ z) = `probability`; ±Infinity at 0 and 1. */
export function normalQuantile(probability: number): number {
  return standardQuantile(probability - 0.5, Math.min(probability, 1 - probability));
}

/** Density of Student's t with `nu` > 0 degrees of freedom. */
export function studentTPdf(t: number, nu: number): number {
  return Math.exp(logDensityAtZero(nu) - ((nu + 1) / 2) * Math.log1p((t * t) / nu));
}

function logDensityAtZero(nu: number): number {
  return logGamma((nu + 1) / 2) - logGamma(nu / 2) - 0.5 * Math.log(nu * Math.PI);
}

/** P(T ≤ t) with `nu` > 0 degrees of freedom. */
export function studentTCdf(t: number, nu: number): number {
  return t > 0 ? 1 - studentTTail(t, nu) : studentTTail(-t, nu);
}

/** P(T > t) for t ≥ 0: near the middle from the middle, further out as a tail, so that neither loses digits. */
function studentTTail(t: number, nu: number): number {
  const square = t * t;
  if (square === Number.POSITIVE_INFINITY) return nu > 0 ? 0 : Number.NaN;
  const inside = square / (nu + square);
  const outside = nu / (nu + square);
  if (t < 1) return 0.5 - 0.5 * betaI(0.5, nu / 2, inside, outside);
  return 0.5 * betaI(nu / 2, 0.5, outside, inside);
}

/** The t with P(T ≤ t) = `probability`; ±Infinity at 0 and 1, NaN where density or t leave double precision (tails of 1e-100). */
export function studentTQuantile(probability: number, nu: number): number {
  const tail = Math.min(probability, 1 - probability);
  if (!(tail >= 0 && nu > 0)) return Number.NaN;
  const side = probability < 0.5 ? -1 : 1;
  if (tail === 0) return side * Number.POSITIVE_INFINITY;
  return tail > 0.25 ? centralQuantile(probability - 0.5, nu) : side * tailQuantile(tail, nu);
}

/** Newton from 0: the distribution function is concave above 0, so each step stays on the near side of the root. */
function centralQuantile(offset: number, nu: number): number {
  const wanted = Math.abs(offset);
  let t = 0;
  for (let round = 0; round < 50; round++) {
    const inside = (t * t) / (nu + t * t);
    const step = (wanted - 0.5 * betaI(0.5, nu / 2, inside, nu / (nu + t * t))) / studentTPdf(t, nu);
    t += step;
    if (!(Math.abs(step) > t * 1e-15)) break;
  }
  return offset < 0 ? -t : t;
}

/**
 * Newton in ln t on the logarithm of the tail, which is concave there, from a point beyond the root.
 *
 * That point is where the power law above the whole tail, f(0)·ν^((ν−1)/2)·t^(−ν), reaches `tail`.
 */
function tailQuantile(tail: number, nu: number): number {
  let logT = (logDensityAtZero(nu) + ((nu - 1) / 2) * Math.log(nu) - Math.log(tail)) / nu;
  for (let round = 0; round < 100; round++) {
    const t = Math.exp(logT);
    const beyond = studentTTail(t, nu);
    const step = (Math.log(beyond / tail) * beyond) / (t * studentTPdf(t, nu));
    logT += step;
    if (!(Math.abs(step) > 1e-15)) break;
  }
  return Math.exp(logT);
}

/** P(X > x) of chi-squared with `df` > 0 degrees of freedom: the p-value of a likelihood ratio. */
export function chiSquaredTail(x: number, df: number): number {
  return gammaQ(df / 2, x / 2);
}

/** P(at most `k` of `n` trials succeed), each with `probability`. */
export function binomialCdf(k: number, n: number, probability: number): number {
  if (!(probability >= 0 && probability <= 1 && n >= 0)) return Number.NaN;
  const successes = Math.floor(k);
  if (successes < 0) return 0;
  if (successes >= n) return 1;
  return betaI(n - successes, successes + 1, 1 - probability, probability);
}
