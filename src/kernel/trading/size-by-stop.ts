/** The size at which a stop, if hit, costs the allowed share of what is traded with: where every wish starts from. */

/** @returns notional in USD; not finite when the stop has no distance */
export const sizeByStop = (tradableUsd: number, riskFraction: number, stopDistance: number): number =>
  (tradableUsd * riskFraction) / stopDistance;
