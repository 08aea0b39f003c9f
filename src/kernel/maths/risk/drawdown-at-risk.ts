/**
 * How far a portfolio falls below its highest value: as it did, and as it may over a horizon.
 *
 * DaR is the drawdown that is passed with probability `tail`, CDaR the mean of those beyond. Backwards: over the days of a
 * path (Chekhlov, Uryasev and Zabarankin 2005). Forwards: the greatest drawdown of simulated paths, which draw blocks of
 * past residuals and send them through the volatility's own recursion (filtered historical simulation; methods B1).
 */
import { drawdownPath } from "../drawdown.ts";
import { nextUint32, type RandomState } from "../seeded-random.ts";
import { historicalExpectedShortfall, historicalValueAtRisk, worstFirst } from "../value-at-risk.ts";
import { type Garch, nextVariance } from "./garch.ts";

export type DrawdownRisk = {
  readonly drawdownAtRisk: number;
  readonly conditionalDrawdownAtRisk: number;
};

/** Of a path of values above 0, the capital at the start included. Undefined for one that is none, and for fewer than 20. */
export function pastDrawdownRisk(values: ArrayLike<number>, tail: number): DrawdownRisk | undefined {
  if (!(values.length >= 20 && tail > 0 && tail < 1)) return undefined;
  for (let index = 0; index < values.length; index++)
    if (!((values[index] ?? 0) > 0 && Number.isFinite(values[index]))) return undefined;
  return riskOf(worstFirst(drawdownPath(values)), tail);
}

export type DrawdownSimulation = {
  /** (return - mean) / deviation of past days, at least 20. */
  readonly residuals: ArrayLike<number>;
  /** EWMA is `{ mean: 0, omega: 0, alpha: 1 - λ, beta: λ }`. */
  readonly model: Garch;
  /** Variance forecast for the next return. */
  readonly variance: number;
  readonly horizon: number;
  /** 10,000 or more for a tail of 1 %. */
  readonly paths: number;
};

/** Greatest drawdown of each path, worst first. Undefined for input that cannot be simulated. Draws from `random`. */
export function simulateDrawdowns(simulation: DrawdownSimulation, random: RandomState): Float64Array | undefined {
  const residuals = Float64Array.from(simulation.residuals);
  const { variance, horizon, paths } = simulation;
  if (!(residuals.length >= 20 && residuals.every(Number.isFinite))) return undefined;
  if (!(variance > 0 && Number.isFinite(variance) && horizon >= 1 && paths >= 1)) return undefined;
  const deepest = new Float64Array(paths);
  for (let path = 0; path < paths; path++) deepest[path] = simulatePath(simulation, residuals, random);
  return deepest.every(Number.isFinite) ? worstFirst(deepest) : undefined;
}

/** Blocks of about √n days, so that what follows what is kept. A loss of everything ends at a drawdown of 1. */
function simulatePath({ model, variance, horizon }: DrawdownSimulation, residuals: Float64Array, random: RandomState) {
  const block = Math.max(1, Math.round(Math.sqrt(residuals.length)));
  let [value, highest, deepest, ahead, day] = [1, 1, 0, variance, 0];
  for (let step = 0; step < horizon; step++) {
    day = step % block === 0 ? nextUint32(random) % residuals.length : (day + 1) % residuals.length;
    const change = model.mean + Math.sqrt(ahead) * (residuals[day] ?? Number.NaN);
    value *= Math.max(0, 1 + change);
    if (value > highest) highest = value;
    deepest = Math.max(deepest, 1 - value / highest);
    ahead = nextVariance(model, change, ahead);
  }
  return deepest;
}

/** @param deepest greatest drawdowns, worst first */
export const riskOf = (deepest: Float64Array, tail: number): DrawdownRisk => ({
  drawdownAtRisk: historicalValueAtRisk(deepest, tail),
  conditionalDrawdownAtRisk: historicalExpectedShortfall(deepest, tail),
});

/** Share of the paths that fall more than `depth`. */
export function chanceOfDrawdown(deepest: Float64Array, depth: number): number {
  return deepest.reduce((count, each) => count + (each <= depth ? 0 : 1), 0) / deepest.length;
}
