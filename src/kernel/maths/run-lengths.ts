/**
 * Bayesian online change point detection: how long ago did the numbers begin to come from what they come from now?
 *
 * Source: Adams and MacKay, "Bayesian online changepoint detection", arXiv:0710.3742, 2007: constant hazard, normal
 * numbers with unknown mean and variance under a normal-inverse-gamma prior, so the next number of each run is Student's
 * t with 2α degrees of freedom. Runs with less than 1e-6 of the mass are dropped, and the least likely beyond a cap; the
 * rest is scaled to 1. The state is plain data.
 */
import { logGamma } from "./special-functions.ts";

/** Prior of a new run. `beta / alpha` is the variance expected, `alpha` and `kappa` how many numbers that is worth. */
export type RunPrior = { readonly mean: number; readonly kappa: number; readonly alpha: number; readonly beta: number };

/** Runs that may be under way: numbers seen in each, probability, and what its numbers taught. */
export type RunLengths = {
  readonly lengths: number[];
  readonly masses: number[];
  readonly means: number[];
  readonly betas: number[];
};

const leastMass = 1e-6;
const mostRuns = 64;

/** Before the first number a run has just begun. */
export const openRunLengths = ({ mean, beta }: RunPrior): RunLengths => ({
  lengths: [0],
  masses: [1],
  means: [mean],
  betas: [beta],
});

/** Takes one number in. @param hazard chance that a run ends with any number, 1 / its expected length */
export function observeRuns(runs: RunLengths, value: number, prior: RunPrior, hazard: number): void {
  const { lengths, masses, means, betas } = runs;
  const logs = logPredictives(runs, value, prior);
  let largest = Number.NEGATIVE_INFINITY;
  for (let run = 0; run < logs.length; run += 1) largest = Math.max(largest, logs[run] ?? Number.NaN);
  let ended = 0;
  for (let run = 0; run < lengths.length; run += 1) {
    const joint = (masses[run] ?? 0) * Math.exp((logs[run] ?? Number.NaN) - largest);
    const kappa = prior.kappa + (lengths[run] ?? 0);
    const miss = value - (means[run] ?? Number.NaN);
    ended += joint * hazard;
    lengths[run] = (lengths[run] ?? 0) + 1;
    masses[run] = joint * (1 - hazard);
    means[run] = (means[run] ?? Number.NaN) + miss / (kappa + 1);
    betas[run] = (betas[run] ?? Number.NaN) + (kappa * miss * miss) / (2 * (kappa + 1));
  }
  lengths.push(0);
  masses.push(ended);
  means.push(prior.mean);
  betas.push(prior.beta);
  prune(runs);
}

/** Log density of the next number in each run: Student's t, 2α degrees of freedom, scale² = β(κ+1)/(ακ). */
function logPredictives({ lengths, means, betas }: RunLengths, value: number, prior: RunPrior): Float64Array {
  const logs = new Float64Array(lengths.length);
  let length = 0;
  /** ln Γ(α+½) - ln Γ(α); one number more turns it into ln α less itself. Runs stand in order, the youngest last. */
  let gammas = logGamma(prior.alpha + 0.5) - logGamma(prior.alpha);
  for (let run = lengths.length - 1; run >= 0; run -= 1) {
    for (; length < (lengths[run] ?? 0); length += 1) gammas = Math.log(prior.alpha + length / 2) - gammas;
    const kappa = prior.kappa + length;
    const scale = (2 * (betas[run] ?? Number.NaN) * (kappa + 1)) / kappa;
    const miss = value - (means[run] ?? Number.NaN);
    const tail = (prior.alpha + (length + 1) / 2) * Math.log1p((miss * miss) / scale);
    logs[run] = gammas - 0.5 * Math.log(Math.PI * scale) - tail;
  }
  return logs;
}

function normalise(masses: number[]): void {
  let total = 0;
  for (let run = 0; run < masses.length; run += 1) total += masses[run] ?? 0;
  for (let run = 0; run < masses.length; run += 1) masses[run] = (masses[run] ?? 0) / total;
}

function prune(runs: RunLengths): void {
  const { masses } = runs;
  normalise(masses);
  if (masses.length > mostRuns) drop(runs, leastLikely(masses));
  for (let run = masses.length - 1; run >= 0; run -= 1) if (!((masses[run] ?? 0) >= leastMass)) drop(runs, run);
  normalise(masses);
}

function leastLikely(masses: readonly number[]): number {
  let least = 0;
  for (let run = 1; run < masses.length; run += 1) if ((masses[run] ?? 0) < (masses[least] ?? 0)) least = run;
  return least;
}

function drop({ lengths, masses, means, betas }: RunLengths, run: number): void {
  lengths.splice(run, 1);
  masses.splice(run, 1);
  means.splice(run, 1);
  betas.splice(run, 1);
}

/** Probability that the run under way has fewer than `length` numbers. */
export const massBelow = ({ lengths, masses }: RunLengths, length: number): number =>
  lengths.reduce((sum, each, run) => (each < length ? sum + (masses[run] ?? 0) : sum), 0);
