/**
 * Fits a Gaussian hidden Markov model by expectation-maximisation (Baum-Welch with scaled forward and backward passes).
 *
 * Source: Rabiner (1989); several short runs and one long one after Biernacki, Celeux and Govaert, "Choosing starting
 * values for the EM algorithm", Computational Statistics & Data Analysis 41, 2003. The number of states by BIC.
 * A fit in which a state keeps fewer than a handful of observations is thrown away: such a state explains single days.
 */
import { expectStates, type Observations } from "./expect-states.ts";
import { type GaussianHmm, parametersOf } from "./gaussian-hmm.ts";
import { inOneGo } from "./in-parts.ts";
import { maximise } from "./maximise-states.ts";
import { pickIndex, type RandomState, seedRandom, uniform } from "./seeded-random.ts";

export type HmmFit = {
  readonly model: GaussianHmm;
  readonly logLikelihood: number;
  /** Bayesian information criterion: less is better. */
  readonly bic: number;
  readonly iterations: number;
};

const restarts = 10;
const shortRun = 5;
const longRun = 100;
const warmRun = 25;
const tolerance = 1e-4;
/** Of the whole variance of a dimension: what is left of it in a state at least. */
const floorShare = 1e-6;
const smallestVariance = 1e-12;
const smallestShare = 0.05;
const firstStay = 0.9;

/**
 * The best of ten seeded starts with `states` states; `undefined` where no start gives a sound fit.
 *
 * Yields after each start, so that its caller may let others work.
 */
export function* fitGaussianHmmInParts(
  observations: Observations,
  states: number,
  seed: number,
): Generator<void, HmmFit | undefined> {
  const random = seedRandom(seed);
  let best: HmmFit | undefined;
  for (let start = 0; start < restarts; start += 1) {
    const fit = climb(observations, firstModel(observations, states, random), shortRun);
    if (fit !== undefined && !(fit.logLikelihood <= (best?.logLikelihood ?? Number.NEGATIVE_INFINITY))) best = fit;
    yield;
  }
  return best === undefined ? undefined : climb(observations, best.model, longRun);
}

/** The same at once. */
export const fitGaussianHmm = (observations: Observations, states: number, seed: number): HmmFit | undefined =>
  inOneGo(fitGaussianHmmInParts(observations, states, seed));

/** Goes on from a model fitted before. */
export const improveGaussianHmm = (observations: Observations, model: GaussianHmm): HmmFit | undefined =>
  climb(observations, model, warmRun);

function climb(observations: Observations, from: GaussianHmm, most: number): HmmFit | undefined {
  const floors = floorsOf(observations);
  let model = from;
  let before = Number.NEGATIVE_INFINITY;
  for (let iteration = 1; ; iteration += 1) {
    const expected = expectStates(observations, model, floors);
    const { logLikelihood } = expected;
    if (!Number.isFinite(logLikelihood)) return undefined;
    if (iteration > most || logLikelihood - before < tolerance)
      return isSound(expected.occupancy, observations)
        ? { model, logLikelihood, bic: bicOf(logLikelihood, observations, model), iterations: iteration - 1 }
        : undefined;
    before = logLikelihood;
    model = maximise(observations, expected);
  }
}

const bicOf = (logLikelihood: number, { rows, dimensions }: Observations, { start }: GaussianHmm): number =>
  -2 * logLikelihood + parametersOf(start.length, dimensions) * Math.log(rows.length / dimensions);

function isSound(occupancy: Float64Array, { rows, dimensions }: Observations): boolean {
  const least = Math.max(2 * (dimensions + 1), (smallestShare * rows.length) / dimensions);
  return occupancy.every((days) => days >= least);
}

/** Of each dimension. */
function variancesOf({ rows, dimensions }: Observations): number[] {
  const count = rows.length / dimensions;
  return Array.from({ length: dimensions }, (_, column) => {
    let sum = 0;
    let squares = 0;
    for (let at = column; at < rows.length; at += dimensions) sum += rows[at] ?? Number.NaN;
    for (let at = column; at < rows.length; at += dimensions) squares += ((rows[at] ?? Number.NaN) - sum / count) ** 2;
    return squares / count;
  });
}

const floorsOf = (observations: Observations): number[] =>
  variancesOf(observations).map((variance) => Math.max(variance * floorShare, smallestVariance));

/** Means are observations far from each other (k-means++), covariances those of the whole, stays long. */
function firstModel(observations: Observations, states: number, random: RandomState): GaussianHmm {
  const { rows, dimensions } = observations;
  const variances = variancesOf(observations);
  const count = rows.length / dimensions;
  const rowAt = (index: number) => [...rows.subarray(index * dimensions, (index + 1) * dimensions)];
  const means = [rowAt(Math.floor(uniform(random) * count))];
  const farness = Array.from({ length: count }, () => Number.POSITIVE_INFINITY);
  for (let newest = means[0]; newest !== undefined && means.length < states; means.push(newest)) {
    for (let index = 0; index < count; index += 1)
      farness[index] = Math.min(farness[index] ?? 0, distance(newest, rows, index * dimensions, variances));
    newest = rowAt(farness.some((far) => far > 0) ? pickIndex(random, farness) : 0);
  }
  const covariance = Array.from({ length: dimensions ** 2 }, (_, cell) =>
    cell % (dimensions + 1) === 0 ? (variances[cell % dimensions] ?? 0) : 0,
  );
  return {
    start: means.map(() => 1 / states),
    transition: means.map((_, from) =>
      means.map((__, to) => (from === to ? firstStay : (1 - firstStay) / (states - 1))),
    ),
    means,
    covariances: means.map(() => covariance),
  };
}

/** Squared, each dimension in its standard deviations. */
function distance(from: readonly number[], rows: Float64Array, at: number, variances: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < from.length; i += 1)
    sum += ((from[i] ?? 0) - (rows[at + i] ?? 0)) ** 2 / Math.max(variances[i] ?? 0, Number.MIN_VALUE);
  return sum;
}
