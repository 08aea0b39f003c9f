/**
 * How sure the market officer is, 0 to 1: (horizons + hidden states) / 2 × (1 - break / 2).
 *
 * Horizons: for a trend each speaks with (1 + s) / 2, s its strength in the direction of the trend, -1 to 1; against a
 * trend with 1 - s. A random walk gives 0.5 on average, a move seen on all horizons nearly 1.
 * Hidden states: the probability of those that fit the labels; a calm state with another trend, or none, counts half.
 * Break: the chance that the last days are of another kind, which makes all that was learnt worth up to half.
 * A detector that is not ready yet counts as 0.5, which says nothing either way; a break not known counts as none.
 */
import type { RegimeProbabilities } from "../../../domain/hidden-market.ts";
import { type Fraction, fraction } from "../../../units/units.ts";
import type { Direction } from "./rule-detector.ts";

export type Evidence = {
  readonly direction: Direction;
  /** Volatility is HIGH or EXTREME. */
  readonly isWild: boolean;
  /** Trend strength of each horizon with the sign of the move, -1 to 1. */
  readonly moves: readonly number[];
  readonly hidden: RegimeProbabilities | undefined;
  readonly breakProbability: Fraction | undefined;
};

const unknown = 0.5;

export function confidenceOf(evidence: Evidence): Fraction {
  const { hidden, breakProbability = 0 } = evidence;
  const states = hidden === undefined ? unknown : fitOf(hidden, evidence);
  return fraction(((agreementOf(evidence) + states) / 2) * (1 - breakProbability / 2));
}

function agreementOf({ direction, moves }: Evidence): number {
  let sum = 0;
  for (const move of moves) {
    if (direction === "NONE") sum += 1 - Math.abs(move);
    else sum += (1 + (direction === "UP" ? move : -move)) / 2;
  }
  return sum / moves.length;
}

function fitOf(hidden: RegimeProbabilities, { direction, isWild }: Evidence): number {
  const storm = hidden.HIGH_VOL + hidden.CRISIS;
  if (isWild) return Math.min(1, storm);
  const same = { UP: hidden.TRENDING_UP, DOWN: hidden.TRENDING_DOWN, NONE: hidden.RANGE }[direction];
  return Math.max(0, same + (1 - storm - same) / 2);
}
