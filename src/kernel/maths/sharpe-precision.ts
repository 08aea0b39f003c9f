/**
 * How well a Sharpe ratio is known: its standard error, and its value when returns hang together.
 *
 * Sources: standard error with skewness and kurtosis, Mertens (2002) as in Bailey and López de Prado (2012); annualising
 * with autocorrelation, Lo (2002). Moments are those of the population (methods B0).
 */
import { mean, standardDeviation } from "./statistics.ts";

export type Moments = { readonly skewness: number; readonly kurtosis: number };

/** Population skewness and kurtosis (3 for a normal sample); those of a normal sample when nothing varies. */
export function momentsOf(values: ArrayLike<number>): Moments {
  const centre = mean(values);
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let index = 0; index < values.length; index++) {
    const away = (values[index] ?? Number.NaN) - centre;
    const square = away * away;
    second += square;
    third += square * away;
    fourth += square * square;
  }
  const variance = second / values.length;
  if (!(variance > 0)) return { skewness: 0, kurtosis: 3 };
  return { skewness: third / values.length / variance ** 1.5, kurtosis: fourth / values.length / variance ** 2 };
}

/** Of a Sharpe ratio per observation; 0 below two observations. */
export function sharpeStandardError(sharpe: number, observations: number, { skewness, kurtosis }: Moments): number {
  if (observations < 2) return 0;
  const spread = 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe ** 2;
  return Math.sqrt(Math.max(0, spread) / (observations - 1));
}

/** Correlation of the values with themselves `lag` earlier; 0 when nothing varies. */
export function autocorrelation(values: ArrayLike<number>, lag: number): number {
  const centre = mean(values);
  let shared = 0;
  let whole = 0;
  for (let index = 0; index < values.length; index++) {
    const away = (values[index] ?? Number.NaN) - centre;
    whole += away ** 2;
    if (index >= lag) shared += away * ((values[index - lag] ?? Number.NaN) - centre);
  }
  return whole > 0 ? shared / whole : 0;
}

/**
 * Annual Sharpe ratio, SR·q / √(q + 2·Σ (q−k)·ρ_k) with q observations a year (Lo 2002).
 *
 * Lags go as far as Newey and West's rule of thumb, 4·(n/100)^(2/9): further ones are noise. NaN when nothing varies.
 */
export function autocorrelatedSharpe(returns: ArrayLike<number>, perYear: number): number {
  const spread = standardDeviation(returns);
  if (!(spread > 0)) return Number.NaN;
  const lags = Math.min(returns.length - 1, Math.floor(4 * (returns.length / 100) ** (2 / 9)));
  let sum = perYear;
  for (let lag = 1; lag <= lags; lag++) sum += 2 * (perYear - lag) * autocorrelation(returns, lag);
  const perObservation = mean(returns) / spread;
  return sum > 0 ? (perObservation * perYear) / Math.sqrt(sum) : Number.NaN;
}
