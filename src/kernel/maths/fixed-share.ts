/**
 * Exponential weights over experts, with a fixed share: Hedge that forgets (Herbster and Warmuth 1998; methods B5).
 *
 * After losses in [0, 1] each weight shrinks by exp(-rate x loss); then every expert gives `share` of its weight to all
 * alike, so that one that was bad for long can come back. Without a share and with rate √(8 ln N / T) the learner loses
 * no more than √(T ln N / 2) above the best expert in T rounds, whatever the losses. An expert that sleeps keeps its
 * weight: those awake divide what they had together (Freund, Schapire, Singer and Warmuth 1997).
 */
export type FixedShareRule = {
  readonly rate: number;
  /** About one over the rounds a best expert stays the best. */
  readonly share: number;
};

/** Stands for the loss of an expert that sleeps; state holds finite numbers only. */
export const asleep = -1;

/** @param weights in place; they add up to one before and after @param losses as many, in [0, 1] or `asleep` */
export function shareAnew(weights: number[], losses: readonly number[], { rate, share }: FixedShareRule): void {
  let awake = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let index = 0; index < weights.length; index++) {
    const loss = losses[index] ?? asleep;
    if (!(loss >= 0)) continue;
    awake += weights[index] ?? 0;
    if (loss < least) least = loss;
  }
  if (!(awake > 0)) return;
  let left = 0;
  for (let index = 0; index < weights.length; index++) {
    const loss = losses[index] ?? asleep;
    if (!(loss >= 0)) continue;
    const weight = (weights[index] ?? 0) * Math.exp(-rate * (loss - least));
    weights[index] = weight;
    left += weight;
  }
  giveShares(weights, losses, { scale: awake / left, share });
}

function giveShares(
  weights: number[],
  losses: readonly number[],
  { scale, share }: { readonly scale: number; readonly share: number },
): void {
  for (let index = 0; index < weights.length; index++) {
    const isAwake = (losses[index] ?? asleep) >= 0;
    const weight = (weights[index] ?? 0) * (isAwake ? scale : 1);
    weights[index] = (1 - share) * weight + share / weights.length;
  }
}

/** The rate that the bound for `rounds` known beforehand asks for. */
export const hedgeRate = (experts: number, rounds: number): number => Math.sqrt((8 * Math.log(experts)) / rounds);

export const regretBound = (experts: number, rounds: number): number => Math.sqrt((rounds * Math.log(experts)) / 2);
