/** The maximisation step: the model that makes what was expected most likely. */
import type { Expected, Observations } from "./expect-states.ts";
import type { GaussianHmm } from "./gaussian-hmm.ts";

export function maximise(observations: Observations, { smoothed, steps, occupancy }: Expected): GaussianHmm {
  const states = occupancy.length;
  const means: number[][] = [];
  const covariances: number[][] = [];
  const transition: number[][] = [];
  for (let state = 0; state < states; state += 1) {
    const weights = { smoothed, states, state, total: occupancy[state] ?? 0 };
    const mean = meanOf(observations, weights);
    means.push([...mean]);
    covariances.push(covarianceOf(observations, mean, weights));
    const row = [...steps.subarray(state * states, (state + 1) * states)];
    const total = row.reduce((sum, expected) => sum + expected, 0);
    transition.push(row.map((expected) => (total > 0 ? expected / total : 1 / states)));
  }
  return { start: [...smoothed.subarray(0, states)], transition, means, covariances };
}

/** How much of each observation belongs to one state. */
type Weights = {
  readonly smoothed: Float64Array;
  readonly states: number;
  readonly state: number;
  readonly total: number;
};

function meanOf({ rows, dimensions }: Observations, { smoothed, states, state, total }: Weights): Float64Array {
  const sums = new Float64Array(dimensions);
  for (let at = 0, cell = state; at < rows.length; at += dimensions, cell += states) {
    const weight = smoothed[cell] ?? 0;
    for (let i = 0; i < dimensions; i += 1) sums[i] = (sums[i] ?? 0) + weight * (rows[at + i] ?? 0);
  }
  return sums.map((sum) => sum / total);
}

function covarianceOf(
  { rows, dimensions }: Observations,
  mean: Float64Array,
  { smoothed, states, state, total }: Weights,
): number[] {
  const sums = new Float64Array(dimensions * dimensions);
  for (let at = 0, cell = state; at < rows.length; at += dimensions, cell += states) {
    const weight = smoothed[cell] ?? 0;
    for (let i = 0; i < dimensions; i += 1) {
      const part = weight * ((rows[at + i] ?? 0) - (mean[i] ?? 0));
      for (let j = 0; j <= i; j += 1) {
        const place = i * dimensions + j;
        sums[place] = (sums[place] ?? 0) + part * ((rows[at + j] ?? 0) - (mean[j] ?? 0));
      }
    }
  }
  return Array.from(sums, (_, place) => {
    const [i, j] = [Math.floor(place / dimensions), place % dimensions];
    return (sums[Math.max(i, j) * dimensions + Math.min(i, j)] ?? Number.NaN) / total;
  });
}
