/**
 * The tables a symbol is scored by, 0 to 1 each.
 *
 * Source: origin-facts 6.1, the numbers behind seed 003's "Scoring Components". Two things are otherwise here. The
 * table of performance paid only for rises; resolutions 30 wants it to be the same both ways, so a move counts by its
 * size and the two lowest bands, for falls, are gone. The volumes of the table are 1, 5 and 10 times its gate of 1e9 USD,
 * so for a market of another scale they move with the gate.
 *
 * Every condition is written so that NaN falls into the lowest band.
 */

/** @param strength trend strength of the market officer, 0 to 1, whichever way */
export function trendScore(strength: number): number {
  if (strength >= 0.7) return 1;
  if (strength >= 0.5) return 0.7;
  return strength >= 0.3 ? 0.4 : 0.1;
}

/** @param atr mean true range of an hour, share of the price */
export function volatilityScore(atr: number): number {
  if (atr >= 0.01 && atr <= 0.03) return 1;
  return atr >= 0.005 && atr <= 0.05 ? 0.7 : 0.3;
}

/**
 * @param volume traded in 24 hours, as a multiple of the least volume that is asked for
 * @param spread between bid and ask, share of the price
 */
export const liquidityScore = (volume: number, spread: number): number =>
  (volumePoints(volume) + spreadPoints(spread)) / 10;

function volumePoints(volume: number): number {
  if (volume >= 10) return 7;
  if (volume >= 5) return 6;
  return volume >= 1 ? 5 : 3;
}

function spreadPoints(spread: number): number {
  if (spread <= 0.001) return 3;
  return spread <= 0.005 ? 2 : 1;
}

/** @param move return of 24 hours, whichever way */
export function performanceScore(move: number): number {
  const size = Math.abs(move);
  if (size >= 0.1) return 1;
  if (size >= 0.05) return 0.8;
  return size >= 0.02 ? 0.6 : 0.4;
}
