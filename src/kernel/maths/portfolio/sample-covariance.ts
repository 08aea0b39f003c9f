/** Plain sample covariance of returns (divides by n - 1), of what every pair of assets has in common. */
import { mean } from "../statistics.ts";

/**
 * `assets` × `assets`, row by row. A NaN is a missing day: each pair is counted over the days both have, as pandas does, so
 * the result need not be positive semidefinite; `repairCovariance` makes it so.
 */
export function sampleCovariance(byAsset: readonly ArrayLike<number>[]): Float64Array {
  const assets = byAsset.length;
  const covariance = new Float64Array(assets * assets);
  for (const [row, own] of byAsset.entries())
    for (let column = 0; column <= row; column++) {
      const value = covarianceOf(own, byAsset[column] ?? []);
      covariance[row * assets + column] = value;
      covariance[column * assets + row] = value;
    }
  return covariance;
}

function covarianceOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const shared = Array.from(a, (_, day) => day).filter((day) => !Number.isNaN((a[day] ?? NaN) + (b[day] ?? NaN)));
  const [own, other] = [shared.map((day) => a[day] ?? NaN), shared.map((day) => b[day] ?? NaN)];
  const [centre, otherCentre] = [mean(own), mean(other)];
  let sum = 0;
  for (const [index, value] of own.entries()) sum += (value - centre) * ((other[index] ?? NaN) - otherCentre);
  return sum / (own.length - 1);
}
