/**
 * Value at risk, its backtests, and volatility: PerformanceAnalytics, arch, Kupiec, MathWorks, and the golden path.
 *
 * Left out of `golden/risk`: its `hist_ES_mean_le_q`, the mean of what lies at or beyond the quantile. Our expected shortfall
 * is the coherent one, which counts the last case in part (methods B1).
 */
import { z } from "zod";
import { normalQuantile } from "../../src/kernel/maths/distributions.ts";
import { cornishFisher } from "../../src/kernel/maths/risk/cornish-fisher.ts";
import {
  christoffersen,
  conditionalCoverage,
  kupiec,
  kupiecRegion,
} from "../../src/kernel/maths/risk/coverage-tests.ts";
import { compareForecasts } from "../../src/kernel/maths/risk/diebold-mariano.ts";
import { dailyDecay, filterByEwma } from "../../src/kernel/maths/risk/ewma-volatility.ts";
import { fitGarch } from "../../src/kernel/maths/risk/garch-fit.ts";
import { meanSquare } from "../../src/kernel/maths/risk/garch.ts";
import { type Centre, normalTailOf } from "../../src/kernel/maths/risk/parametric-tail.ts";
import { fitTail, tailBeyond } from "../../src/kernel/maths/risk/peaks-over-threshold.ts";
import { qlike } from "../../src/kernel/maths/risk/qlike.ts";
import { momentsOf } from "../../src/kernel/maths/sharpe-precision.ts";
import { mean } from "../../src/kernel/maths/statistics.ts";
import { historicalValueAtRisk, worstFirst } from "../../src/kernel/maths/value-at-risk.ts";
import { goldenGarchPath } from "./golden-path.ts";
import { type Answer, numberIn, read, type Topic, textIn } from "./topic.ts";

/** PerformanceAnalytics and the golden path take the population's spread (methods B0); our own normal VaR the sample's. */
function populationOf(losses: ArrayLike<number>): Centre {
  const centre = mean(losses);
  return { mean: centre, deviation: Math.sqrt(meanSquare(losses, centre)) };
}

const historicalLoss = (losses: readonly number[], tail: number): number =>
  historicalValueAtRisk(worstFirst(Float64Array.from(losses)), tail);

function normalRisk(losses: readonly number[], tail: number) {
  const answer = normalTailOf(populationOf(losses), tail);
  return answer.kind === "estimated" ? answer : { valueAtRisk: Number.NaN, expectedShortfall: Number.NaN };
}

/** The expansion whether valid or not: these cases were computed without the validity test. */
function bentLoss(losses: readonly number[], tail: number): number {
  const { mean: centre, deviation } = populationOf(losses);
  const { skewness, kurtosis } = momentsOf(losses);
  return centre + deviation * cornishFisher(-normalQuantile(tail), { skewness, excess: kurtosis - 3 });
}

/** The three cases have the same inputs but for a note: mean and spread, rows by type 7, or neither. */
const valueAtRisk: Answer = (inputs, { columns }) => {
  const returns = columns(textIn(inputs, "file")).get(textIn(inputs, "column")) ?? [];
  const losses = returns.slice(0, 100).map((value) => -value);
  const tail = 1 - numberIn(inputs, "p");
  if (inputs["quantile"] !== undefined) return -historicalLoss(losses, tail);
  return inputs["note"] === undefined ? -bentLoss(losses, tail) : -normalRisk(losses, tail).valueAtRisk;
};

const garch: Answer = (inputs, { columns }) => {
  const prices = [...columns(textIn(inputs, "file")).values()].at(-1) ?? [];
  const returns = prices.slice(1).map((price, day) => 100 * (price / (prices[day] ?? Number.NaN) - 1));
  const fit = fitGarch(returns, { hasMean: true, targetsVariance: false });
  if (fit === undefined) return undefined;
  const { mean: mu, omega, alpha, beta } = fit.model;
  return { mu, omega, alpha, beta, loglikelihood: fit.logLikelihood };
};

const golden = goldenGarchPath();
const goldenLosses = golden.returns.map((value) => -value);

function goldenGarch() {
  const fit = fitGarch(golden.returns, { hasMean: false, targetsVariance: false });
  const { returns } = golden;
  return {
    ...Object.fromEntries(returns.slice(0, 5).map((value, day) => [`first5/${day}`, value])),
    last: returns.at(-1),
    mean: mean(returns),
    std_pop: populationOf(returns).deviation,
    "mle_zero_mean/omega": fit?.model.omega,
    "mle_zero_mean/alpha": fit?.model.alpha,
    "mle_zero_mean/beta": fit?.model.beta,
    "mle_zero_mean/loglik": fit?.logLikelihood,
  };
}

function goldenEwma() {
  const { variances, next } = filterByEwma(golden.returns, dailyDecay);
  return { last: variances.at(-1), next };
}

const goldenTails = [0.05, 0.025, 0.01];

function goldenRisk() {
  const { skewness, kurtosis } = momentsOf(golden.returns);
  const levels = goldenTails.map((tail) => {
    const { valueAtRisk: risk, expectedShortfall } = normalRisk(goldenLosses, tail);
    return {
      [`levels/${tail}/hist_q`]: -historicalLoss(goldenLosses, tail),
      [`levels/${tail}/gauss_q`]: -risk,
      [`levels/${tail}/gauss_ES`]: -expectedShortfall,
      [`levels/${tail}/cf_q`]: -bentLoss(goldenLosses, tail),
    };
  });
  return Object.assign({ skew_pop: skewness, exkurt_pop: kurtosis - 3 }, ...levels);
}

function goldenPareto() {
  const fitted = fitTail(goldenLosses);
  const at = tailBeyond(fitted, 0.01);
  if (fitted.kind === "refused" || at.kind === "refused") return undefined;
  const { shape, scale, negativeLogLikelihood } = fitted.pareto;
  return {
    u: fitted.threshold,
    k: fitted.exceedances,
    xi: shape,
    beta: scale,
    nll: negativeLogLikelihood,
    VaR99: at.valueAtRisk,
    ES99: at.expectedShortfall,
  };
}

const coverageCase = z.object({
  n: z.number(),
  violations: z.number(),
  n00: z.number(),
  n01: z.number(),
  n10: z.number(),
  n11: z.number(),
  p: z.number(),
});

const coverage: Answer = (inputs) => {
  const { n, violations, p, ...transitions } = read(coverageCase, inputs, "section");
  const [pof, cci] = [kupiec(n, violations, p), christoffersen(transitions)];
  const cc = conditionalCoverage(pof, cci);
  return {
    LRpof: pof.statistic,
    p_pof: pof.pValue,
    LRcci: cci.statistic,
    p_cci: cci.pValue,
    LRcc: cc.statistic,
    p_cc: cc.pValue,
  };
};

function goldenComparison() {
  const { variances } = filterByEwma(golden.returns, dailyDecay);
  const differences = golden.returns.map(
    (value, day) =>
      qlike(variances[day] ?? Number.NaN, value ** 2) - qlike(golden.variances[day] ?? Number.NaN, value ** 2),
  );
  const [one, five] = [compareForecasts(differences, 1), compareForecasts(differences, 5)];
  return {
    mean: mean(differences),
    DM_h1: one?.statistic,
    HLN_h1: one?.corrected,
    DM_h5_rect: five?.statistic,
    HLN_h5: five?.corrected,
  };
}

const close = { rel: 1e-6 };
const levelFields = goldenTails.flatMap((tail) =>
  ["hist_q", "gauss_q", "gauss_ES", "cf_q"].map((name) => `levels/${tail}/${name}`),
);

export const riskMeasures: Topic = {
  answers: {
    "value-at-risk": valueAtRisk,
    "kupiec-pof": (inputs) =>
      kupiec(numberIn(inputs, "n"), numberIn(inputs, "exceptions"), numberIn(inputs, "p")).statistic,
    "kupiec-region": (inputs) => {
      const size = 1 - numberIn(inputs, "test_confidence");
      const [low, high] = kupiecRegion(numberIn(inputs, "n"), numberIn(inputs, "p"), size);
      return { accept_when_exceptions_greater_than: low - 1, and_less_than: high + 1 };
    },
    garch11: garch,
    "golden/garch": goldenGarch,
    "golden/ewma94": goldenEwma,
    "golden/risk": goldenRisk,
    "golden/gpd": goldenPareto,
    "golden/matlab_cc": coverage,
    "golden/dm": goldenComparison,
  },
  golden: [
    {
      kind: "golden/garch",
      section: "garch",
      fields: [
        ...[0, 1, 2, 3, 4].map((day) => `first5/${day}`),
        "last",
        "mean",
        "std_pop",
        ...["omega", "alpha", "beta", "loglik"].map((name) => `mle_zero_mean/${name}`),
      ],
      tolerance: close,
    },
    { kind: "golden/ewma94", section: "ewma94", fields: ["last", "next"], tolerance: close },
    {
      kind: "golden/risk",
      section: "risk",
      fields: ["skew_pop", "exkurt_pop", ...levelFields],
      tolerance: close,
    },
    {
      kind: "golden/gpd",
      section: "gpd",
      fields: ["u", "k", "xi", "beta", "nll", "VaR99", "ES99"],
      tolerance: close,
    },
    {
      kind: "golden/matlab_cc",
      section: "matlab_cc",
      fields: ["LRpof", "p_pof", "LRcci", "p_cci", "LRcc", "p_cc"],
      tolerance: { abs: 5e-6 },
    },
    {
      kind: "golden/dm",
      section: "dm",
      fields: ["mean", "DM_h1", "HLN_h1", "DM_h5_rect", "HLN_h5"],
      tolerance: close,
    },
  ],
};
