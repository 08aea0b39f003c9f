/** Kinds whose part of the product is not here yet, with the part they come with. Whoever brings one takes its line out. */
import type { Topic } from "./topic.ts";

const research = "comes with research: trials, overfitting and promotion";
const learning = "comes with model monitoring and the learning loop";
const models = "comes with the trained forecasters";

export const later: Topic = {
  answers: {},
  notCovered: {
    "golden/pbo_noise": research,
    "golden/pbo_one_skilled_+0.003": research,
    "golden/drift": learning,
    "golden/page_hinkley_river": learning,
    "golden/patchtst_1layer": models,
    "golden/patchtst_2layer": models,
    "golden/nhits_mini": models,
    "golden/lightgbm_parity": models,
  },
};
