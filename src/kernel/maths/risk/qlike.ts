/**
 * QLIKE, the loss of a variance forecast: ln h + e²/h. Least when h is the true variance, whatever the noise of e².
 *
 * Source: Patton, "Volatility forecast comparison using imperfect volatility proxies" (2011); methods B2.
 */

/** @param forecast variance, above 0 @param square squared return, or another measure of the variance that was */
export const qlike = (forecast: number, square: number): number =>
  forecast > 0 ? Math.log(forecast) + square / forecast : Number.NaN;
