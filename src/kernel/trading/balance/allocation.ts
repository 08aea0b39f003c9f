/**
 * Weights that a solver has to find: asked for once for each set of symbols and day, heard as an input (resolutions 38, 39b).
 *
 * An answer to another question is refused. Until one comes, and where the solver found none, what needs no solver goes on.
 */
import type { EventOf } from "../../events/define-event.ts";
import type { allocationEstimated } from "../../events/estimate-events.ts";
import type { Outbox } from "../../events/outbox.ts";
import { alignReturns } from "../../maths/risk/covariance.ts";
import { sameValue } from "../../domain/same-value.ts";
import type { BalancerState } from "./balancer-state.ts";
import { relationDays } from "./relations.ts";

/** CVaR 95: with a year of days the mean of the twelve worst. */
const tail = 0.05;

const keyOf = ({ daysKnown }: BalancerState, symbols: readonly string[]): string => `${daysKnown} ${symbols.join()}`;

/** The solver's weights of exactly these symbols on what is known today. */
export function answerFor(state: BalancerState, symbols: readonly string[]): Float64Array | undefined {
  return state.allocation?.key === keyOf(state, symbols) ? state.allocation.weights : undefined;
}

export type Question = {
  readonly symbols: readonly string[];
  /** Daily returns of each, oldest first. */
  readonly returns: readonly Float64Array[];
  /** Largest weight of one; as many symbols as it takes are always enough. */
  readonly cap: number;
};

export function askForAllocation(state: BalancerState, { symbols, returns, cap }: Question, outbox: Outbox): void {
  const key = keyOf(state, symbols);
  if (state.asked?.key === key) return;
  state.asked = { key, symbols, asOf: outbox.at };
  const scenarios = alignReturns(returns.map((each) => each.slice(-relationDays)));
  outbox.estimates.push({
    kind: "ALLOCATION",
    symbols,
    asOf: outbox.at,
    returns: scenarios.returns,
    tail,
    cap: Math.max(cap, 1 / symbols.length),
  });
}

type AllocationEstimated = EventOf<typeof allocationEstimated>["data"];

/** Returns why it is not taken in, if it is not. */
export function hearAllocation(state: BalancerState, data: AllocationEstimated): string | undefined {
  const { asked } = state;
  const { symbols, asOfMs, weightFractions } = data;
  if (asked === undefined || asked.asOf !== asOfMs || !sameValue(asked.symbols, symbols))
    return `nobody asked for an allocation of ${symbols.join(", ")} at ${asOfMs}`;
  if (weightFractions !== null) state.allocation = { key: asked.key, weights: Float64Array.from(weightFractions) };
  return undefined;
}
