/** What is configured of the two subsystems that watch open positions. Source of the defaults: origin-facts 9.2. */
import {
  type DurationMs,
  type Fraction,
  fraction,
  hours,
  minutes,
  type Ratio,
  ratio,
  seconds,
} from "../units/units.ts";

/** Position intelligence (PIL). */
export type IntelligenceConfig = {
  readonly intervalMs: DurationMs;
  /** A winner has made at least this many R. */
  readonly winnerRatio: Ratio;
  /** And its price has fallen by at most this from its best. */
  readonly winnerMaxFallFraction: Fraction;
  /** A price that has fallen by this from its best makes a position toxic. */
  readonly toxicMaxFallFraction: Fraction;
  /** None is toxic before this age, told by the watch of position intelligence. */
  readonly toxicAfterMs: DurationMs;
};

export const defaultIntelligence: IntelligenceConfig = {
  intervalMs: seconds(300),
  winnerRatio: ratio(1.5),
  winnerMaxFallFraction: fraction(0.1),
  toxicMaxFallFraction: fraction(0.4),
  toxicAfterMs: minutes(120),
};

/** Profit amplification (PAL). The first four are in R. */
export type AmplificationConfig = {
  readonly intervalMs: DurationMs;
  readonly minRatio: Ratio;
  readonly addRatio: Ratio;
  readonly extendTargetRatio: Ratio;
  readonly extendHoldRatio: Ratio;
  /** Drawdown of the fund above which nothing is amplified. */
  readonly maxDrawdownFraction: Fraction;
  /** Largest size after adding, over what the opening order bought. */
  readonly maxSizeRatio: Ratio;
  readonly targetExtensionRatio: Ratio;
  readonly holdExtensionMs: DurationMs;
};

export const defaultAmplification: AmplificationConfig = {
  intervalMs: seconds(900),
  minRatio: ratio(1),
  addRatio: ratio(1.5),
  extendTargetRatio: ratio(2),
  extendHoldRatio: ratio(2.5),
  maxDrawdownFraction: fraction(0.05),
  maxSizeRatio: ratio(1.5),
  targetExtensionRatio: ratio(1.25),
  holdExtensionMs: hours(12),
};
