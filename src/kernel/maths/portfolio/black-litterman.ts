/**
 * Black and Litterman's returns (1990): what the market's weights imply, moved by views as far as each is trusted.
 *
 * posterior = π + τΣPᵀ(PτΣPᵀ + Ω)⁻¹(Q - Pπ), the same as the usual form without inverting Σ. No allocator of the fund uses it
 * until its forecasters state returns with calibrated errors; it stands here checked against He and Litterman (1999).
 */
import { solvePositive } from "./cholesky.ts";
import { dot, sizeOf, times } from "./square-matrix.ts";

export type Views = {
  /** One row of weights for each view. */
  readonly portfolios: readonly ArrayLike<number>[];
  /** What each returns. */
  readonly returns: readonly number[];
  /** Variance of each view's error; as uncertain as the prior about it where not given. */
  readonly errors?: readonly number[];
};

/** Returns that make these weights the best for a holder of this risk aversion. */
export const impliedReturns = (covariance: Float64Array, weights: ArrayLike<number>, aversion: number): Float64Array =>
  times(covariance, weights).map((each) => aversion * each);

export type Posterior = {
  readonly returns: Float64Array;
  /** How uncertain these returns are: what is added to the covariance of returns themselves. */
  readonly uncertainty: Float64Array;
};

export function posteriorReturns(
  { covariance, prior, tau }: { readonly covariance: Float64Array; readonly prior: Float64Array; readonly tau: number },
  { portfolios, returns, errors }: Views,
): Posterior {
  const scaled = covariance.map((each) => tau * each);
  const spreads = portfolios.map((portfolio) => times(scaled, portfolio));
  const views = Float64Array.from({ length: portfolios.length ** 2 }, (_, cell) => {
    const [row, column] = [Math.floor(cell / portfolios.length), cell % portfolios.length];
    const shared = dot(portfolios[row] ?? [], spreads[column] ?? []);
    return row === column ? shared + (errors?.[row] ?? shared) : shared;
  });
  const surprises = returns.map((wanted, view) => wanted - dot(portfolios[view] ?? [], prior));
  const pull = solvePositive(views, surprises);
  const size = sizeOf(covariance);
  const uncertainty = Float64Array.from(scaled);
  for (let row = 0; row < size; row++) {
    const against = solvePositive(
      views,
      spreads.map((spread) => spread[row] ?? Number.NaN),
    );
    for (let column = 0; column < size; column++)
      uncertainty[row * size + column] =
        (scaled[row * size + column] ?? Number.NaN) -
        spreads.reduce((sum, spread, view) => sum + (spread[column] ?? NaN) * (against[view] ?? NaN), 0);
  }
  return {
    returns: prior.map(
      (each, asset) =>
        each + spreads.reduce((sum, spread, view) => sum + (spread[asset] ?? NaN) * (pull[view] ?? NaN), 0),
    ),
    uncertainty,
  };
}
