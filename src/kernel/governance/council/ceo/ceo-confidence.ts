/**
 * How sure the CEO is of its evaluation: the mean of those components that exist.
 *
 * Source: origin-facts 2.6: confidence in the regime; health 1, 0.6 or 0.3; share of healthy components; 0.9 where win
 * rate and Sharpe are plausible, else 0.6.
 */
import { comesBefore } from "../../../domain/ladder.ts";
import { systemHealths } from "../../../domain/modes.ts";
import { type Fraction, fraction } from "../../../units/units.ts";
import type { SystemState } from "./system-state.ts";

const byHealth = { good: 1, degraded: 0.6, worse: 0.3 };
const plausible = { winRate: [0.45, 0.7], sharpe: [0.5, 5], trust: 0.9, doubt: 0.6 } as const;

export function confidenceOf(state: SystemState): Fraction {
  let sum = 0;
  let known = 0;
  for (const each of [state.regimeConfidence, healthPart(state), state.healthyComponents, plausibility(state)]) {
    if (each === undefined) continue;
    sum += each;
    known += 1;
  }
  return fraction(sum / known);
}

function healthPart({ systemHealth }: SystemState): number {
  if (!comesBefore(systemHealths, systemHealth, "HEALTHY")) return byHealth.good;
  return systemHealth === "DEGRADED" ? byHealth.degraded : byHealth.worse;
}

/** Results that look too good are as doubtful as bad ones. */
function plausibility({ winRate, sharpe }: SystemState): number | undefined {
  if (winRate === undefined || sharpe === undefined) return undefined;
  const isWithin = (value: number, [low, high]: readonly [number, number]) => value >= low && value <= high;
  const isPlausible = isWithin(winRate, plausible.winRate) && isWithin(sharpe, plausible.sharpe);
  return isPlausible ? plausible.trust : plausible.doubt;
}
