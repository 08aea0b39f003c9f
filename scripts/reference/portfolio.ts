/** Portfolio construction: PyPortfolioOpt's tests, He and Litterman's tables, Maillard's examples and the golden panel. */
import { z } from "zod";
import { loadHighs } from "../../src/adapters/highs/highs.ts";
import { compoundAnnualGrowth } from "../../src/kernel/maths/growth.ts";
import { impliedReturns, posteriorReturns } from "../../src/kernel/maths/portfolio/black-litterman.ts";
import { solvePositive } from "../../src/kernel/maths/portfolio/cholesky.ts";
import { equalRisk } from "../../src/kernel/maths/portfolio/equal-risk.ts";
import {
  frontierAt,
  leastVariance,
  leastVarianceReturning,
  type Market,
  tangency,
} from "../../src/kernel/maths/portfolio/frontier.ts";
import { hierarchicalRiskParity, treeOrder } from "../../src/kernel/maths/portfolio/hierarchical-risk-parity.ts";
import { readShortfall, shortfallProgram } from "../../src/kernel/maths/portfolio/least-shortfall.ts";
import { shrinkToIdentity } from "../../src/kernel/maths/portfolio/ledoit-wolf.ts";
import { normalised } from "../../src/kernel/maths/portfolio/plain-weights.ts";
import { sampleCovariance } from "../../src/kernel/maths/portfolio/sample-covariance.ts";
import { diagonalOf, dot, varianceOf } from "../../src/kernel/maths/portfolio/square-matrix.ts";
import { alignReturns, correlationOf } from "../../src/kernel/maths/risk/covariance.ts";
import { mean, standardDeviation } from "../../src/kernel/maths/statistics.ts";
import type { Context } from "./context.ts";
import { generatorOf } from "./golden-generator.ts";
import { type Answer, type Inputs, matrixIn, numberIn, numbersIn, read, textIn, type Topic } from "./topic.ts";

const daysOfYear = 252;
const solveLinear = await loadHighs();

/** Prices by ticker, NaN where a share was not traded yet. */
const pricesOf = (context: Context, file: string): Map<string, number[]> =>
  new Map([...context.columns(file)].filter(([name]) => name !== "date"));

/** Simple returns; the first day, and any beside a missing price, is missing. */
const returnsOf = (prices: readonly number[]): number[] =>
  prices.slice(1).map((price, day) => price / (prices[day] ?? Number.NaN) - 1);

const present = (values: readonly number[]): number[] => values.filter((value) => !Number.isNaN(value));

const growthOf = (returns: readonly number[]): number =>
  compoundAnnualGrowth(
    returns.reduce((growth, each) => growth * (1 + each), 1),
    returns.length / daysOfYear,
  );

const marketFile = z.object({
  tickers: z.array(z.string()),
  mu: z.array(z.number()),
  cov: z.array(z.array(z.number())),
});
type Data = Market & { readonly tickers: readonly string[] };

function marketIn(inputs: Inputs, context: Context): Data {
  const { tickers, mu, cov } = marketFile.parse(JSON.parse(context.text(textIn(inputs, "mu_cov"))));
  return { tickers, returns: mu, covariance: Float64Array.from(cov.flat()) };
}

const riskFree = 0.02;

function reportOf(weights: Float64Array, { covariance, returns }: Market): number[] {
  const [earned, volatility] = [dot(weights, returns), Math.sqrt(varianceOf(weights, covariance))];
  return [earned, volatility, (earned - riskFree) / volatility];
}

const meanVariance: Answer = (inputs, context) => {
  const market = marketIn(inputs, context);
  const wanted = `${textIn(inputs, "objective")}; ${textIn(inputs, "constraints")}`;
  const volatility = (weights: Float64Array) => Math.sqrt(varianceOf(weights, market.covariance));
  const answers: Readonly<Record<string, () => Float64Array>> = {
    "minimise variance; sum 1, w>=0": () => leastVariance(market.covariance),
    "maximise (mu.w-0.02)/vol; sum 1, w>=0": () => tangency(market.covariance, market.returns, riskFree),
    "maximise return; sum 1, w>=0, volatility<=0.19": () => frontierAt(market, volatility, 0.19),
    "minimise variance; sum 1, w>=0, return>=0.25": () => leastVarianceReturning(market, 0.25),
  };
  const answer = answers[wanted];
  if (answer === undefined) throw new Error(`expected a known objective, was ${wanted}`);
  return reportOf(answer(), market);
};

/** As pandas counts it: both variances, too, over the days that the pair has in common. */
function pairwiseCorrelation(byAsset: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(
    byAsset.flatMap((own) =>
      byAsset.map((other) => {
        const days = [...own.keys()].filter((day) => !Number.isNaN((own[day] ?? NaN) + (other[day] ?? NaN)));
        const pair = [own, other].map((each) => days.map((day) => each[day] ?? NaN));
        return correlationOf(sampleCovariance(pair))[1] ?? NaN;
      }),
    ),
  );
}

/** Days on which nothing at all was traded are dropped; there are none but the first. */
function hrp(inputs: Inputs, context: Context): number[] {
  const prices = pricesOf(context, textIn(inputs, "prices"));
  const byAsset = [...prices.values()].map(returnsOf);
  const covariance = sampleCovariance(byAsset);
  const weights = hierarchicalRiskParity(covariance, pairwiseCorrelation(byAsset));
  if (inputs["report"] === undefined) return [...weights];
  const returns = byAsset.map((each) => mean(present(each)) * daysOfYear);
  return reportOf(weights, { covariance: covariance.map((each) => each * daysOfYear), returns });
}

const expectedReturns: Answer = (inputs, context) =>
  [...pricesOf(context, textIn(inputs, "prices")).values()].map((prices) => growthOf(present(returnsOf(prices))));

/** The market is the mean of what was traded that day; its variance is over all days, also those before a share was listed. */
const capm: Answer = (inputs, context) => {
  const byAsset = [...pricesOf(context, textIn(inputs, "prices")).values()].map(returnsOf);
  const days = byAsset[0]?.length ?? 0;
  const market = Array.from({ length: days }, (_, day) =>
    mean(present(byAsset.map((each) => each[day] ?? Number.NaN))),
  );
  const premium = growthOf(market) - numberIn(inputs, "risk_free");
  return byAsset.map((each) => {
    const [, shared = Number.NaN, , variance = Number.NaN] = sampleCovariance([each, market]);
    return numberIn(inputs, "risk_free") + (shared / variance) * premium;
  });
};

const aversionOf = (context: Context): number => {
  const [prices = []] = pricesOf(context, "market/shared/stocks/spy-adjclose-1d.csv.gz").values();
  const returns = present(returnsOf(prices));
  return (mean(returns) * daysOfYear - riskFree) / (standardDeviation(returns) ** 2 * daysOfYear);
};

function heLitterman(inputs: Inputs): unknown {
  const volatility = numbersIn(inputs, "volatility");
  const covariance = Float64Array.from(
    matrixIn(inputs, "correlation").flatMap((row, from) =>
      row.map((each, to) => each * (volatility[from] ?? NaN) * (volatility[to] ?? NaN)),
    ),
  );
  const aversion = numberIn(inputs, "delta");
  const prior = impliedReturns(covariance, numbersIn(inputs, "equilibrium_weights"), aversion);
  const percent = (values: Float64Array): number[] => [...values].map((each) => each * 100);
  if (inputs["P"] === undefined) return { equilibrium_returns_pct: percent(prior) };
  const views = { portfolios: matrixIn(inputs, "P"), returns: numbersIn(inputs, "Q") };
  const { returns, uncertainty } = posteriorReturns({ covariance, prior, tau: numberIn(inputs, "tau") }, views);
  const believed = covariance.map((each, cell) => aversion * (each + (uncertainty[cell] ?? NaN)));
  return { posterior_returns_pct: percent(returns), weights_pct: percent(solvePositive(believed, returns)) };
}

/** Implied returns over the risk-free rate, which is added again. */
function impliedPrior(inputs: Inputs, context: Context): number[] {
  const { tickers, covariance } = marketIn(inputs, context);
  const caps = read(z.record(z.string(), z.number()), inputs, "market_caps");
  const weights = normalised(Float64Array.from(tickers, (ticker) => caps[ticker] ?? Number.NaN));
  return [...impliedReturns(covariance, weights, aversionOf(context))].map((each) => each + riskFree);
}

const blackLitterman: Answer = (inputs, context) => {
  if (inputs["volatility"] !== undefined) return heLitterman(inputs);
  return inputs["mu_cov"] === undefined ? aversionOf(context) : impliedPrior(inputs, context);
};

/** 250 days of five assets, drawn as the golden document's notes say. */
function goldenPanel(): number[][] {
  const { normal } = generatorOf(2_024);
  const volatility = [0.01, 0.015, 0.02, 0.025, 0.03];
  return Array.from({ length: 250 }, () => {
    const [common, group] = [normal(), normal()];
    return volatility.map((each, asset) => {
      const move = 0.6 * common + (asset >= 3 ? 0.5 * group : 0) + 0.7 * normal();
      return 0.0002 * (asset + 1) + each * move;
    });
  });
}
const panel = goldenPanel();
const panelAssets = [0, 1, 2, 3, 4].map((asset) => panel.map((row) => row[asset] ?? Number.NaN));
const panelCovariance = sampleCovariance(panelAssets);

function goldenShortfall() {
  const program = shortfallProgram(alignReturns(panelAssets), { tail: 0.05, cap: 1 });
  const least = readShortfall(solveLinear(program), panelAssets.length);
  return { cvar: least?.expectedShortfall, var: least?.valueAtRisk, weights: least?.weights };
}

function goldenBlackLitterman(inputs: Inputs) {
  const section = z
    .object({
      delta: z.number(),
      tau: z.number(),
      w_mkt: z.array(z.number()),
      P: z.array(z.array(z.number())),
      Q: z.array(z.number()),
    })
    .parse(inputs["section"]);
  const pi = impliedReturns(panelCovariance, section.w_mkt, section.delta);
  const { returns, uncertainty } = posteriorReturns(
    { covariance: panelCovariance, prior: pi, tau: section.tau },
    { portfolios: section.P, returns: section.Q },
  );
  return { pi, posterior: returns, posterior_cov_add_diag: diagonalOf(uncertainty) };
}

function maillard(inputs: Inputs) {
  const { vol, corr } = z
    .object({ vol: z.array(z.number()), corr: z.array(z.array(z.number())) })
    .parse(inputs["section"]);
  const covariance = Float64Array.from(
    corr.flatMap((row, from) => row.map((each, to) => each * (vol[from] ?? NaN) * (vol[to] ?? NaN))),
  );
  return { erc: equalRisk(covariance), minvar: leastVariance(covariance) };
}

const unbounded = (): Float64Array => normalised(solvePositive(panelCovariance, new Float64Array(5).fill(1)));

export const portfolio: Topic = {
  answers: {
    "expected-returns": expectedReturns,
    "mean-variance": meanVariance,
    hrp,
    "capm/expected-return": capm,
    "black-litterman": blackLitterman,
    "golden/panel": () => ({
      first_row: panel[0],
      mean: panelAssets.map(mean),
      std_sample: panelAssets.map((each) => standardDeviation(each)),
    }),
    "golden/hrp": () => ({
      order: treeOrder(correlationOf(panelCovariance)),
      weights: hierarchicalRiskParity(panelCovariance),
    }),
    "golden/min_cvar95": goldenShortfall,
    "golden/min_var_longonly": () => leastVariance(panelCovariance),
    "golden/min_var_unconstrained": unbounded,
    "golden/erc": () => equalRisk(panelCovariance),
    "golden/erc_maillard": maillard,
    "golden/ledoit_wolf_sklearn": () => {
      const { covariance, shrinkage } = shrinkToIdentity(alignReturns(panelAssets));
      return { shrinkage, diag: diagonalOf(covariance) };
    },
    "golden/black_litterman": goldenBlackLitterman,
  },
  notCovered: {
    "semivariance-optimisation":
      "the fund minimises expected shortfall, which is coherent and looks at the tail alone; semivariance is not used",
  },
  golden: [
    { kind: "golden/panel", section: "panel", fields: ["first_row", "mean", "std_sample"], tolerance: { rel: 1e-10 } },
    { kind: "golden/hrp", section: "hrp", tolerance: { abs: 1e-12 } },
    { kind: "golden/min_cvar95", section: "min_cvar95", fields: ["cvar", "var", "weights"], tolerance: { abs: 1e-9 } },
    { kind: "golden/min_var_longonly", section: "min_var_longonly", tolerance: { abs: 1e-8 } },
    { kind: "golden/min_var_unconstrained", section: "min_var_unconstrained", tolerance: { abs: 1e-10 } },
    { kind: "golden/erc", section: "erc", tolerance: { abs: 1e-8 } },
    { kind: "golden/erc_maillard", section: "erc_maillard", fields: ["erc", "minvar"], tolerance: { abs: 1e-8 } },
    {
      kind: "golden/ledoit_wolf_sklearn",
      section: "ledoit_wolf_sklearn",
      fields: ["shrinkage", "diag"],
      tolerance: { rel: 1e-9 },
    },
    {
      kind: "golden/black_litterman",
      section: "black_litterman",
      fields: ["pi", "posterior", "posterior_cov_add_diag"],
      tolerance: { rel: 1e-8 },
    },
  ],
};
