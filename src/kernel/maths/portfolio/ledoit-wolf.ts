/**
 * Covariances shrunk towards a target by as much as the sample deserves: a few hundred days say little about many pairs.
 *
 * Towards equal variances without correlation (Ledoit and Wolf 2004, "A well-conditioned estimator"), or towards one
 * correlation for all pairs ("Honey, I shrunk the sample covariance matrix", 2004), which suits coins that all move with
 * one market. Both divide by n. The share is chosen by the data, so there is nothing to tune.
 */
import type { Scenarios } from "../risk/covariance.ts";
import { diagonalOf, sizeOf } from "./square-matrix.ts";

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

/** Mean over the days of what `of` says about one of them. */
function meanOver(days: Float64Array, assets: number, of: (day: number) => number): number {
  const count = days.length / assets;
  let sum = 0;
  for (let day = 0; day < count; day++) sum += of(day * assets);
  return sum / count;
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
  const at = (index: number): number => days[index] ?? Number.NaN;
  for (let row = 0; row < assets; row++)
    for (let column = 0; column < assets; column++) {
      const cell = row * assets + column;
      const value = meanOver(days, assets, (day) => at(day + row) * at(day + column));
      covariance[cell] = value;
      noise[cell] = meanOver(days, assets, (day) => (at(day + row) * at(day + column) - value) ** 2);
    }
  return { assets, days, covariance, noise };
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
  const at = (index: number): number => days[index] ?? Number.NaN;
  const cov = (row: number, column: number): number => covariance[row * assets + column] ?? Number.NaN;
  for (let row = 0; row < sizeOf(covariance); row++)
    for (let column = 0; column < assets; column++) {
      if (row === column) continue;
      const together = meanOver(
        days,
        assets,
        (day) => (at(day + row) ** 2 - cov(row, row)) * (at(day + row) * at(day + column) - cov(row, column)),
      );
      shared += common * ((spread[column] ?? Number.NaN) / (spread[row] ?? Number.NaN)) * together;
    }
  return shared;
}
