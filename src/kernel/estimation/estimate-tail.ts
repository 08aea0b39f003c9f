/**
 * Fits the tail of one subject's daily returns: GARCH(1,1), and of what it leaves a generalised Pareto tail and the degrees
 * of freedom of Student's t.
 *
 * GARCH has no mean and targets the variance, since the samples are shorter than 1,000 days (methods B2). What cannot be
 * fitted is null: the risk officer goes on with its incremental forms.
 */
import type { TailRequest } from "../domain/estimate.ts";
import { tailEstimated } from "../events/estimate-events.ts";
import { filterByEwma, dailyDecay } from "../maths/risk/ewma-volatility.ts";
import { fitGarch } from "../maths/risk/garch-fit.ts";
import { filterByGarch, type Garch } from "../maths/risk/garch.ts";
import { fitDegrees } from "../maths/risk/parametric-tail.ts";
import { fitTail, type Tail, tailIndexOf } from "../maths/risk/peaks-over-threshold.ts";
import { ratio } from "../units/units.ts";

export function estimateTail({ subject, asOf, returns, before }: TailRequest) {
  const options = { hasMean: false, targetsVariance: true };
  const start = before === undefined ? undefined : { mean: 0, ...before };
  const garch = usable(fitGarch(returns, start === undefined ? options : { ...options, start })?.model);
  const losses = residualsOf(returns, garch).map((each) => -each);
  const tail = fitTail(losses);
  return tailEstimated.create({
    subject,
    asOfMs: asOf,
    days: returns.length,
    garch:
      garch === undefined
        ? null
        : { omegaRatio: ratio(garch.omega), alphaRatio: ratio(garch.alpha), betaRatio: ratio(garch.beta) },
    excess: tail.kind === "refused" ? null : excessOf(tail),
    degreesRatio: degreesOf(returns.map((each) => -each)),
    residualDegreesRatio: degreesOf(losses),
  });
}

/** A variance that is driven to nothing, or that never comes back, is no model: RiskMetrics' goes on alone. */
function usable(model: Garch | undefined): Garch | undefined {
  const isUsable = model !== undefined && model.omega > 0 && model.alpha + model.beta < 1;
  return isUsable ? model : undefined;
}

function residualsOf(returns: Float64Array, garch: Garch | undefined): Float64Array {
  if (garch !== undefined) return filterByGarch(garch, returns).residuals;
  const { variances } = filterByEwma(returns, dailyDecay);
  return returns.map((each, index) => each / Math.sqrt(variances[index] ?? Number.NaN));
}

function excessOf(tail: Tail) {
  const { shapeLow, shapeHigh } = tailIndexOf(tail);
  return {
    thresholdRatio: ratio(tail.threshold),
    shapeRatio: ratio(tail.pareto.shape),
    shapeLowRatio: ratio(shapeLow),
    shapeHighRatio: ratio(shapeHigh),
    scaleRatio: ratio(tail.pareto.scale),
    exceedances: tail.exceedances,
    losses: tail.losses,
  };
}

function degreesOf(losses: Float64Array) {
  const degrees = fitDegrees(losses);
  return Number.isFinite(degrees) ? ratio(degrees) : null;
}
