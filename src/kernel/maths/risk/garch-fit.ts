/**
 * Fits GARCH(1,1) by maximum likelihood, over parameters transformed so that every trial is a valid model.
 *
 * ω = exp(a), α + β = 1/(1+exp(-b)), α = (α+β)/(1+exp(-c)). The returns are divided by their spread before, so that the
 * search sees the same numbers whatever the unit. It starts from several places, or from an earlier model and one other
 * place, which is what a refit wants. An earlier model at an edge (α of 0 after a calm time) is moved inside, or the search
 * would never leave it: there the likelihood is flat in the transformed numbers. No chance is involved. Source: methods B2.
 */
import { mean } from "../statistics.ts";
import { type Garch, garchLikelihood, meanSquare } from "./garch.ts";
import { minimise, type SmoothFunction } from "./minimise.ts";

export type GarchFit = {
  readonly model: Garch;
  /** Natural log of the likelihood, in the unit of the returns. */
  readonly logLikelihood: number;
};

export type GarchOptions = {
  /** Whether the mean of the returns is fitted too, or is 0. */
  readonly hasMean: boolean;
  /**
   * Ties ω to the sample variance (ω = s²·(1-α-β)), one number less to learn: for samples below 1,000. The mean, if there
   * is one, is then that of the sample.
   */
  readonly targetsVariance: boolean;
  /** An earlier fit to start from. */
  readonly start?: Garch;
};

/** A fit from fewer returns is noise. */
export const leastReturns = 100;

/** α and α+β at which the search starts, in order. */
const starts = [
  [0.08, 0.97],
  [0.2, 0.9],
  [0.05, 0.5],
] as const;

const logit = (share: number): number => Math.log(share / (1 - share));
const logistic = (value: number): number => 1 / (1 + Math.exp(-value));
/** Far enough from the edges for the search to move. */
const inside = (share: number): number => Math.min(0.995, Math.max(0.02, share));

/** Undefined for fewer than 100 returns, for values that are not finite and for returns that do not vary. */
export function fitGarch(returns: ArrayLike<number>, options: GarchOptions): GarchFit | undefined {
  if (!(returns.length >= leastReturns)) return undefined;
  const spread = Math.sqrt(meanSquare(returns, mean(returns)));
  if (!(Number.isFinite(spread) && spread > 0)) return undefined;
  const scaled = new Float64Array(returns).map((value) => value / spread);
  const problem = new Problem(scaled, options);
  let best: { readonly x: Float64Array; readonly value: number } | undefined;
  for (const start of problem.starts(options.start, spread)) {
    const found = minimise(problem.evaluate, start);
    if (found !== undefined && !(best !== undefined && best.value <= found.value)) best = found;
  }
  if (best === undefined) return undefined;
  const model = problem.modelOf(best.x);
  return {
    model: { ...model, mean: model.mean * spread, omega: model.omega * spread ** 2 },
    logLikelihood: -best.value * scaled.length - scaled.length * Math.log(spread),
  };
}

/** What is searched: [b, c], then a unless ω is tied, then the mean if it is fitted. */
class Problem {
  private readonly slope = new Float64Array(4);
  private readonly sampleMean: number;
  private readonly target: number;
  private readonly fitsMean: boolean;

  private readonly returns: Float64Array;
  private readonly options: GarchOptions;

  constructor(returns: Float64Array, options: GarchOptions) {
    this.returns = returns;
    this.options = options;
    this.sampleMean = options.hasMean ? mean(returns) : 0;
    this.target = meanSquare(returns, this.sampleMean);
    this.fitsMean = options.hasMean && !options.targetsVariance;
  }

  modelOf(x: Float64Array): Garch {
    const [b = 0, c = 0, a = 0, centre = 0] = x;
    const persistence = logistic(b);
    const alpha = persistence * logistic(c);
    const omega = this.options.targetsVariance ? this.target * (1 - persistence) : Math.exp(a);
    return { mean: this.fitsMean ? centre : this.sampleMean, omega, alpha, beta: persistence - alpha };
  }

  /** Minus the log likelihood of a return. */
  readonly evaluate: SmoothFunction = (x, gradient) => {
    const [b = 0, c = 0, a = 0] = x;
    const value = garchLikelihood(this.modelOf(x), this.returns, this.slope);
    const [toMean = 0, toOmega = 0, toAlpha = 0, toBeta = 0] = this.slope;
    const [persistence, share] = [logistic(b), logistic(c)];
    const byPersistence = persistence * (1 - persistence);
    const tied = this.options.targetsVariance ? -this.target * toOmega : 0;
    const each = -1 / this.returns.length;
    gradient[0] = each * byPersistence * (share * toAlpha + (1 - share) * toBeta + tied);
    gradient[1] = each * persistence * share * (1 - share) * (toAlpha - toBeta);
    if (gradient.length > 2) gradient[2] = each * Math.exp(a) * toOmega;
    if (gradient.length > 3) gradient[3] = each * toMean;
    return each * value;
  };

  starts(earlier: Garch | undefined, spread: number): Float64Array[] {
    const cold = starts.map(([alpha, persistence]) => this.place(alpha, persistence));
    if (earlier === undefined) return cold;
    const place = this.place(earlier.alpha, inside(earlier.alpha + earlier.beta));
    if (place.length > 2) place[2] = Math.log(earlier.omega / spread ** 2);
    if (place.length > 3) place[3] = earlier.mean / spread;
    return [place, ...cold.slice(0, 1)];
  }

  private place(alpha: number, persistence: number): Float64Array {
    const tied = [logit(persistence), logit(inside(alpha / persistence))];
    if (this.options.targetsVariance) return Float64Array.from(tied);
    const free = [...tied, Math.log(this.target * (1 - persistence))];
    return Float64Array.from(this.fitsMean ? [...free, this.sampleMean] : free);
  }
}
