/**
 * The two numbers of the bar-level model, half spread and factor, fitted by least squares to the costs of walking the book.
 *
 * Nobody who takes pays less than half the spread of the moment. Where the line would say so, the half spread is held at
 * the observed one and the factor alone is fitted.
 */
import { linearFit } from "../../src/kernel/maths/linear-fit.ts";
import type { CostSample } from "./walk-costs.ts";

export type CostModel = { readonly halfSpreadBps: number; readonly factor: number };

export type CostFit = CostModel & {
  readonly samples: number;
  readonly factorError: number;
  /** Whether the half spread is the observed one because the line would have gone below it. */
  readonly isHeld: boolean;
};

export const costBy = ({ halfSpreadBps, factor }: CostModel, { modelBps }: CostSample): number =>
  halfSpreadBps + factor * modelBps;

export function fitCosts(samples: readonly CostSample[]): CostFit {
  const x = samples.map(({ modelBps }) => modelBps);
  const y = samples.map(({ walkBps }) => walkBps);
  const observed = meanOf(samples.map(({ halfSpreadBps }) => halfSpreadBps));
  const free = linearFit(x, y);
  if (free.intercept >= observed)
    return {
      halfSpreadBps: free.intercept,
      factor: free.slope,
      factorError: free.slopeError,
      samples: samples.length,
      isHeld: false,
    };
  const square = x.reduce((sum, each) => sum + each ** 2, 0);
  const factor = x.reduce((sum, each, index) => sum + each * ((y[index] ?? 0) - observed), 0) / square;
  const residual = x.reduce((sum, each, index) => sum + ((y[index] ?? 0) - observed - factor * each) ** 2, 0);
  const factorError = Math.sqrt(residual / Math.max(1, samples.length - 1) / square);
  return { halfSpreadBps: observed, factor, factorError, samples: samples.length, isHeld: true };
}

export type CostError = {
  readonly samples: number;
  readonly walkBps: number;
  readonly modelBps: number;
  readonly meanAbsoluteBps: number;
  /** Above zero the model charges more than the book. */
  readonly biasBps: number;
};

export function errorOf(model: CostModel, samples: readonly CostSample[]): CostError {
  const errors = samples.map((sample) => costBy(model, sample) - sample.walkBps);
  return {
    samples: samples.length,
    walkBps: meanOf(samples.map(({ walkBps }) => walkBps)),
    modelBps: meanOf(samples.map((sample) => costBy(model, sample))),
    meanAbsoluteBps: meanOf(errors.map(Math.abs)),
    biasBps: meanOf(errors),
  };
}

export const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, each) => sum + each, 0) / values.length;
