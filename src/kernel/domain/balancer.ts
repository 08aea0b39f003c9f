/**
 * What the portfolio balancer (PBA) holds the book against, and what it says about it.
 *
 * Two lines for what drifts with prices: entries stop at the lower one (the settings of the earlier system), the book breaks a
 * constraint at the higher one (its guide). Hard limits and the mandate bind below all of them.
 * Source: origin-facts 9.2 and 10, the guide's column.
 */
import { type DurationMs, type Fraction, fraction, minutes, type Ratio, ratio } from "../units/units.ts";

export const allocators = ["EQUAL", "INVERSE_VOLATILITY", "HRP", "ERC", "MIN_VARIANCE", "MIN_CVAR"] as const;
/** Who says how money is shared among symbols. */
export type Allocator = (typeof allocators)[number];

export type BalancerConfig = {
  readonly allocator: Allocator;
  readonly rebalanceEveryMs: DurationMs;
  readonly maxPositions: number;
  /** Loss if every stop fills at its price, and of one position: shares of what is tradable, as all shares here. */
  readonly maxTotalRiskFraction: Fraction;
  readonly maxRiskPerTradeFraction: Fraction;
  /** One symbol: largest entry, and where the book breaks. */
  readonly maxSinglePositionFraction: Fraction;
  readonly maxSymbolFraction: Fraction;
  /** One group of symbols: what entries may fill it to, and where the book breaks. */
  readonly maxSectorEntryFraction: Fraction;
  readonly maxSectorFraction: Fraction;
  readonly maxLeverageEntryRatio: Ratio;
  readonly maxLeverageRatio: Ratio;
  /** Longs less shorts, whatever the sign. */
  readonly maxNetExposureFraction: Fraction;
  /** Share of either side in all that is held. 1 binds nothing, as a fund without shorts needs. */
  readonly maxSideShareFraction: Fraction;
  /** Of a candidate with anything held. */
  readonly maxCorrelationFraction: Fraction;
  /** Group of a symbol. Those that are not here are grouped by how they move. */
  readonly sectors: Readonly<Record<string, string>>;
};

export const defaultBalancer: BalancerConfig = {
  allocator: "HRP",
  rebalanceEveryMs: minutes(10),
  maxPositions: 8,
  maxTotalRiskFraction: fraction(0.15),
  maxRiskPerTradeFraction: fraction(0.02),
  maxSinglePositionFraction: fraction(0.15),
  maxSymbolFraction: fraction(0.3),
  maxSectorEntryFraction: fraction(0.3),
  maxSectorFraction: fraction(0.4),
  maxLeverageEntryRatio: ratio(20),
  maxLeverageRatio: ratio(30),
  maxNetExposureFraction: fraction(0.8),
  maxSideShareFraction: fraction(1),
  maxCorrelationFraction: fraction(0.85),
  sectors: {},
};

export const constraintNames = [
  "POSITIONS",
  "TOTAL_RISK",
  "RISK_PER_TRADE",
  "SYMBOL",
  "SECTOR",
  "LEVERAGE",
  "NET_EXPOSURE",
  "SIDE_SHARE",
  "CORRELATION",
] as const;
export type ConstraintName = (typeof constraintNames)[number];

export const violationSeverities = ["CRITICAL", "WARNING"] as const;
export type ViolationSeverity = (typeof violationSeverities)[number];

export type Violation = {
  readonly constraint: ConstraintName;
  /** A symbol, a sector, a pair, or `portfolio`. */
  readonly subject: string;
  readonly severity: ViolationSeverity;
  readonly value: number;
  readonly limit: number;
};

/** The balancer's own, tightest first. Source: origin-facts 10. */
export const balancerRiskModes = ["SAFE", "NEUTRAL", "AGGRESSIVE"] as const;
export type BalancerRiskMode = (typeof balancerRiskModes)[number];

/** Why a candidate is not taken. The first five are the earlier system's, the others what it left unchecked. */
export const dropReasons = [
  "CRITICAL_VIOLATIONS",
  "POSITION_ALREADY_OPEN",
  "MAX_POSITIONS_REACHED",
  "TOTAL_RISK_EXCEEDED",
  "INSUFFICIENT_MARGIN",
  "RISK_PER_TRADE_EXCEEDED",
  "SYMBOL_CONCENTRATION",
  "SECTOR_CONCENTRATION",
  "LEVERAGE_EXCEEDED",
  "NET_EXPOSURE_EXCEEDED",
  "SIDE_SHARE_EXCEEDED",
  "CORRELATION_TOO_HIGH",
  "CORRELATION_UNKNOWN",
  "ALLOCATION_REACHED",
  "TOO_SMALL",
  "NO_BUDGET",
] as const;
export type DropReason = (typeof dropReasons)[number];

/** What bound a candidate's size: the tightest of all caps, USD. */
export type CandidateRoom = { readonly reason: DropReason; readonly cap: number };

export type CandidateReview =
  | { readonly kind: "APPROVED"; readonly notional: number; readonly bound: CandidateRoom | undefined }
  | { readonly kind: "DROPPED"; readonly reason: DropReason; readonly note: string };

export type Target = {
  readonly symbol: string;
  /** Shares of what is tradable. */
  readonly current: number;
  readonly target: number;
};

export type Trim = {
  readonly symbol: string;
  /** What is to be left of it, share of what is held. */
  readonly keep: number;
  readonly why: string;
};

/** What the balancer would have the book be. */
export type Rebalancing = {
  /** Who shared the money out; the fallback's name where the one configured has not answered. */
  readonly allocator: Allocator;
  /** None where too little is known of how the symbols move. */
  readonly targets: readonly Target[];
  readonly trims: readonly Trim[];
};
