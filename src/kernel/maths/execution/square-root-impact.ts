/**
 * The square-root law of market impact: I = Y·σ·√(Q/V).
 *
 * σ and V are of the same stretch of time; which one does not matter, since σ grows with its root and V with it. On
 * bitcoin it holds over four decades of size (Donier and Bonart 2015). Y is about 0.5 to 1 (methods B11).
 */

/** @returns share of the price; NaN where a part is missing, 0 for nothing, never less */
export function squareRootImpact(factor: number, volatility: number, participation: number): number {
  return participation === 0 ? 0 : factor * volatility * Math.sqrt(participation);
}

/** What one own fill taught: impact in standard deviations of a bar over the root of its share of the bar's volume. */
export type ImpactRecord = {
  /** Sum of root participation times impact, and of participation. */
  weighted: number;
  weight: number;
  fills: number;
};

export const openImpactRecord = (): ImpactRecord => ({ weighted: 0, weight: 0, fills: 0 });

/** Belief before any fill: normal about 1, the upper end of the literature, with this standard deviation (chosen). */
export const priorImpactFactor = 1;
const priorDeviation = 0.25;
/** Standard deviation of what a fill says, in volatilities of a bar: mostly the move until the fill (chosen). */
const fillNoise = 0.05;
const priorWeight = (fillNoise / priorDeviation) ** 2;
/** Trading is never thought to be free. */
const leastImpactFactor = 0.1;

/** Takes in a fill; one that cannot be measured teaches nothing. */
export function recordImpact(record: ImpactRecord, impact: number, volatility: number, participation: number): void {
  const root = Math.sqrt(participation);
  const scaled = impact / volatility;
  if (!(root > 0 && Number.isFinite(root) && Number.isFinite(scaled))) return;
  record.weighted += root * scaled;
  record.weight += root * root;
  record.fills += 1;
}

/** The mean of the belief after the fills: regression through the origin, shrunk to the prior. */
export const impactFactorOf = ({ weighted, weight }: ImpactRecord): number =>
  Math.max(leastImpactFactor, (priorImpactFactor * priorWeight + weighted) / (priorWeight + weight));
