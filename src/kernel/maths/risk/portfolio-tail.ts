/**
 * Value at risk and expected shortfall of a portfolio, and each holding's part in them, with the weights of now.
 *
 * Past returns of all assets are scenarios; today's weights turn each into a loss. Parts follow Euler: the part of a holding
 * is its weight times the derivative by it, and the parts add up to the whole. Sources: methods B1; Tasche (1999).
 */
import { normalPdf, normalQuantile } from "../distributions.ts";
import type { Scenarios } from "./covariance.ts";
import { leastLosses } from "./historical-tail.ts";
import { objection, refuse, type TailRefusal } from "./tail-estimate.ts";

export type PortfolioTail = {
  readonly kind: "estimated";
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
  /** Of each holding; they add up to the VaR and the ES. A negative part hedges. */
  readonly valueAtRiskParts: readonly number[];
  readonly expectedShortfallParts: readonly number[];
  /** What one unit more of weight adds to the ES. */
  readonly marginalShortfall: readonly number[];
};
export type PortfolioEstimate = PortfolioTail | { readonly kind: "refused"; readonly reason: TailRefusal };

/** Loss of the portfolio in each scenario. */
export function portfolioLosses({ assets, returns }: Scenarios, weights: ArrayLike<number>): Float64Array {
  const losses = new Float64Array(Math.floor(returns.length / assets));
  for (let day = 0; day < losses.length; day++) {
    let loss = 0;
    for (let asset = 0; asset < assets; asset++)
      loss -= (weights[asset] ?? Number.NaN) * (returns[day * assets + asset] ?? Number.NaN);
    losses[day] = loss;
  }
  return losses;
}

/** @param weights share of equity in each asset, signed; as many as assets. At least 20 scenarios. */
export function historicalPortfolio(scenarios: Scenarios, weights: readonly number[], tail: number): PortfolioEstimate {
  const losses = portfolioLosses(scenarios, weights);
  const objected = objection(losses, tail, leastLosses);
  if (objected !== undefined) return objected;
  const order = Array.from(losses.keys()).toSorted((a, b) => (losses[b] ?? 0) - (losses[a] ?? 0) || a - b);
  const ofRisk = partsOf(scenarios, quantileShares(order, tail));
  const ofShortfall = partsOf(scenarios, tailShares(order, tail));
  return assemble(weights, ofRisk, ofShortfall);
}

/** A day and how much of it counts; the shares add up to 1. */
type DayShare = readonly [day: number, share: number];

/** The two days between which the type-7 quantile lies. */
function quantileShares(order: readonly number[], tail: number): DayShare[] {
  const position = tail * (order.length - 1);
  const below = Math.floor(position);
  const next = Math.min(below + 1, order.length - 1);
  return [
    [order[below] ?? 0, 1 - (position - below)],
    [order[next] ?? 0, position - below],
  ];
}

/** The worst days, the last in part (Acerbi and Tasche). */
function tailShares(order: readonly number[], tail: number): DayShare[] {
  const cases = tail * order.length;
  const whole = Math.floor(cases);
  const days = order.slice(0, whole).map((day): DayShare => [day, 1 / cases]);
  return [...days, [order[Math.min(whole, order.length - 1)] ?? 0, (cases - whole) / cases]];
}

/** Loss of one unit of each asset over the days. */
function partsOf({ assets, returns }: Scenarios, days: readonly DayShare[]): number[] {
  return Array.from({ length: assets }, (_, asset) =>
    days.reduce((sum, [day, share]) => sum - share * (returns[day * assets + asset] ?? Number.NaN), 0),
  );
}

function assemble(
  weights: readonly number[],
  risk: readonly number[],
  shortfall: readonly number[],
): PortfolioEstimate {
  const valueAtRiskParts = risk.map((each, asset) => each * (weights[asset] ?? Number.NaN));
  const expectedShortfallParts = shortfall.map((each, asset) => each * (weights[asset] ?? Number.NaN));
  const valueAtRisk = sumOf(valueAtRiskParts);
  const expectedShortfall = sumOf(expectedShortfallParts);
  if (!(Number.isFinite(valueAtRisk) && Number.isFinite(expectedShortfall))) return refuse("not finite");
  const parts = { valueAtRiskParts, expectedShortfallParts, marginalShortfall: shortfall };
  return { kind: "estimated", valueAtRisk, expectedShortfall, ...parts };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0);

/**
 * Of normal returns with these means and covariances (`covariance[i * assets + j]`).
 * Refused when the portfolio does not vary.
 */
export function normalPortfolio(
  means: ArrayLike<number>,
  covariance: ArrayLike<number>,
  weights: readonly number[],
  tail: number,
): PortfolioEstimate {
  if (!(tail > 0 && tail < 1)) return refuse("invalid tail");
  const assets = weights.length;
  const shared = weights.map((_, asset) =>
    weights.reduce((sum, weight, other) => sum + weight * (covariance[asset * assets + other] ?? Number.NaN), 0),
  );
  const variance = sumOf(shared.map((each, asset) => each * (weights[asset] ?? Number.NaN)));
  if (!Number.isFinite(variance)) return refuse("not finite");
  if (!(variance > 0)) return refuse("does not vary");
  const z = -normalQuantile(tail);
  const beyond = normalPdf(z) / tail;
  const marginal = (reach: number) =>
    shared.map((each, asset) => (reach * each) / Math.sqrt(variance) - (means[asset] ?? Number.NaN));
  return assemble(weights, marginal(z), marginal(beyond));
}

/**
 * How much VaR and ES would fall if the asset were sold: with it less without it. Undefined when either cannot be
 * estimated.
 */
export function incrementalRisk(
  scenarios: Scenarios,
  weights: readonly number[],
  asset: number,
  tail: number,
): { readonly valueAtRisk: number; readonly expectedShortfall: number } | undefined {
  const held = historicalPortfolio(scenarios, weights, tail);
  const sold = historicalPortfolio(scenarios, weights.with(asset, 0), tail);
  if (held.kind === "refused" || sold.kind === "refused") return undefined;
  return {
    valueAtRisk: held.valueAtRisk - sold.valueAtRisk,
    expectedShortfall: held.expectedShortfall - sold.expectedShortfall,
  };
}
