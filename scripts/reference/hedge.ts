/** Exponential weights: 500 rounds of four experts' losses, seed 5 of the golden generator. Its final weights are those of the last round. */
import { hedgeRate, regretBound, shareAnew } from "../../src/kernel/maths/fixed-share.ts";
import { generatorOf } from "./golden-generator.ts";
import type { Topic } from "./topic.ts";

const [experts, rounds, seed] = [4, 500, 5];

function goldenHedge() {
  const { normal } = generatorOf(seed);
  const rate = hedgeRate(experts, rounds);
  const weights = Array.from({ length: experts }, () => 1 / experts);
  const totals = weights.map(() => 0);
  let learner = 0;
  let final = weights;
  for (let round = 0; round < rounds; round++) {
    const losses = weights.map((_, expert) => Math.min(1, Math.max(0, 0.5 + 0.02 * (expert - 1.5) + 0.3 * normal())));
    final = [...weights];
    learner += losses.reduce((sum, loss, expert) => sum + (weights[expert] ?? 0) * loss, 0);
    losses.forEach((loss, expert) => (totals[expert] = (totals[expert] ?? 0) + loss));
    shareAnew(weights, losses, { rate, share: 0 });
  }
  const best = Math.min(...totals);
  return {
    eta: rate,
    learner_loss: learner,
    best_expert_loss: best,
    regret: learner - best,
    bound: regretBound(experts, rounds),
    ...Object.fromEntries(final.map((weight, expert) => [`final_weights/${expert}`, weight])),
  };
}

export const hedge: Topic = {
  answers: { "golden/hedge": goldenHedge },
  golden: [
    {
      kind: "golden/hedge",
      section: "hedge",
      fields: [
        "eta",
        "learner_loss",
        "best_expert_loss",
        "regret",
        "bound",
        ...[0, 1, 2, 3].map((expert) => `final_weights/${expert}`),
      ],
      tolerance: { rel: 1e-9 },
    },
  ],
};
