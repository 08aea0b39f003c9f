/**
 * Hidden Markov chains over any emission: forward filter, stationary distribution, most likely path.
 *
 * Source: Rabiner, "A tutorial on hidden Markov models", Proceedings of the IEEE 77(2), 1989, with scaled probabilities.
 * Filtered probabilities use the past only. The most likely path looks at later observations too, so it is for looking
 * back and for checks, never for decisions.
 */
/** 2^40 steps: stays of a billion observations are forgotten. */
const doublings = 40;

export type MarkovChain = {
  /** Probability of each state at the first observation. */
  readonly start: readonly number[];
  /** `transition[i][j]`: probability of state j after state i; each row sums to 1. */
  readonly transition: readonly (readonly number[])[];
};

/** Where the chain is thought to be before the next observation; `filtered` undefined before the first. */
export function predictStates({ start, transition }: MarkovChain, filtered: readonly number[] | undefined): number[] {
  if (filtered === undefined) return [...start];
  return start.map((_, to) => filtered.reduce((sum, mass, from) => sum + mass * (transition[from]?.[to] ?? 0), 0));
}

/**
 * Takes one observation in.
 * @param likelihoods of the observation in each state, up to a common factor
 * @returns probabilities of the states given all observations so far, and the likelihood of this one given the earlier
 */
export function filterStates(
  chain: MarkovChain,
  filtered: readonly number[] | undefined,
  likelihoods: readonly number[],
): { readonly probabilities: number[]; readonly likelihood: number } {
  const predicted = predictStates(chain, filtered);
  const joint = predicted.map((mass, state) => mass * (likelihoods[state] ?? 0));
  const likelihood = joint.reduce((sum, mass) => sum + mass, 0);
  return { probabilities: likelihood > 0 ? joint.map((mass) => mass / likelihood) : predicted, likelihood };
}

/** Mean length of a stay in `state`, observations: 1 / (1 - p_ii). Infinite where it is never left. */
export const expectedDuration = ({ transition }: MarkovChain, state: number): number =>
  1 / (1 - (transition[state]?.[state] ?? Number.NaN));

/** Share of time the chain spends in each state, by squaring the transition matrix until its rows agree. */
export function stationaryStates({ transition }: MarkovChain): number[] {
  let power = transition.map(scaledToOne);
  for (let doubling = 0; doubling < doublings; doubling += 1) {
    const square = { start: [], transition: power };
    power = power.map((row) => scaledToOne(predictStates({ ...square, start: row }, row)));
  }
  return power[0] ?? [];
}

const scaledToOne = (row: readonly number[]): number[] => {
  const sum = row.reduce((total, mass) => total + mass, 0);
  return row.map((mass) => mass / sum);
};

/** The most likely sequence of states and its log probability together with the observations (Viterbi). */
export function mostLikelyPath(
  { start, transition }: MarkovChain,
  likelihoods: readonly (readonly number[])[],
): { readonly path: number[]; readonly logProbability: number } {
  const log = (probability: number | undefined) => Math.log(probability ?? 0);
  let best = start.map((mass, state) => log(mass) + log(likelihoods[0]?.[state]));
  const cameFrom: number[][] = [];
  for (const row of likelihoods.slice(1)) {
    const reach = (to: number) => best.map((sum, from) => sum + log(transition[from]?.[to]));
    const sources = start.map((_, to) => indexOfLargest(reach(to)));
    best = start.map((_, to) => (reach(to)[sources[to] ?? 0] ?? Number.NaN) + log(row[to]));
    cameFrom.push(sources);
  }
  const path = [indexOfLargest(best)];
  for (const sources of cameFrom.toReversed()) path.unshift(sources[path[0] ?? 0] ?? 0);
  return { path, logProbability: Math.max(...best) };
}

const indexOfLargest = (values: readonly number[]): number => values.indexOf(Math.max(...values));
