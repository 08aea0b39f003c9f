/**
 * A hidden Markov chain whose states emit vectors from normal distributions: the model, its densities, the online filter.
 *
 * Fitting is in `fit-gaussian-hmm.ts`. The model is plain data, so that it can be journalled.
 */
import { filterStates, type MarkovChain } from "./hidden-markov.ts";

export type GaussianHmm = MarkovChain & {
  /** One vector per state. */
  readonly means: readonly (readonly number[])[];
  /** One matrix per state, its rows one after another. */
  readonly covariances: readonly (readonly number[])[];
};

/** A normal distribution made ready for use: rows of the inverse Cholesky factor, and the log density at the mean. */
export type Density = { readonly mean: Float64Array; readonly whitening: Float64Array; readonly atMean: number };

/**
 * @param floors smallest variance left in each dimension given those before it; 0 where the matrix is known to be sound
 */
export function densityOf(mean: readonly number[], covariance: readonly number[], floors: ArrayLike<number>): Density {
  const size = mean.length;
  const factor = choleskyOf(covariance, floors, size);
  let atMean = (-size / 2) * Math.log(2 * Math.PI);
  for (let i = 0; i < size; i += 1) atMean -= Math.log(factor[i * size + i] ?? Number.NaN);
  return { mean: Float64Array.from(mean), whitening: inverseOf(factor, size), atMean };
}

/** Lower triangular factor of a covariance matrix whose pivots are at least `floors`. */
function choleskyOf(covariance: readonly number[], floors: ArrayLike<number>, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  const cell = (i: number, j: number) => factor[i * size + j] ?? 0;
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let rest = covariance[i * size + j] ?? Number.NaN;
      for (let k = 0; k < j; k += 1) rest -= cell(i, k) * cell(j, k);
      factor[i * size + j] = i === j ? Math.sqrt(Math.max(rest, floors[i] ?? 0)) : rest / cell(j, j);
    }
  return factor;
}

/** Inverse of a lower triangular matrix, row by row. */
function inverseOf(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let j = 0; j < size; j += 1)
    for (let i = j; i < size; i += 1) {
      let sum = i === j ? 1 : 0;
      for (let k = j; k < i; k += 1) sum -= (factor[i * size + k] ?? 0) * (inverse[k * size + j] ?? 0);
      inverse[i * size + j] = sum / (factor[i * size + i] ?? Number.NaN);
    }
  return inverse;
}

/** Log density at the vector that starts at `offset` of `rows`. */
export function logDensity({ mean, whitening, atMean }: Density, rows: Float64Array, offset = 0): number {
  const size = mean.length;
  let square = 0;
  for (let i = 0; i < size; i += 1) {
    let white = 0;
    for (let j = 0; j <= i; j += 1)
      white += (whitening[i * size + j] ?? 0) * ((rows[offset + j] ?? Number.NaN) - (mean[j] ?? 0));
    square += white * white;
  }
  return atMean - square / 2;
}

/**
 * Takes one observation in: probabilities of the states given it and all before, and its log likelihood given those
 * before. An observation that no state explains leaves what was predicted.
 * @param filtered of the observation before; undefined at the first
 */
export function filterObservation(
  model: GaussianHmm,
  filtered: readonly number[] | undefined,
  observation: readonly number[],
): { readonly probabilities: number[]; readonly logLikelihood: number } {
  const row = Float64Array.from(observation);
  const logs = model.means.map((mean, state) => logDensity(densityOf(mean, model.covariances[state] ?? [], []), row));
  const largest = Math.max(...logs);
  const { probabilities, likelihood } = filterStates(
    model,
    filtered,
    logs.map((log) => Math.exp(log - largest)),
  );
  return { probabilities, logLikelihood: Math.log(likelihood) + largest };
}

/** The same model with its states in another order: state `order[i]` becomes state i. */
export function reorderStates(
  { start, transition, means, covariances }: GaussianHmm,
  order: readonly number[],
): GaussianHmm {
  const pick = <Item>(items: readonly Item[]): Item[] => order.flatMap((state) => items.slice(state, state + 1));
  return {
    start: pick(start),
    transition: pick(transition).map(pick),
    means: pick(means),
    covariances: pick(covariances),
  };
}

/** Free parameters: transitions, start, means and covariances. */
export function parametersOf(states: number, dimensions: number): number {
  return states * (states - 1) + (states - 1) + states * dimensions + (states * dimensions * (dimensions + 1)) / 2;
}
