/**
 * Covariances and correlations that forget: Σ(t) = λ·Σ(t-1) + (1-λ)·r·r', the RiskMetrics way, and concentration.
 *
 * Of returns without a mean, as for `ewma-volatility.ts`. It starts at the plain mean of the products. Source: methods B1, B2.
 */

/** Returns of several assets over the same days: `returns[day * assets + asset]`, oldest day first. */
export type Scenarios = { readonly assets: number; readonly returns: Float64Array };

/** Scenarios from a list of returns for each asset, cut to the days that all have, the youngest. */
export function alignReturns(byAsset: readonly ArrayLike<number>[]): Scenarios {
  const assets = byAsset.length;
  const days = assets === 0 ? 0 : Math.min(...byAsset.map(({ length }) => length));
  const returns = new Float64Array(days * assets);
  for (const [asset, series] of byAsset.entries())
    for (let day = 0; day < days; day++)
      returns[day * assets + asset] = series[series.length - days + day] ?? Number.NaN;
  return { assets, returns };
}

/** `assets` × `assets` covariances, row by row. NaN in a return makes those of its asset NaN. */
export function ewmaCovariance({ assets, returns }: Scenarios, decay: number): Float64Array {
  const days = returns.length / assets;
  const covariance = new Float64Array(assets * assets);
  for (let day = 0; day < days; day++)
    addProducts(covariance, returns.subarray(day * assets, (day + 1) * assets), 1, 1 / days);
  for (let day = 0; day < days; day++)
    addProducts(covariance, returns.subarray(day * assets, (day + 1) * assets), decay, 1 - decay);
  return covariance;
}

/** covariance = keep · covariance + weight · r·r', in place. */
export function addProducts(covariance: Float64Array, returns: Float64Array, keep: number, weight: number): void {
  const assets = returns.length;
  for (let row = 0; row < assets; row++)
    for (let column = 0; column < assets; column++) {
      const product = (returns[row] ?? Number.NaN) * (returns[column] ?? Number.NaN);
      covariance[row * assets + column] = keep * (covariance[row * assets + column] ?? 0) + weight * product;
    }
}

/** Correlations of covariances; NaN where an asset does not vary. */
export function correlationOf(covariance: Float64Array): Float64Array {
  const assets = Math.round(Math.sqrt(covariance.length));
  const spread = Array.from({ length: assets }, (_, asset) =>
    Math.sqrt(covariance[asset * assets + asset] ?? Number.NaN),
  );
  return covariance.map((each, index) => {
    const [row, column] = [Math.floor(index / assets), index % assets];
    return row === column && each > 0 ? 1 : each / ((spread[row] ?? 0) * (spread[column] ?? 0));
  });
}

/**
 * Herfindahl and Hirschman's index of the sizes of the weights: 1 when all is in one asset, 1/n when spread evenly over n.
 * Undefined when nothing is held or a weight is no number.
 */
export function concentration(weights: readonly number[]): number | undefined {
  const gross = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  if (!(gross > 0 && Number.isFinite(gross))) return undefined;
  return weights.reduce((sum, weight) => sum + (weight / gross) ** 2, 0);
}
