/**
 * The generalised Pareto distribution of what lies beyond a high threshold, fitted by maximum likelihood.
 *
 * The shape ξ says how heavy the tail is (1/ξ is the tail index; ξ of 0 is exponential). With θ = ξ/β the best shape is the
 * mean of ln(1 + θ·x), so one number is searched instead of two (Grimshaw 1993). ξ is held to [-0.5, 0.9]: below, the
 * likelihood has no usual maximum; near 1 the mean beyond a threshold is infinite (methods B1). Where there is no
 * maximum, probability-weighted moments (Hosking and Wallis 1987). Error of ξ: (1+ξ)/√k (Smith 1987).
 */
import { mean } from "../statistics.ts";
import { sumOfLogs } from "../sum-of-logs.ts";
import { leastBetween } from "./least-between.ts";

export type Pareto = { readonly shape: number; readonly scale: number };
export type ParetoFit = Pareto & {
  readonly method: "likelihood" | "moments";
  /** Minus the log likelihood of the excesses. */
  readonly negativeLogLikelihood: number;
};

export const leastShape = -0.5;
export const greatestShape = 0.9;
const leastExcesses = 10;
const gridSize = 64;
const bisections = 60;
const nearlyZero = 1e-9;

/** -Σ ln density of `excesses` (0 or more); Infinity where one is impossible. */
export function paretoLoss({ shape, scale }: Pareto, excesses: Float64Array): number {
  if (!(scale > 0)) return Number.POSITIVE_INFINITY;
  const height = excesses.length * Math.log(scale);
  if (Math.abs(shape) < nearlyZero) return height + excesses.reduce((sum, excess) => sum + excess / scale, 0);
  const logs = sumOfLogs(excesses, shape / scale);
  return logs > Number.NEGATIVE_INFINITY ? height + (1 / shape + 1) * logs : Number.POSITIVE_INFINITY;
}

/** Undefined for fewer than 10 excesses, for one that is negative or not finite, and when all are 0. */
export function fitPareto(excesses: ArrayLike<number>): ParetoFit | undefined {
  if (!(excesses.length >= leastExcesses)) return undefined;
  const values = new Float64Array(excesses);
  const centre = mean(values);
  if (!(values.every((each) => each >= 0) && Number.isFinite(centre) && centre > 0)) return undefined;
  const scaled = values.map((each) => each / centre);
  const best = byLikelihood(scaled) ?? byMoments(scaled);
  if (best === undefined) return undefined;
  const pareto = { shape: best.shape, scale: best.scale * centre };
  return { ...pareto, method: best.method, negativeLogLikelihood: paretoLoss(pareto, values) };
}

type Found = Pareto & { readonly method: ParetoFit["method"] };

function byLikelihood(excesses: Float64Array): Found | undefined {
  const [low, high] = [thetaOf(excesses, leastShape), thetaOf(excesses, greatestShape)];
  const lossAt = (theta: number) => paretoLoss(paretoAt(excesses, theta), excesses);
  const theta = leastOn(lossAt, low, high);
  const inner = paretoAt(excesses, theta);
  const edges = [leastShape, greatestShape].map((shape) => ({ shape, scale: bestScale(excesses, shape) }));
  const found = [inner, ...edges].reduce((best, each) =>
    paretoLoss(each, excesses) < paretoLoss(best, excesses) ? each : best,
  );
  return Number.isFinite(paretoLoss(found, excesses)) ? { ...found, method: "likelihood" } : undefined;
}

/** The Pareto of greatest likelihood among those with ξ/β = `theta`. */
function paretoAt(excesses: Float64Array, theta: number): Pareto {
  if (Math.abs(theta) < nearlyZero) return { shape: 0, scale: mean(excesses) };
  const shape = meanLog(excesses, theta);
  return { shape, scale: shape / theta };
}

const meanLog = (excesses: Float64Array, theta: number): number => sumOfLogs(excesses, theta) / excesses.length;

/** The θ whose best shape is `shape`: the mean of the logs rises with θ. */
function thetaOf(excesses: Float64Array, shape: number): number {
  let low = -1 / Math.max(...excesses);
  let high = 1;
  while (meanLog(excesses, high) < shape && high < 1e12) high *= 2;
  for (let turn = 0; turn < bisections; turn++) {
    const middle = (low + high) / 2;
    if (meanLog(excesses, middle) < shape) low = middle;
    else high = middle;
  }
  return high;
}

/** Where a function of one number is least: the best of a grid, then a search around it. */
function leastOn(of: (x: number) => number, low: number, high: number): number {
  const step = (high - low) / gridSize;
  let [best, least] = [low, of(low)];
  for (let index = 1; index <= gridSize; index++) {
    const x = low + index * step;
    const value = of(x);
    if (value < least) [best, least] = [x, value];
  }
  return leastBetween(of, Math.max(low, best - step), Math.min(high, best + step));
}

/** For a shape at the edge of what is allowed. */
function bestScale(excesses: Float64Array, shape: number): number {
  const least = shape < 0 ? -shape * Math.max(...excesses) : 0;
  const logarithm = leastBetween(
    (log) => paretoLoss({ shape, scale: least + Math.exp(log) }, excesses),
    Math.log(1e-9),
    Math.log(1e3),
  );
  return least + Math.exp(logarithm);
}

/** Hosking and Wallis: from the mean b0 and b1 = mean of x·P(greater). */
function byMoments(excesses: Float64Array): Found | undefined {
  const sorted = excesses.toSorted();
  const count = sorted.length;
  const first = mean(sorted);
  const weighted = sorted.reduce((sum, each, index) => sum + each * (count - 1 - index), 0) / (count * (count - 1));
  const free = first - 2 * weighted;
  if (!(free > 0)) return undefined;
  const shape = Math.min(greatestShape, Math.max(leastShape, 2 - first / free));
  return { shape, scale: first * (1 - shape), method: "moments" };
}
