/** Prices of a bar that are not one of its fields, and the parts of a move. */
import {
  above,
  always,
  change,
  close,
  type Formula,
  high,
  larger,
  low,
  minus,
  open,
  over,
  plus,
  scaled,
  size,
  smaller,
  times,
} from "../formula.ts";

export const middlePrice = scaled(plus(high, low), 1 / 2);
export const typicalPrice = scaled(plus(plus(high, low), close), 1 / 3);
export const weightedPrice = scaled(plus(plus(high, low), scaled(close, 2)), 1 / 4);
export const averagePrice = scaled(plus(plus(open, close), plus(high, low)), 1 / 4);
export const range = minus(high, low);
export const bodyTop = larger(open, close);
export const bodyBottom = smaller(open, close);

/** What of a move went up, and what went down: both 0 or more. */
export const gain = (move: Formula): Formula => scaled(plus(size(move), move), 1 / 2);
export const loss = (move: Formula): Formula => scaled(minus(size(move), move), 1 / 2);

/** 1 after a rise, -1 after a fall, 0 after neither. */
export const direction = (a: Formula): Formula => {
  const move = change(a);
  const nothing = always(0, move);
  return minus(above(move, nothing), above(nothing, move));
};

/** `a` where the flag is 1, else 0. */
export const where = (flag: Formula, a: Formula): Formula => times(flag, a);

/**
 * Where `a` stands between two levels: 0 at the bottom, 1 at the top. 0.5 where they have met, which levels nearer than a
 * hundred millionth of the upper one have: what is left between them is rounding.
 */
export function placeIn(a: Formula, bottom: Formula, top: Formula): Formula {
  const width = minus(top, bottom);
  const isOpen = above(width, scaled(size(top), 1e-8));
  return over(minus(a, bottom), times(width, isOpen), 1 / 2);
}
