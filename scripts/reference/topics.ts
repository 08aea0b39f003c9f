/** All topics of the reference run. */
import { goldenGenerator } from "./golden-generator.ts";
import { hmm } from "./hmm.ts";
import { later } from "./later.ts";
import { performance } from "./performance.ts";
import { riskMeasures } from "./risk-measures.ts";
import { sharpe } from "./sharpe.ts";
import { specialFunctions } from "./special-functions.ts";
import type { Topic } from "./topic.ts";

export const topics: readonly Topic[] = [
  performance,
  sharpe,
  specialFunctions,
  riskMeasures,
  goldenGenerator,
  hmm,
  later,
];
