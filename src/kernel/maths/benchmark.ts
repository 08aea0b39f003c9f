/**
 * Returns against those of a benchmark, day by day: what is the market's, what is left, and how much of its good and bad
 * days was caught.
 *
 * Sources: single-index model, Jensen (1968); capture ratios as Morningstar and empyrical define them. Both series are of
 * the same observations.
 */
import { compoundAnnualGrowth, compounded } from "./growth.ts";
import { linearFit } from "./linear-fit.ts";

export type AlphaBeta = {
  /** Per observation: 0.0001 is a basis point each. NaN when the benchmark does not vary. */
  readonly alpha: number;
  readonly beta: number;
};

/** Both over the risk-free rate already, if there is one. */
export function alphaBeta(returns: ArrayLike<number>, benchmark: ArrayLike<number>): AlphaBeta {
  const { intercept, slope } = linearFit(benchmark, returns);
  return { alpha: intercept, beta: slope };
}

export type CaptureSide = "ALL" | "UP" | "DOWN";

/** Growth per year over the benchmark's, on the observations on which it rose, fell, or on all; NaN without any. */
export function captureRatio(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  { side, perYear }: { readonly side: CaptureSide; readonly perYear: number },
): number {
  const days = Array.from(benchmark, (market, index) => ({ market, own: returns[index] ?? Number.NaN })).filter(
    ({ market }) => side === "ALL" || (side === "UP" ? market > 0 : market < 0),
  );
  const annual = (each: readonly number[]) => compoundAnnualGrowth(1 + compounded(each), each.length / perYear);
  return annual(days.map(({ own }) => own)) / annual(days.map(({ market }) => market));
}
