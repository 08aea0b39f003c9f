/**
 * FZ0, the loss of a forecast of VaR and ES together: the lower on average, the better the forecast.
 *
 * 1{L ≥ VaR}·(L - VaR) / (tail·ES) + VaR/ES + ln ES - 1, the form of Patton, Ziegel and Chen (2019) in positive losses. It
 * ranks models; Diebold and Mariano's test says whether a difference is more than chance. Source: methods B1.
 */

/** NaN unless ES is above 0 and all are numbers. */
export function fz0(loss: number, valueAtRisk: number, expectedShortfall: number, tail: number): number {
  if (!(expectedShortfall > 0)) return Number.NaN;
  const beyond = loss >= valueAtRisk ? (loss - valueAtRisk) / (tail * expectedShortfall) : 0;
  return loss - loss + beyond + valueAtRisk / expectedShortfall + Math.log(expectedShortfall) - 1;
}
