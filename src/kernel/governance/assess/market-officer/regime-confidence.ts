/**
 * How sure the market officer is, 0 to 1: the mean of what speaks for its labels.
 *
 * The horizons: for a trend each speaks with (1 + s) / 2, s its strength in the direction of the trend, -1 to 1; against
 * a trend with 1 - s. A random walk gives 0.5 on average, a move seen on all horizons nearly 1. A part that is not known
 * yet counts as 0.5, which says nothing either way.
 */
import type { Direction } from "./rule-detector.ts";

const unknown = 0.5;

/** @param moves trend strength of each horizon with the sign of the move, -1 to 1 */
export const confidenceOf = (direction: Direction, moves: readonly number[]): number =>
  (agreementOf(direction, moves) + unknown) / 2;

function agreementOf(direction: Direction, moves: readonly number[]): number {
  let sum = 0;
  for (const move of moves) {
    if (direction === "NONE") sum += 1 - Math.abs(move);
    else sum += (1 + (direction === "UP" ? move : -move)) / 2;
  }
  return sum / moves.length;
}
