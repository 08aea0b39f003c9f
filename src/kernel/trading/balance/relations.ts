/** How symbols hang together: correlations, covariances, and the groups that no configuration names. */
import { correlationOf, type Scenarios } from "../../maths/risk/covariance.ts";
import { dailyDecay, filterByEwma } from "../../maths/risk/ewma-volatility.ts";
import { correlationDistance } from "../../maths/portfolio/hierarchical-risk-parity.ts";
import { shrinkToOneCorrelation } from "../../maths/portfolio/ledoit-wolf.ts";
import { groupsWithin, singleLinkage } from "../../maths/portfolio/single-linkage.ts";

/** Fewer days say nothing of how two symbols move together (chosen: a standard error of 0.22 at most). */
export const minimumRelationDays = 20;
/** Days looked back; Basel's year, as the risk officer's. */
export const relationDays = 250;

export type Relations = {
  readonly symbols: readonly string[];
  /** Of daily returns, square, in the order of the symbols. */
  readonly covariance: Float64Array;
  readonly correlation: Float64Array;
};

/**
 * Volatility forgets (RiskMetrics' 0.94), correlations are the sample's shrunk towards one for all: both forms are positive
 * semidefinite, and so is what they make.
 * @param scenarios daily returns of these symbols, oldest first; undefined comes back where days are too few or not known
 */
export function relationsOf(symbols: readonly string[], scenarios: Scenarios): Relations | undefined {
  const { assets, returns } = scenarios;
  const days = returns.length / assets;
  if (!(days >= minimumRelationDays) || !returns.every(Number.isFinite)) return undefined;
  const correlation = correlationOf(shrinkToOneCorrelation(scenarios).covariance);
  const deviations = symbols.map((_, asset) => {
    const own = Float64Array.from({ length: days }, (__, day) => returns[day * assets + asset] ?? Number.NaN);
    return Math.sqrt(filterByEwma(own, dailyDecay).next);
  });
  const covariance = correlation.map(
    (each, cell) => each * (deviations[Math.floor(cell / assets)] ?? NaN) * (deviations[cell % assets] ?? NaN),
  );
  return covariance.every(Number.isFinite) ? { symbols, covariance, correlation } : undefined;
}

/** NaN where it is not known. */
export function correlationBetween(relations: Relations | undefined, a: string, b: string): number {
  const [row, column] = [relations?.symbols.indexOf(a) ?? -1, relations?.symbols.indexOf(b) ?? -1];
  if (relations === undefined || row < 0 || column < 0) return Number.NaN;
  return relations.correlation[row * relations.symbols.length + column] ?? Number.NaN;
}

/**
 * Group of each symbol: as configured, else that of the symbols it moves with more closely than `maxCorrelation`, named
 * after the first of them. One of which nothing is known stands alone.
 */
export function sectorsOf(
  symbols: readonly string[],
  configured: Readonly<Record<string, string>>,
  relations: Relations | undefined,
  maxCorrelation: number,
): ReadonlyMap<string, string> {
  const known = relations?.symbols ?? [];
  const joins = relations === undefined ? [] : singleLinkage(relations.correlation.map(correlationDistance));
  const groups = known.length === 0 ? [] : groupsWithin(joins, correlationDistance(maxCorrelation));
  return new Map(
    symbols.map((symbol) => {
      const place = known.indexOf(symbol);
      const leader = place < 0 ? symbol : (known[groups[place] ?? place] ?? symbol);
      return [symbol, configured[symbol] ?? `with ${leader}`];
    }),
  );
}
