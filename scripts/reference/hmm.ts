/** Hidden Markov chains: hmmlearn's umbrella example, and two regimes of a golden series fitted by statsmodels. */
import { expectStates } from "../../src/kernel/maths/expect-states.ts";
import { fitGaussianHmm } from "../../src/kernel/maths/fit-gaussian-hmm.ts";
import { filterObservation, type GaussianHmm } from "../../src/kernel/maths/gaussian-hmm.ts";
import { filterStates, mostLikelyPath, stationaryStates } from "../../src/kernel/maths/hidden-markov.ts";
import { generatorOf } from "./golden-generator.ts";
import { type Inputs, matrixIn, numbersIn, type Topic } from "./topic.ts";

const chainIn = (inputs: Inputs) => ({ start: numbersIn(inputs, "start"), transition: matrixIn(inputs, "transition") });

/** The case wants joint probabilities of state and observations so far, where ours are scaled to 1. */
function forward(inputs: Inputs) {
  let filtered: number[] | undefined;
  let joint = 1;
  const alpha = matrixIn(inputs, "emission_probabilities").map((row) => {
    const { probabilities, likelihood } = filterStates(chainIn(inputs), filtered, row);
    filtered = probabilities;
    joint *= likelihood;
    return probabilities.map((mass) => mass * joint);
  });
  return { log_likelihood: Math.log(joint), alpha };
}

function viterbi(inputs: Inputs) {
  const { path, logProbability } = mostLikelyPath(chainIn(inputs), matrixIn(inputs, "emission_probabilities"));
  return { path, log_probability: logProbability };
}

/** The series of the golden document's notes: 600 numbers, two states that stay. */
function goldenSeries(): number[] {
  const { uniform, normal } = generatorOf(777);
  let isCalm = true;
  return Array.from({ length: 600 }, () => {
    if (uniform() < (isCalm ? 0.03 : 0.06)) isCalm = !isCalm;
    return isCalm ? 0.05 + 0.6 * normal() : -0.1 + 1.8 * normal();
  });
}

/** Statsmodels' parameters. It starts the chain from its stationary distribution. */
const goldenModel = (): GaussianHmm => {
  const transition = [
    [0.9761936537364205, 1 - 0.9761936537364205],
    [0.06542799342989453, 1 - 0.06542799342989453],
  ];
  return {
    start: stationaryStates({ start: [], transition }),
    transition,
    means: [[0.1118398792323303], [0.20528531757039092]],
    covariances: [[0.360170077577008], [3.6912383915271465]],
  };
};

function goldenFilter() {
  const series = goldenSeries();
  let filtered: number[] | undefined;
  let llf = 0;
  for (const value of series) {
    const { probabilities, logLikelihood } = filterObservation(goldenModel(), filtered, [value]);
    filtered = probabilities;
    llf += logLikelihood;
  }
  const { smoothed } = expectStates({ rows: Float64Array.from(series), dimensions: 1 }, goldenModel(), []);
  return {
    first3: series.slice(0, 3),
    llf,
    smoothed_prob_state0_first5: [0, 2, 4, 6, 8].map((cell) => smoothed[cell]),
    filtered_last: filtered,
  };
}

/** Ours estimates the start too, so its parameters are near, not equal. */
function goldenFit() {
  const { model } = fitGaussianHmm({ rows: Float64Array.from(goldenSeries()), dimensions: 1 }, 2, 1) ?? {};
  const [calm, wild] = model?.covariances[0]?.[0] === Math.min(...(model?.covariances.flat() ?? [])) ? [0, 1] : [1, 0];
  return {
    params: [
      model?.transition[calm]?.[calm],
      model?.transition[wild]?.[calm],
      model?.means[calm]?.[0],
      model?.means[wild]?.[0],
      model?.covariances[calm]?.[0],
      model?.covariances[wild]?.[0],
    ],
  };
}

export const hmm: Topic = {
  answers: {
    "hmm-forward": forward,
    "hmm-viterbi": viterbi,
    "golden/hmm": goldenFilter,
    "golden/hmm-fit": goldenFit,
  },
  golden: [
    {
      kind: "golden/hmm",
      section: "hmm",
      fields: ["first3", "llf", "smoothed_prob_state0_first5", "filtered_last"],
      tolerance: { abs: 1e-6 },
    },
    { kind: "golden/hmm-fit", section: "hmm", fields: ["params"], tolerance: { abs: 5e-3 } },
  ],
};
