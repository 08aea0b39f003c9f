/**
 * What each risk mode of the controller allows, and how the controller is configured.
 *
 * Risk per trade: origin-facts 5.2. Positions: origin-facts 4.1, since those of 5.2 (8, 10, 20) lie beyond every capital
 * profile and would never bind. Confidence floors are left out as everywhere (decision 0018): 0.5, even odds, in every mode.
 */
import { type DurationMs, type Fraction, fraction, minutes } from "../units/units.ts";
import type { RiskMode } from "./modes.ts";

export type RiskModeLimits = { readonly maxRiskPerTradeFraction: Fraction; readonly maxPositions: number };

export const riskModeLimits: Readonly<Record<RiskMode, RiskModeLimits>> = {
  DEFENSIVE: { maxRiskPerTradeFraction: fraction(0.003), maxPositions: 3 },
  NORMAL: { maxRiskPerTradeFraction: fraction(0.0075), maxPositions: 5 },
  AGGRESSIVE: { maxRiskPerTradeFraction: fraction(0.015), maxPositions: 8 },
};

export type ControllerConfig = {
  /** Between two evaluations; never shorter than a bar. */
  readonly intervalMs: DurationMs;
  /** False: the risk mode moves only for emergencies of health, and back to where it was. */
  readonly isAutomatic: boolean;
  /** Least confidence of an entry, in every mode. */
  readonly minConfidenceFraction: Fraction;
};

/** Source: seed 002 (QT_MSC_UPDATE_INTERVAL, QT_MSC_AUTO_MODE); confidence chosen. */
export const defaultController: ControllerConfig = {
  intervalMs: minutes(5),
  isAutomatic: true,
  minConfidenceFraction: fraction(0.5),
};
