/**
 * Whether one forecast's losses are larger than another's by more than chance: Diebold and Mariano (1995).
 *
 * DM = mean(d) / √(V/T), V = γ0 + 2·Σ γk for k below the horizon, with the small-sample factor of Harvey, Leybourne and
 * Newbold (1997) √((T+1-2h+h(h-1)/T)/T) and Student's t with T-1 degrees. Source: methods B7.
 */
import { studentTCdf } from "../distributions.ts";
import { mean } from "../statistics.ts";

export type ForecastComparison = {
  readonly statistic: number;
  /** With the small-sample factor. */
  readonly corrected: number;
  /** Probability of a corrected statistic as great when neither is better: small when the first loses more. */
  readonly pGreater: number;
};

const leastDifferences = 10;

/**
 * @param differences loss of the first forecast minus loss of the second, in order, at least 10
 * @param horizon steps ahead of the forecasts, 1 or more
 * Undefined for too few, for what is not finite, and when the differences do not vary (V at or below 0).
 */
export function compareForecasts(differences: ArrayLike<number>, horizon: number): ForecastComparison | undefined {
  const count = differences.length;
  if (!(count >= leastDifferences && horizon >= 1 && horizon < count)) return undefined;
  const centre = mean(differences);
  let variance = covariance(differences, centre, 0);
  const least = 1e-20 * centre ** 2;
  for (let lag = 1; lag < horizon; lag++) variance += 2 * covariance(differences, centre, lag);
  if (!(variance > least && Number.isFinite(variance))) return undefined;
  const statistic = centre / Math.sqrt(variance / count);
  const factor = Math.sqrt((count + 1 - 2 * horizon + (horizon * (horizon - 1)) / count) / count);
  const corrected = statistic * factor;
  return { statistic, corrected, pGreater: studentTCdf(-corrected, count - 1) };
}

function covariance(values: ArrayLike<number>, centre: number, lag: number): number {
  let sum = 0;
  for (let index = lag; index < values.length; index++)
    sum += ((values[index] ?? Number.NaN) - centre) * ((values[index - lag] ?? Number.NaN) - centre);
  return sum / values.length;
}
