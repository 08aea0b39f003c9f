/** Safeguards on which symbols are traded: the ranker's gates and list, and the tiers and reasons of Universe OS. */
import { conditions, entries, rules } from "./mutant-finders.ts";
import type { Source } from "./mutants.ts";

const assess = "src/kernel/governance/assess";
const ranker = `${assess}/opportunity-ranker/opportunity-ranker`;
const universe = `${assess}/universe`;

export const symbolSources: readonly Source[] = [
  {
    path: `${ranker}.ts`,
    test: `${ranker}.test.ts`,
    cuts: rules("scoreSymbol", "ranker, no score"),
    atLeast: 2,
  },
  {
    path: `${ranker}.ts`,
    test: `${ranker}.test.ts`,
    cuts: rules("gateOf", "ranker, gate"),
    atLeast: 2,
  },
  {
    path: `${ranker}.ts`,
    test: `${ranker}.test.ts`,
    cuts: conditions("choose", "ranker, who is an opportunity"),
    atLeast: 4,
  },
  {
    path: `${universe}/tiers.ts`,
    test: `${universe}/tiers.test.ts`,
    cuts: entries("blacklistRules", "blacklist"),
    atLeast: 5,
  },
  {
    path: `${universe}/tiers.ts`,
    test: `${universe}/tiers.test.ts`,
    cuts: conditions("reaches", "tier, condition"),
    atLeast: 5,
  },
  {
    path: `${universe}/membership.ts`,
    test: `${universe}/membership.test.ts`,
    cuts: rules("reasonAgainst", "universe, reason"),
    atLeast: 4,
  },
];
