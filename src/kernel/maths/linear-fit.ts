/**
 * A straight line through points by ordinary least squares, with the standard errors of its two coefficients.
 *
 * Source: any textbook; centred sums, so that large levels lose no digits (NIST StRD Norris).
 */
import { mean } from "./statistics.ts";

export type LinearFit = {
  readonly intercept: number;
  readonly slope: number;
  /** Standard errors with n − 2 degrees of freedom; NaN below three points. */
  readonly interceptError: number;
  readonly slopeError: number;
  /** Share of the variance the line explains (R²), 0 to 1; NaN when y does not vary. */
  readonly determination: number;
};

/** Of `y` on `x`, equally many; NaN throughout where x does not vary. */
export function linearFit(x: ArrayLike<number>, y: ArrayLike<number>): LinearFit {
  const points = x.length;
  const centreX = mean(x);
  const centreY = mean(y);
  let spreadX = 0;
  let spreadY = 0;
  let shared = 0;
  for (let index = 0; index < points; index++) {
    const awayX = (x[index] ?? Number.NaN) - centreX;
    const awayY = (y[index] ?? Number.NaN) - centreY;
    spreadX += awayX ** 2;
    spreadY += awayY ** 2;
    shared += awayX * awayY;
  }
  const slope = spreadX > 0 ? shared / spreadX : Number.NaN;
  const intercept = centreY - slope * centreX;
  const residual = residualOf(x, y, { slope, intercept }) / (points - 2);
  return {
    intercept,
    slope,
    interceptError: points > 2 ? Math.sqrt(residual * (1 / points + centreX ** 2 / spreadX)) : Number.NaN,
    slopeError: points > 2 ? Math.sqrt(residual / spreadX) : Number.NaN,
    determination: spreadY > 0 ? (slope * shared) / spreadY : Number.NaN,
  };
}

/** Sum of squares of what the line leaves. */
function residualOf(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { slope, intercept }: Pick<LinearFit, "slope" | "intercept">,
): number {
  let sum = 0;
  for (let index = 0; index < x.length; index++)
    sum += ((y[index] ?? Number.NaN) - intercept - slope * (x[index] ?? Number.NaN)) ** 2;
  return sum;
}

/** How straight the returns' way up or down is: R² of the cumulative log returns on time (empyrical's stability). */
export function stabilityOfReturns(returns: ArrayLike<number>): number {
  const time = Float64Array.from(returns, (_, index) => index);
  let sum = 0;
  const path = Float64Array.from(returns, (value) => {
    sum += Math.log1p(value);
    return sum;
  });
  return linearFit(time, path).determination;
}
