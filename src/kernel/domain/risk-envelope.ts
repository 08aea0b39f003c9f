/**
 * The risk envelope: everything trading is allowed to do, as limits.
 *
 * Every authority (hard limits, council, ESS, freeze) is expressed as an envelope, and envelopes combine by taking the
 * tighter side of each limit. The fold is commutative, associative and idempotent, so the order of authorities cannot
 * change the result and no authority can loosen another by accident. Limits bind entries, never exits.
 */
import { type Fraction, fraction, type Ratio, ratio, type UsdAmount, usd } from "../units/units.ts";

export type RiskEnvelope = {
  /** Gross notional over tradable capital. */
  readonly maxLeverage: Ratio;
  /** Notional of one position. */
  readonly maxPosition: UsdAmount;
  /** Gross notional over tradable capital, as the seeds' exposure limit. */
  readonly maxExposure: Fraction;
  readonly maxPositions: number;
  /** Loss at the stop of one new position, share of tradable capital. */
  readonly maxRiskPerTrade: Fraction;
  /** Loss of the day plus what open stops could still lose, share of tradable capital. */
  readonly maxDailyRisk: Fraction;
  /** Drawdown beyond which nothing new is opened. */
  readonly maxDrawdown: Fraction;
  readonly minConfidence: Fraction;
  /** Multiplies the size of every new position. */
  readonly sizeFactor: Fraction;
  readonly entriesAllowed: boolean;
};

export const unlimited: RiskEnvelope = {
  maxLeverage: ratio(1e9),
  maxPosition: usd(1e15),
  maxExposure: fraction(1),
  maxPositions: Number.MAX_SAFE_INTEGER,
  maxRiskPerTrade: fraction(1),
  maxDailyRisk: fraction(1),
  maxDrawdown: fraction(1),
  minConfidence: fraction(0),
  sizeFactor: fraction(1),
  entriesAllowed: true,
};

/** What the tighter side of each limit is. One line here is all a new limit needs to fold. */
const tighterSide: { readonly [Limit in keyof RiskEnvelope]: "LOWER" | "HIGHER" | "FALSE" } = {
  maxLeverage: "LOWER",
  maxPosition: "LOWER",
  maxExposure: "LOWER",
  maxPositions: "LOWER",
  maxRiskPerTrade: "LOWER",
  maxDailyRisk: "LOWER",
  maxDrawdown: "LOWER",
  minConfidence: "HIGHER",
  sizeFactor: "LOWER",
  entriesAllowed: "FALSE",
};

export type Limit = keyof RiskEnvelope;
export const limits: readonly Limit[] = [
  "maxLeverage",
  "maxPosition",
  "maxExposure",
  "maxPositions",
  "maxRiskPerTrade",
  "maxDailyRisk",
  "maxDrawdown",
  "minConfidence",
  "sizeFactor",
  "entriesAllowed",
];

/** Whether `a` is strictly tighter than `b` in `limit`. */
export function isTighter(limit: Limit, a: RiskEnvelope, b: RiskEnvelope): boolean {
  if (tighterSide[limit] === "FALSE") return !a[limit] && Boolean(b[limit]);
  return tighterSide[limit] === "LOWER" ? a[limit] < b[limit] : a[limit] > b[limit];
}

export const tighter = (a: RiskEnvelope, b: RiskEnvelope): RiskEnvelope => ({
  maxLeverage: a.maxLeverage < b.maxLeverage ? a.maxLeverage : b.maxLeverage,
  maxPosition: a.maxPosition < b.maxPosition ? a.maxPosition : b.maxPosition,
  maxExposure: a.maxExposure < b.maxExposure ? a.maxExposure : b.maxExposure,
  maxPositions: a.maxPositions < b.maxPositions ? a.maxPositions : b.maxPositions,
  maxRiskPerTrade: a.maxRiskPerTrade < b.maxRiskPerTrade ? a.maxRiskPerTrade : b.maxRiskPerTrade,
  maxDailyRisk: a.maxDailyRisk < b.maxDailyRisk ? a.maxDailyRisk : b.maxDailyRisk,
  maxDrawdown: a.maxDrawdown < b.maxDrawdown ? a.maxDrawdown : b.maxDrawdown,
  minConfidence: a.minConfidence > b.minConfidence ? a.minConfidence : b.minConfidence,
  sizeFactor: a.sizeFactor < b.sizeFactor ? a.sizeFactor : b.sizeFactor,
  entriesAllowed: a.entriesAllowed && b.entriesAllowed,
});

export const tightest = (envelopes: readonly RiskEnvelope[]): RiskEnvelope => envelopes.reduce(tighter, unlimited);
