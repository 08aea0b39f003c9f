/**
 * Covariances shrunk towards a target by as much as the sample deserves: a few hundred days say little about many pairs.
 *
 * Towards equal variances without correlation (Ledoit and Wolf 2004, "A well-conditioned estimator"), or towards one
 * correlation for all pairs ("Honey, I shrunk the sample covariance matrix", 2004), which suits coins that all move with
 * one market. Both divide by n. The share is chosen by the data, so there is nothing to tune.
 */
import type { Scenarios } from "../risk/covariance.ts";
import { diagonalOf } from "./square-matrix.ts";

export type Shrunk = {
  readonly covariance: Float64Array;
  /** Share of the target, from 0 to 1. */
  readonly shrinkage: number;
};

/** Days without their mean, day by day. */
function centred({ assets, returns }: Scenarios): Float64Array {
  const days = returns.length / assets;
  const centres = new Float64Array(assets);
  for (const [index, value] of returns.entries()) {
    const asset = index % assets;
    centres[asset] = (centres[asset] ?? 0) + value / days;
  }
  return returns.map((value, index) => value - (centres[index % assets] ?? Number.NaN));
}

type Sample = {
  readonly assets: number;
  readonly days: Float64Array;
  readonly covariance: Float64Array;
  /** Variance of each entry of the sample covariance, times the days. */
  readonly noise: Float64Array;
};

function sampleOf(scenarios: Scenarios): Sample {
  const { assets } = scenarios;
  const days = centred(scenarios);
  const covariance = new Float64Array(assets * assets);
  const noise = new Float64Array(assets * assets);
  for (let row = 0; row < assets; row++)
    for (let column = 0; column <= row; column++) {
      const { mean, variance } = productOf(days, assets, row, column);
      covariance[row * assets + column] = mean;
      covariance[column * assets + row] = mean;
      noise[row * assets + column] = variance;
      noise[column * assets + row] = variance;
    }
  return { assets, days, covariance, noise };
}

/** Mean and variance over the days of the product of two assets' returns. */
function productOf(days: Float64Array, assets: number, row: number, column: number) {
  const count = days.length / assets;
  let total = 0;
  for (let day = 0; day < days.length; day += assets) total += (days[day + row] ?? NaN) * (days[day + column] ?? NaN);
  const mean = total / count;
  let squares = 0;
  for (let day = 0; day < days.length; day += assets)
    squares += ((days[day + row] ?? NaN) * (days[day + column] ?? NaN) - mean) ** 2;
  return { mean, variance: squares / count };
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
const distance = (a: Float64Array, b: Float64Array): number =>
  a.reduce((total, value, index) => total + (value - (b[index] ?? Number.NaN)) ** 2, 0);
const clamp = (share: number): number => Math.min(1, Math.max(0, share));

const mix = (covariance: Float64Array, target: Float64Array, shrinkage: number): Shrunk => ({
  covariance: covariance.map((value, cell) => (1 - shrinkage) * value + shrinkage * (target[cell] ?? Number.NaN)),
  shrinkage,
});

/** Towards the mean variance on the diagonal and nothing beside it. */
export function shrinkToIdentity(scenarios: Scenarios): Shrunk {
  const { assets, days, covariance, noise } = sampleOf(scenarios);
  const level = sum(diagonalOf(covariance)) / assets;
  const target = covariance.map((_, cell) => (cell % (assets + 1) === 0 ? level : 0));
  const apart = distance(covariance, target);
  return mix(covariance, target, apart > 0 ? clamp(sum(noise) / (days.length / assets) / apart) : 1);
}

/** Towards the same variances with the mean of all correlations between every two. */
export function shrinkToOneCorrelation(scenarios: Scenarios): Shrunk {
  const sample = sampleOf(scenarios);
  const { assets, days, covariance, noise } = sample;
  if (assets < 2) return { covariance, shrinkage: 0 };
  const spread = diagonalOf(covariance).map(Math.sqrt);
  const product = (cell: number): number =>
    (spread[Math.floor(cell / assets)] ?? Number.NaN) * (spread[cell % assets] ?? Number.NaN);
  const isOnDiagonal = (cell: number): boolean => cell % (assets + 1) === 0;
  const correlations = covariance.map((value, cell) => (isOnDiagonal(cell) ? 0 : value / product(cell)));
  const common = sum(correlations) / (assets * (assets - 1));
  const target = covariance.map((value, cell) => (isOnDiagonal(cell) ? value : common * product(cell)));
  const apart = distance(covariance, target);
  const shared = sharedNoise(sample, spread, common);
  return mix(covariance, target, apart > 0 ? clamp((sum(noise) - shared) / (days.length / assets) / apart) : 1);
}

/** How much the noise of the sample and of its target go together: what must not be counted as the sample's alone. */
function sharedNoise({ assets, days, covariance, noise }: Sample, spread: Float64Array, common: number): number {
  let shared = sum(diagonalOf(noise));
  for (let row = 0; row < assets; row++) {
    const own = covariance[row * assets + row] ?? Number.NaN;
    for (let column = 0; column < assets; column++) {
      if (row === column) continue;
      const both = covariance[row * assets + column] ?? Number.NaN;
      let together = 0;
      for (let day = 0; day < days.length; day += assets) {
        const [first, second] = [days[day + row] ?? Number.NaN, days[day + column] ?? Number.NaN];
        together += (first * first - own) * (first * second - both);
      }
      const ratio = (spread[column] ?? Number.NaN) / (spread[row] ?? Number.NaN);
      shared += (common * ratio * together * assets) / days.length;
    }
  }
  return shared;
}
