/** Execution schedules: the published cases of Almgren and Chriss, and the golden one. */
import { z } from "zod";
import { almgrenChriss } from "../../src/kernel/maths/execution/almgren-chriss.ts";
import { type Answer, numberIn, read, type Topic } from "./topic.ts";

const published: Answer = (inputs) => {
  const riskAversion = numberIn(inputs, "risk_aversion");
  const { expectedCost, variance, kappa } = almgrenChriss(
    {
      quantity: numberIn(inputs, "shares"),
      duration: numberIn(inputs, "days"),
      periods: numberIn(inputs, "periods"),
      riskAversion,
    },
    {
      volatility: numberIn(inputs, "sigma_per_day"),
      fixedCost: numberIn(inputs, "epsilon"),
      permanentImpact: numberIn(inputs, "gamma"),
      temporaryImpact: numberIn(inputs, "eta"),
    },
  );
  return {
    expected_cost: expectedCost,
    variance,
    cost_plus_lambda_variance: expectedCost + riskAversion * variance,
    time_scale_days: 1 / kappa,
    kappa_per_day: kappa,
  };
};

const goldenSchema = z.record(z.string(), z.union([z.number(), z.array(z.number())]));

const golden: Answer = (inputs) => {
  const section = read(goldenSchema, inputs, "section");
  const of = (key: string): number => z.number().parse(section[key]);
  const market = {
    volatility: of("sigma"),
    fixedCost: of("epsilon"),
    permanentImpact: of("gamma"),
    temporaryImpact: of("eta"),
  };
  const task = { quantity: of("X"), duration: of("T"), periods: of("N") };
  const hurried = almgrenChriss({ ...task, riskAversion: of("lam") }, market);
  const straight = almgrenChriss({ ...task, riskAversion: 0 }, market);
  return {
    kappa: hurried.kappa,
    x: hurried.holdings,
    E: hurried.expectedCost,
    std: Math.sqrt(hurried.variance),
    linear_E: straight.expectedCost,
    linear_std: Math.sqrt(straight.variance),
  };
};

export const execution: Topic = {
  answers: { "almgren-chriss": published, "golden/almgren_chriss": golden },
  golden: [
    {
      kind: "golden/almgren_chriss",
      section: "almgren_chriss",
      fields: ["kappa", "x", "E", "std", "linear_E", "linear_std"],
      /** The holdings are printed in whole shares; the rest agrees to the last digits. */
      tolerance: { x: 0.51, kappa: 1e-12, E: 1e-6, std: 1e-6, linear: 1e-6 },
    },
  ],
};
