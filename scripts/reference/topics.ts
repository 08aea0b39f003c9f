/** All topics of the reference run. */
import { goldenGenerator } from "./golden-generator.ts";
import { hmm } from "./hmm.ts";
import { later } from "./later.ts";
import { riskMeasures } from "./risk-measures.ts";
import { specialFunctions } from "./special-functions.ts";
import type { Topic } from "./topic.ts";

export const topics: readonly Topic[] = [specialFunctions, goldenGenerator, hmm, riskMeasures, later];
