/**
 * Hierarchical risk parity (López de Prado 2016): assets that move alike stand side by side, and the money is split between
 * the halves of that row again and again, more to the half that varies less.
 *
 * It inverts no matrix, so a covariance that is hardly known does not blow up into extreme weights. Distance is
 * √(½(1-ρ)), linkage is single, the variance of a half is that of its inverse-variance portfolio.
 */
import { correlationOf } from "../risk/covariance.ts";
import { inverseVariance } from "./plain-weights.ts";
import { leafOrder, singleLinkage } from "./single-linkage.ts";
import { partOf, sizeOf, varianceOf } from "./square-matrix.ts";

/** How far apart two assets are that correlate so. */
export const correlationDistance = (correlation: number): number =>
  Math.sqrt(Math.max(0, 0.5 * (1 - Math.min(1, correlation))));

/** Assets in the order of the tree. */
export const treeOrder = (correlation: Float64Array): number[] =>
  leafOrder(singleLinkage(correlation.map(correlationDistance)));

export function hierarchicalRiskParity(
  covariance: Float64Array,
  correlation: Float64Array = correlationOf(covariance),
): Float64Array {
  const weights = new Float64Array(sizeOf(covariance)).fill(1);
  const rows = [treeOrder(correlation)];
  for (let row = rows.pop(); row !== undefined; row = rows.pop()) {
    if (row.length < 2) continue;
    const [left, right] = [row.slice(0, row.length >> 1), row.slice(row.length >> 1)];
    const [leftVariance, rightVariance] = [clusterVariance(covariance, left), clusterVariance(covariance, right)];
    const share = rightVariance / (leftVariance + rightVariance);
    for (const asset of left) weights[asset] = (weights[asset] ?? Number.NaN) * share;
    for (const asset of right) weights[asset] = (weights[asset] ?? Number.NaN) * (1 - share);
    rows.push(left, right);
  }
  return weights;
}

function clusterVariance(covariance: Float64Array, assets: readonly number[]): number {
  const part = partOf(covariance, assets);
  return varianceOf(inverseVariance(part), part);
}
