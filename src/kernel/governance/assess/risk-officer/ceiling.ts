/**
 * What the risk officer would allow: leverage, risk per trade and positions by the score. Advice, which the council sees
 * and nobody has to follow: officers hold no authority (resolutions 10).
 *
 * Source: origin-facts 2.8; leverage also by volatility, base times 2 % over a day's standard deviation (2.7). There
 * volatility counts in calm only, so that in a volatile market a worse score would allow more; here the tighter one holds.
 */
import type { RiskCeiling } from "../../../domain/briefing.ts";
import type { HardLimits } from "../../../domain/hard-limits.ts";
import { fraction, ratio } from "../../../units/units.ts";

type Band = {
  /** The score must be strictly above. */
  readonly above: number;
  readonly leverage: number;
  readonly leastLeverage: number;
  readonly risk: number;
  readonly positions: number;
};
const bands: readonly Band[] = [
  { above: 85, leverage: 0.2, leastLeverage: 1, risk: 0.2, positions: 2 },
  { above: 70, leverage: 0.5, leastLeverage: 2, risk: 0.5, positions: 5 },
  { above: 50, leverage: 0.7, leastLeverage: 3, risk: 0.75, positions: 8 },
];
const calm = { positions: 10, usualVolatility: 0.02, leastLeverage: 1 };
/** Leverage advice that moves by more than this share is news. */
const newsAbove = 0.1;

/** @param marketVolatility standard deviation of a day's return of what is traded; undefined while unknown; a market that stands still is unknown too */
export function ceilingFor(score: number, marketVolatility: number | undefined, limits: HardLimits): RiskCeiling {
  const { maxLeverageRatio, maxRiskPerTradeFraction } = limits;
  const volatility =
    marketVolatility === undefined || !(marketVolatility > 0) ? Number.POSITIVE_INFINITY : marketVolatility;
  const byVolatility = maxLeverageRatio * (calm.usualVolatility / volatility);
  const inCalm = Math.min(maxLeverageRatio, Math.max(calm.leastLeverage, byVolatility));
  const band = Number.isNaN(score) ? bands[0] : bands.find(({ above }) => score > above);
  if (band === undefined)
    return { maxLeverage: ratio(inCalm), maxRiskPerTrade: maxRiskPerTradeFraction, maxPositions: calm.positions };
  return {
    maxLeverage: ratio(Math.min(inCalm, Math.max(band.leastLeverage, maxLeverageRatio * band.leverage))),
    maxRiskPerTrade: fraction(maxRiskPerTradeFraction * band.risk),
    maxPositions: band.positions,
  };
}

export const isNews = (before: RiskCeiling | undefined, now: RiskCeiling): boolean =>
  before === undefined ||
  before.maxPositions !== now.maxPositions ||
  !(Math.abs(now.maxLeverage - before.maxLeverage) <= before.maxLeverage * newsAbove);

export const isLooser = (before: RiskCeiling, now: RiskCeiling): boolean =>
  now.maxLeverage >= before.maxLeverage &&
  now.maxRiskPerTrade >= before.maxRiskPerTrade &&
  now.maxPositions >= before.maxPositions;
