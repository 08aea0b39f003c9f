/**
 * Which state the market is in: a Markov chain over bull, bear, range and crisis.
 *
 * The first three end with the same chance every step. A crisis is a plan drawn on entry: a fall over some hours, then
 * a partial rebound, and it ends with the plan.
 */
import { exponential, pickIndex, type RandomState, uniform } from "../../maths/seeded-random.ts";
import type { CrisisPlan, MarketState } from "./market-state.ts";
import { type MarketModel, regimes } from "./market-model.ts";

/** Moves the chain on by one step, before the step's returns are drawn. */
export function advanceRegime(state: MarketState): void {
  const { model } = state.parameters;
  const draw = uniform(state.random);
  const ended =
    state.regime === "crisis"
      ? state.crisis.fallHoursLeft <= 0 && state.crisis.reboundHoursLeft <= 0
      : draw < state.step.regimeEnds[state.regime];
  if (!ended) return;
  state.regime = regimes[pickIndex(state.random, model.regimes[state.regime].next)] ?? "range";
  if (state.regime === "crisis") planCrisis(state.crisis, model.crisis, state.random);
}

/** Log return the regime asks of the common factor in this step. */
export function takeDrift(state: MarketState): number {
  const stepHours = state.step.hours;
  if (state.regime !== "crisis") return (state.parameters.model.regimes[state.regime].driftPerDay * stepHours) / 24;
  const plan = state.crisis;
  if (plan.fallHoursLeft > 0) {
    const part = Math.min(stepHours, plan.fallHoursLeft);
    plan.fallHoursLeft -= part;
    return -plan.fallPerHour * part;
  }
  const part = Math.min(stepHours, plan.reboundHoursLeft);
  plan.reboundHoursLeft -= part;
  return plan.reboundPerHour * part;
}

function planCrisis(plan: CrisisPlan, model: MarketModel["crisis"], random: RandomState): void {
  const fall = Math.min(model.largestFall, model.smallestFall + model.meanExtraFall * exponential(random));
  plan.fallHoursLeft = between(random, model.fallHours);
  plan.fallPerHour = fall / plan.fallHoursLeft;
  plan.reboundHoursLeft = between(random, model.reboundHours);
  plan.reboundPerHour = (fall * between(random, model.reboundShare)) / plan.reboundHoursLeft;
}

const between = (random: RandomState, [low, high]: readonly [number, number]): number =>
  low + (high - low) * uniform(random);
