/**
 * The constitution: what may never happen, whoever asks. Changed only by configuration and restart.
 *
 * Source: resolutions 29; daily loss 5 %, drawdown freeze 10 %, leverage 10x and minimum capital from seed 000;
 * kill switch 20 % and risk per trade 2 % from origin-facts 35.
 */
import {
  type DurationMs,
  type Fraction,
  fraction,
  type Ratio,
  ratio,
  seconds,
  type UsdAmount,
  usd,
} from "../units/units.ts";

export type HardLimits = {
  readonly maxRiskPerTradeFraction: Fraction;
  /** Farthest a stop may be from the entry, share of the price. */
  readonly maxStopDistanceFraction: Fraction;
  readonly maxDailyLossFraction: Fraction;
  readonly maxDrawdownFraction: Fraction;
  /** Unrealised loss of open positions over equity beyond which everything is closed. */
  readonly maxOpenDrawdownFraction: Fraction;
  /** From the all-time peak. */
  readonly killSwitchDrawdownFraction: Fraction;
  readonly minEquityUsd: UsdAmount;
  readonly maxLeverageRatio: Ratio;
  readonly maxExposureFraction: Fraction;
  /** Largest order, share of tradable capital. */
  readonly maxOrderShareFraction: Fraction;
  readonly maxOrderNotionalUsd: UsdAmount;
  readonly maxOpenOrders: number;
  readonly maxConsecutiveLosses: number;
  /** Farthest an order's limit may be from a fresh reference price. */
  readonly priceCollarFraction: Fraction;
  readonly maxReferenceAgeMs: DurationMs;
};

export const defaultHardLimits: HardLimits = {
  maxRiskPerTradeFraction: fraction(0.02),
  maxStopDistanceFraction: fraction(0.04),
  maxDailyLossFraction: fraction(0.05),
  maxDrawdownFraction: fraction(0.1),
  maxOpenDrawdownFraction: fraction(0.1),
  killSwitchDrawdownFraction: fraction(0.2),
  minEquityUsd: usd(1_000),
  maxLeverageRatio: ratio(10),
  maxExposureFraction: fraction(0.9),
  maxOrderShareFraction: fraction(0.5),
  maxOrderNotionalUsd: usd(1_000_000),
  maxOpenOrders: 50,
  maxConsecutiveLosses: 5,
  priceCollarFraction: fraction(0.02),
  maxReferenceAgeMs: seconds(2),
};
