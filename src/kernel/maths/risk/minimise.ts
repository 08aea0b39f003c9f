/**
 * Finds a minimum of a smooth function of a few numbers: BFGS with an exact gradient and a backtracking line search.
 *
 * Source: Nocedal and Wright, "Numerical Optimization" (2006), algorithms 3.1 and 6.1. No chance is involved: the same
 * start gives the same answer.
 */

/** Value at `x`; writes its gradient into `gradient`. */
export type SmoothFunction = (x: Float64Array, gradient: Float64Array) => number;
export type Minimum = { readonly x: Float64Array; readonly value: number };

const mostSteps = 200;
const flatGradient = 1e-10;
const sufficientDecrease = 1e-4;
/** A step that promises less than this of the value is lost in its rounding. */
const rounding = 1e-15;
const mostHalvings = 40;
const longestStep = 5;

type Search = {
  readonly x: Float64Array;
  readonly gradient: Float64Array;
  readonly inverse: Float64Array[];
  value: number;
};

/** Undefined when the function is not finite at `start`. `start` is not changed. */
export function minimise(of: SmoothFunction, start: Float64Array): Minimum | undefined {
  const gradient = new Float64Array(start.length);
  const x = start.slice();
  const value = of(x, gradient);
  if (!(Number.isFinite(value) && gradient.every(Number.isFinite))) return undefined;
  const search: Search = { x, gradient, value, inverse: identity(start.length) };
  for (let step = 0; step < mostSteps; step++) {
    if (largest(gradient) < flatGradient) break;
    if (!advance(of, search)) break;
  }
  return { x: search.x, value: search.value };
}

function identity(size: number): Float64Array[] {
  return Array.from({ length: size }, (_, row) => {
    const line = new Float64Array(size);
    line[row] = 1;
    return line;
  });
}

const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, each, index) => sum + each * (b[index] ?? 0), 0);
const largest = (of: Float64Array): number => of.reduce((most, each) => Math.max(most, Math.abs(each)), 0);

/** One step downhill; false when there is none. A direction that does not lead down is replaced by the steepest one. */
function advance(of: SmoothFunction, search: Search): boolean {
  const direction = Float64Array.from(search.inverse, (row) => -dot(row, search.gradient));
  if (!(dot(direction, search.gradient) < 0)) {
    search.inverse.splice(0, search.inverse.length, ...identity(search.x.length));
    direction.set(search.gradient.map((each) => -each));
  }
  const slope = dot(direction, search.gradient);
  if (!(-slope > rounding * Math.max(1, Math.abs(search.value)))) return false;
  const next = new Float64Array(search.x.length);
  const gradient = new Float64Array(search.x.length);
  let length = Math.min(1, longestStep / largest(direction));
  for (let halving = 0; halving < mostHalvings; halving++, length /= 2) {
    for (let index = 0; index < next.length; index++)
      next[index] = (search.x[index] ?? 0) + length * (direction[index] ?? 0);
    const value = of(next, gradient);
    if (value <= search.value + sufficientDecrease * length * slope) return accept(search, next, gradient, value);
  }
  return false;
}

function accept(search: Search, next: Float64Array, gradient: Float64Array, value: number): boolean {
  const moved = next.map((each, index) => each - (search.x[index] ?? 0));
  const turned = gradient.map((each, index) => each - (search.gradient[index] ?? 0));
  const hasMoved = value < search.value || largest(moved) > 1e-12;
  learn(search.inverse, moved, turned);
  search.x.set(next);
  search.gradient.set(gradient);
  search.value = value;
  return hasMoved;
}

/** The BFGS update of the inverse Hessian, skipped where the function does not curve upwards. */
function learn(inverse: Float64Array[], moved: Float64Array, turned: Float64Array): void {
  const curvature = dot(moved, turned);
  if (!(curvature > 1e-18)) return;
  const pushed = Float64Array.from(inverse, (row) => dot(row, turned));
  const factor = (1 + dot(turned, pushed) / curvature) / curvature;
  for (const [row, line] of inverse.entries())
    for (let column = 0; column < line.length; column++) {
      const [a, b] = [moved[row] ?? 0, moved[column] ?? 0];
      const mixed = (a * (pushed[column] ?? 0) + (pushed[row] ?? 0) * b) / curvature;
      line[column] = (line[column] ?? 0) + factor * a * b - mixed;
    }
}
