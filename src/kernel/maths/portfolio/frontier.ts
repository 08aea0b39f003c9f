/**
 * Portfolios on Markowitz's frontier without short sales.
 *
 * All of them are one problem: the best ratio of (return - rate) to volatility for some rate solves min ½yᵀΣy - mᵀy over
 * y ≥ 0 with m = return - rate, up to its scale; least variance is m = 1. Solved by an active set (Lawson and Hanson 1974),
 * exactly and in a few steps for the few dozen assets it is meant for.
 */
import { solvePositive } from "./cholesky.ts";
import { normalised } from "./plain-weights.ts";
import { dot, partOf, sizeOf, times } from "./square-matrix.ts";

/** Least variance of all weights that are not negative and sum to 1. */
export const leastVariance = (covariance: Float64Array): Float64Array =>
  normalised(nonNegativeLeast(covariance, new Float64Array(sizeOf(covariance)).fill(1)));

/** Best ratio of return over `rate` to volatility; NaN where nothing returns more than the rate. */
export const tangency = (covariance: Float64Array, returns: ArrayLike<number>, rate: number): Float64Array =>
  normalised(
    nonNegativeLeast(
      covariance,
      Float64Array.from(returns, (each) => each - rate),
    ),
  );

/** Gain by which an asset must improve the objective to be taken up, relative to the largest. */
const tolerance = 1e-12;

/** y ≥ 0 with the least ½yᵀΣy - mᵀy. */
export function nonNegativeLeast(covariance: Float64Array, m: Float64Array): Float64Array {
  const size = m.length;
  const largest = m.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let y = new Float64Array(size);
  let held: number[] = [];
  for (let round = 0; round < 10 * size; round++) {
    const gains = times(covariance, y).map((cost, asset) => (m[asset] ?? Number.NaN) - cost);
    if (!gains.every(Number.isFinite)) return y.fill(Number.NaN);
    const next = bestOutside(gains, held);
    if (next === undefined || !((gains[next] ?? 0) > tolerance * largest)) return y;
    held = [...held, next];
    ({ y, held } = withinBounds(covariance, m, y, held));
  }
  return y;
}

const bestOutside = (gains: Float64Array, held: readonly number[]): number | undefined =>
  [...gains.keys()]
    .filter((asset) => !held.includes(asset))
    .toSorted((a, b) => (gains[b] ?? 0) - (gains[a] ?? 0))
    .at(0);

/** Goes towards the best weights of those held, and lets go of each that would turn negative on the way. */
function withinBounds(
  covariance: Float64Array,
  m: Float64Array,
  from: Float64Array,
  candidates: number[],
): { y: Float64Array<ArrayBuffer>; held: number[] } {
  let held = candidates;
  let y = Float64Array.from(from);
  for (;;) {
    const best = spread(
      solvePositive(
        partOf(covariance, held),
        held.map((asset) => m[asset] ?? Number.NaN),
      ),
      held,
      y,
    );
    const falling = held.filter((asset) => !((best[asset] ?? Number.NaN) > 0));
    if (falling.length === 0) return { y: best, held };
    const stepTo = (asset: number): number => (y[asset] ?? 0) / ((y[asset] ?? 0) - (best[asset] ?? 0));
    const step = Math.min(...falling.map(stepTo));
    if (!(step >= 0)) return { y: y.fill(Number.NaN), held: [] };
    const reached = step;
    y = y.map((value, asset) => value + reached * ((best[asset] ?? 0) - value));
    held = held.filter((asset) => !(falling.includes(asset) && stepTo(asset) <= reached));
    y = y.map((value, asset) => (held.includes(asset) ? value : 0));
  }
}

/** Values of the assets held, all others 0. */
function spread(values: Float64Array, held: readonly number[], like: Float64Array): Float64Array<ArrayBuffer> {
  const all = new Float64Array(like.length);
  for (const [index, asset] of held.entries()) all[asset] = values[index] ?? Number.NaN;
  return all;
}

export type Market = { readonly covariance: Float64Array; readonly returns: ArrayLike<number> };

/** Halvings of the rate: its digits are used up before. */
const halvings = 200;

/**
 * The portfolio of the frontier at which `measure`, which grows along it, reaches `wanted`; NaN beyond its end. Along the
 * frontier the rate of the tangent grows from far below every return to the largest of them.
 */
export function frontierAt(
  { covariance, returns }: Market,
  measure: (weights: Float64Array) => number,
  wanted: number,
): Float64Array {
  const all = Array.from(returns);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  let low = least - 1e6 * (most - least);
  let high = most;
  for (let halving = 0; halving < halvings; halving++) {
    const rate = (low + high) / 2;
    if (measure(tangency(covariance, returns, rate)) < wanted) low = rate;
    else high = rate;
  }
  return tangency(covariance, returns, low);
}

export const leastVarianceReturning = (market: Market, wanted: number): Float64Array =>
  frontierAt(market, (weights) => dot(weights, market.returns), wanted);
