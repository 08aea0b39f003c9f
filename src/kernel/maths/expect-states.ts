/** The expectation step: what a model makes of observations, from scaled forward and backward passes (Rabiner 1989). */
import { densityOf, type GaussianHmm, logDensity } from "./gaussian-hmm.ts";

/** Vectors one after another: `rows[t * dimensions + i]`. */
export type Observations = { readonly rows: Float64Array; readonly dimensions: number };

export type Expected = {
  readonly logLikelihood: number;
  /** Probability of state k at t given all observations, at `t * states + k`. */
  readonly smoothed: Float64Array;
  /** Expected number of steps from i to j, at `i * states + j`. */
  readonly steps: Float64Array;
  /** Expected number of observations of each state. */
  readonly occupancy: Float64Array;
};

/** @param floors smallest variance a state may have left in each dimension */
export function expectStates(observations: Observations, model: GaussianHmm, floors: readonly number[]): Expected {
  const states = model.start.length;
  const count = observations.rows.length / observations.dimensions;
  const transition = Float64Array.from(model.transition.flat());
  const { likelihoods, logScale } = likelihoodsOf(observations, model, floors);
  const forward = new Float64Array(count * states);
  const scales = new Float64Array(count);
  const logLikelihood = logScale + goForward({ likelihoods, transition, forward, scales }, model.start);
  const steps = new Float64Array(states * states);
  goBack({ likelihoods, transition, forward, scales }, steps);
  const occupancy = new Float64Array(states);
  for (let cell = 0; cell < forward.length; cell += states)
    for (let state = 0; state < states; state += 1)
      occupancy[state] = (occupancy[state] ?? 0) + (forward[cell + state] ?? 0);
  return { logLikelihood, smoothed: forward, steps, occupancy };
}

/** Densities over the largest of their moment, so that none vanishes; the log of what was divided out, summed. */
function likelihoodsOf(
  { rows, dimensions }: Observations,
  { means, covariances }: GaussianHmm,
  floors: readonly number[],
) {
  const states = means.length;
  const likelihoods = new Float64Array((rows.length / dimensions) * states);
  for (const [state, mean] of means.entries()) {
    const density = densityOf(mean, covariances[state] ?? [], floors);
    for (let at = 0, cell = state; at < rows.length; at += dimensions, cell += states)
      likelihoods[cell] = logDensity(density, rows, at);
  }
  let logScale = 0;
  for (let cell = 0; cell < likelihoods.length; cell += states) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let k = cell; k < cell + states; k += 1) largest = Math.max(largest, likelihoods[k] ?? Number.NaN);
    for (let k = cell; k < cell + states; k += 1) likelihoods[k] = Math.exp((likelihoods[k] ?? Number.NaN) - largest);
    logScale += largest;
  }
  return { likelihoods, logScale };
}

type Passes = {
  readonly likelihoods: Float64Array;
  readonly transition: Float64Array;
  /** Filtered probabilities after the way forward, smoothed ones after the way back. */
  readonly forward: Float64Array;
  readonly scales: Float64Array;
};

function goForward({ likelihoods, transition, forward, scales }: Passes, start: readonly number[]): number {
  const states = start.length;
  const predicted = Float64Array.from(start);
  let logLikelihood = 0;
  for (let t = 0, cell = 0; t < scales.length; t += 1, cell += states) {
    if (t > 0) predict(forward, cell - states, transition, predicted);
    let scale = 0;
    for (let state = 0; state < states; state += 1) {
      const joint = (predicted[state] ?? 0) * (likelihoods[cell + state] ?? Number.NaN);
      forward[cell + state] = joint;
      scale += joint;
    }
    for (let state = 0; state < states; state += 1) forward[cell + state] = (forward[cell + state] ?? 0) / scale;
    scales[t] = scale;
    logLikelihood += Math.log(scale);
  }
  return logLikelihood;
}

/** @param at where the filtered probabilities of the moment before begin */
function predict(forward: Float64Array, at: number, transition: Float64Array, predicted: Float64Array): void {
  const states = predicted.length;
  for (let to = 0; to < states; to += 1) {
    let sum = 0;
    for (let from = 0; from < states; from += 1)
      sum += (forward[at + from] ?? 0) * (transition[from * states + to] ?? 0);
    predicted[to] = sum;
  }
}

/** Smooths `forward` in place from the end and counts the expected steps. */
function goBack({ likelihoods, transition, forward, scales }: Passes, steps: Float64Array): void {
  const states = Math.sqrt(transition.length);
  const later = new Float64Array(states).fill(1);
  const onward = new Float64Array(states);
  for (let t = scales.length - 2, cell = t * states; t >= 0; t -= 1, cell -= states) {
    const scale = scales[t + 1] ?? Number.NaN;
    for (let to = 0; to < states; to += 1)
      onward[to] = ((likelihoods[cell + states + to] ?? 0) * (later[to] ?? 0)) / scale;
    for (let from = 0; from < states; from += 1) {
      const filtered = forward[cell + from] ?? 0;
      const sum = countSteps(transition, onward, { row: from * states, filtered }, steps);
      later[from] = sum;
      forward[cell + from] = filtered * sum;
    }
  }
}

/** Adds the expected steps out of one state and returns how likely all later observations are from it. */
function countSteps(
  transition: Float64Array,
  onward: Float64Array,
  { row, filtered }: { readonly row: number; readonly filtered: number },
  steps: Float64Array,
): number {
  let sum = 0;
  for (let to = 0; to < onward.length; to += 1) {
    const reached = (transition[row + to] ?? 0) * (onward[to] ?? 0);
    steps[row + to] = (steps[row + to] ?? 0) + filtered * reached;
    sum += reached;
  }
  return sum;
}
