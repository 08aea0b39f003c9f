/** Where the portfolio balancer is mutated: each constraint, gate, cap, and cause of its mode SAFE. */
import { alternatives, balancerList } from "./mutant-finders.ts";
import type { Source } from "./mutants.ts";

const balancer = "src/kernel/trading/balance";

export const balancerSources: readonly Source[] = [
  {
    path: `${balancer}/constraints.ts`,
    test: `${balancer}/constraints.test.ts`,
    cuts: balancerList("constraints", "constraint", "name"),
    atLeast: 9,
  },
  {
    path: `${balancer}/candidate.ts`,
    test: `${balancer}/candidate.test.ts`,
    cuts: balancerList("gates", "gate", "reason"),
    atLeast: 4,
  },
  {
    path: `${balancer}/candidate.ts`,
    test: `${balancer}/candidate.test.ts`,
    cuts: balancerList("caps", "cap", "reason"),
    atLeast: 9,
  },
  {
    path: `${balancer}/risk-mode.ts`,
    test: `${balancer}/risk-mode.test.ts`,
    cuts: alternatives("balancerRiskMode", "balancer, SAFE"),
    atLeast: 5,
  },
];
