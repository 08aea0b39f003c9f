/**
 * GARCH(1,1) with normal errors: h(t) = ω + α·e(t-1)² + β·h(t-1). Likelihood, forecast and one step onward.
 *
 * Before the sample, e² and h are the mean squared residual s², so h(1) = ω + (α+β)·s²: the convention of Fiorentini,
 * Calzolari and Panattoni (1996), whose published benchmark it reproduces. Source: methods B2. The fit: `garch-fit.ts`.
 */
import { isFarFromOne } from "../sum-of-logs.ts";

export type Garch = {
  /** Mean of a return; 0 where the model has none. */
  readonly mean: number;
  /** Above 0, in squared units of the returns. */
  readonly omega: number;
  /** 0 or more; alpha + beta is below 1. */
  readonly alpha: number;
  readonly beta: number;
};

/** Variance of the next return, given the last return and its variance. */
export const nextVariance = ({ mean, omega, alpha, beta }: Garch, last: number, variance: number): number =>
  omega + alpha * (last - mean) ** 2 + beta * variance;

/** The variance that forecasts return to. */
export const longRunVariance = ({ omega, alpha, beta }: Garch): number => omega / (1 - alpha - beta);

/** Variance `steps` returns ahead (1 or more), where `next` is that of the next return. */
export function forecastVariance(model: Garch, next: number, steps: number): number {
  const longRun = longRunVariance(model);
  return longRun + (model.alpha + model.beta) ** (steps - 1) * (next - longRun);
}

export type Filtered = {
  /** Standard deviation of each return, as it was known before the return. */
  readonly deviations: Float64Array;
  /** (return - mean) / deviation. */
  readonly residuals: Float64Array;
  /** Variance of the return after the last. */
  readonly next: number;
};

/** Runs the model over `returns`, oldest first. A value that is not finite makes all after it NaN. */
export function filterByGarch(model: Garch, returns: ArrayLike<number>): Filtered {
  const deviations = new Float64Array(returns.length);
  const residuals = new Float64Array(returns.length);
  const start = meanSquare(returns, model.mean);
  let variance = model.omega + (model.alpha + model.beta) * start;
  for (let index = 0; index < returns.length; index++) {
    const value = returns[index] ?? Number.NaN;
    const deviation = Math.sqrt(variance);
    deviations[index] = deviation;
    residuals[index] = (value - model.mean) / deviation;
    variance = nextVariance(model, value, variance);
  }
  return { deviations, residuals, next: variance };
}

/** Mean of (return - centre)². */
export function meanSquare(returns: ArrayLike<number>, centre: number): number {
  let sum = 0;
  for (let index = 0; index < returns.length; index++) sum += ((returns[index] ?? Number.NaN) - centre) ** 2;
  return sum / returns.length;
}

const logOfTwoPi = Math.log(2 * Math.PI);

/**
 * Log likelihood of `returns`; writes its derivatives by mean, omega, alpha and beta into `slope` (4 numbers). The logs of
 * the variances are taken of their product, many at a time.
 */
export function garchLikelihood(model: Garch, returns: Float64Array, slope: Float64Array): number {
  const { mean, omega, alpha, beta } = model;
  const start = meanSquare(returns, mean);
  let startByMean = 0;
  for (let index = 0; index < returns.length; index++)
    startByMean -= (2 * ((returns[index] ?? Number.NaN) - mean)) / returns.length;
  let square = start;
  let variance = start;
  let byMean = startByMean;
  let byOmega = 0;
  let byAlpha = 0;
  let byBeta = 0;
  let squareByMean = startByMean;
  let toMean = 0;
  let toOmega = 0;
  let toAlpha = 0;
  let toBeta = 0;
  let logs = 0;
  let product = 1;
  let squares = 0;
  for (let index = 0; index < returns.length; index++) {
    byMean = alpha * squareByMean + beta * byMean;
    byOmega = 1 + beta * byOmega;
    byAlpha = square + beta * byAlpha;
    byBeta = variance + beta * byBeta;
    variance = omega + alpha * square + beta * variance;
    const away = (returns[index] ?? Number.NaN) - mean;
    square = away * away;
    squareByMean = -2 * away;
    product *= variance;
    if (isFarFromOne(product)) {
      logs += Math.log(product);
      product = 1;
    }
    const precision = 1 / variance;
    squares += square * precision;
    const weight = 0.5 * (square * precision - 1) * precision;
    toMean += weight * byMean + away * precision;
    toOmega += weight * byOmega;
    toAlpha += weight * byAlpha;
    toBeta += weight * byBeta;
  }
  slope[0] = toMean;
  slope[1] = toOmega;
  slope[2] = toAlpha;
  slope[3] = toBeta;
  return -0.5 * (logs + Math.log(product) + squares + returns.length * logOfTwoPi);
}
