/**
 * Where a function of one number is least: parabolas through the three best points, golden sections where they mislead.
 *
 * Source: Brent, "Algorithms for Minimization Without Derivatives" (1973), chapter 5. A dozen questions where the golden
 * section alone asks four dozen.
 */

const goldenShare = (3 - Math.sqrt(5)) / 2;
/** The root of double precision: a minimum is flat, so it cannot be told any better. */
const relativePrecision = 1.5e-8;
/** Of the interval. */
const precision = 1e-9;
const mostTurns = 100;

type Point = { readonly x: number; readonly value: number };
type Bracket = {
  low: number;
  high: number;
  best: Point;
  second: Point;
  third: Point;
  /** The last step, and the one before. */
  step: number;
  stepBefore: number;
};

/** Where a function with one valley on [low, high] is least, to about 1e-8 of itself. */
export function leastBetween(of: (x: number) => number, low: number, high: number): number {
  const least = (precision * (high - low)) / 3;
  const x = low + goldenShare * (high - low);
  const first = { x, value: of(x) };
  const bracket: Bracket = { low, high, best: first, second: first, third: first, step: 0, stepBefore: 0 };
  for (let turn = 0; turn < mostTurns; turn++) {
    const near = relativePrecision * Math.abs(bracket.best.x) + least;
    const middle = (bracket.low + bracket.high) / 2;
    if (!(Math.abs(bracket.best.x - middle) > 2 * near - (bracket.high - bracket.low) / 2)) break;
    choose(bracket, near, middle);
    const at = bracket.best.x + (Math.abs(bracket.step) >= near ? bracket.step : signed(near, bracket.step));
    learn(bracket, { x: at, value: of(at) });
  }
  return bracket.best.x;
}

const signed = (size: number, like: number): number => (like >= 0 ? size : -size);

/** To the bottom of the parabola if it lies inside and steps get shorter, else into the larger part of the interval. */
function choose(bracket: Bracket, near: number, middle: number): void {
  const { low, high, best, second, third, step, stepBefore } = bracket;
  const r = (best.x - second.x) * (best.value - third.value);
  const q = (best.x - third.x) * (best.value - second.value);
  const toBottom = ((best.x - second.x) * r - (best.x - third.x) * q) / (2 * (q - r));
  const bottom = best.x + toBottom;
  const isUsable = Math.abs(toBottom) < Math.abs(stepBefore) / 2 && bottom > low && bottom < high;
  if (Math.abs(stepBefore) > near && isUsable) {
    const isAtEdge = bottom - low < 2 * near || high - bottom < 2 * near;
    bracket.stepBefore = step;
    bracket.step = isAtEdge ? signed(near, middle - best.x) : toBottom;
    return;
  }
  bracket.stepBefore = best.x >= middle ? low - best.x : high - best.x;
  bracket.step = goldenShare * bracket.stepBefore;
}

function learn(bracket: Bracket, now: Point): void {
  const { best, second, third } = bracket;
  const [left, right] = now.x < best.x ? [now, best] : [best, now];
  if (now.value <= best.value) {
    if (now === right) bracket.low = best.x;
    else bracket.high = best.x;
    bracket.third = second;
    bracket.second = best;
    bracket.best = now;
    return;
  }
  if (now === left) bracket.low = now.x;
  else bracket.high = now.x;
  if (now.value <= second.value || second === best) {
    bracket.third = second;
    bracket.second = now;
  } else if (now.value <= third.value || third === best || third === second) bracket.third = now;
}
