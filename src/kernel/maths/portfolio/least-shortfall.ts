/**
 * Weights of the least expected shortfall on recorded days, as a linear program (Rockafellar and Uryasev 2000).
 *
 * min a + Σu / (T·tail) with u ≥ loss - a and u ≥ 0: at the optimum a is the value at risk and the cost the shortfall. It
 * takes the days as they were, tails and all, and assumes no shape; the price is that the few worst days decide.
 */
import type { LinearProgram, LinearSolution } from "../linear-program.ts";
import type { Scenarios } from "../risk/covariance.ts";

export type ShortfallChoice = {
  /** Share of days in the tail: 0.05 is CVaR 95. */
  readonly tail: number;
  /** Most of one asset; 1 where nothing is said. */
  readonly cap: number;
};

/** Columns: the weights, then the value at risk, then the excess of each day. */
export function shortfallProgram({ assets, returns }: Scenarios, { tail, cap }: ShortfallChoice): LinearProgram {
  const days = returns.length / assets;
  const threshold = assets;
  const each = <Item>(count: number, item: (index: number) => Item): Item[] =>
    Array.from({ length: count }, (_, index) => item(index));
  return {
    costs: [...each(assets, () => 0), 1, ...each(days, () => 1 / (days * tail))],
    rows: [
      { terms: each(assets, (asset) => [asset, 1]), bound: "EQUAL", value: 1 },
      ...each(days, (day) => ({
        terms: [
          ...each(assets, (asset): readonly [number, number] => [asset, returns[day * assets + asset] ?? Number.NaN]),
          [threshold, 1] as const,
          [assets + 1 + day, 1] as const,
        ],
        bound: "AT_LEAST" as const,
        value: 0,
      })),
    ],
    bounds: [
      ...each(assets, (): readonly [number, number] => [0, Math.min(1, cap)]),
      [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
      ...each(days, (): readonly [number, number] => [0, Number.POSITIVE_INFINITY]),
    ],
  };
}

export type LeastShortfall = {
  readonly weights: Float64Array;
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
};

/** What the solution says of the portfolio; undefined where there is none. */
export function readShortfall(solution: LinearSolution, assets: number): LeastShortfall | undefined {
  if (solution.kind === "NONE") return undefined;
  const { values, cost } = solution;
  return {
    weights: Float64Array.from(values.slice(0, assets)),
    valueAtRisk: values[assets] ?? Number.NaN,
    expectedShortfall: cost,
  };
}
