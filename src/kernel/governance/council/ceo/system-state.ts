/**
 * What the CEO looks at when it chooses the operating mode: a few numbers, so that its rules can be read and tested alone.
 *
 * Source: origin-facts 2.6 (SystemState). Undefined is unknown: a rule that needs it does not speak (resolutions 20).
 */
import type { OperatingMode, SystemHealth } from "../../../domain/modes.ts";

export type SystemState = {
  /** 0 to 100, higher is worse (resolutions 18). */
  readonly riskScore: number;
  /** Share of winners, 0 to 1. */
  readonly winRate: number | undefined;
  /** From the highest equity of the last 30 days, 0 to 1. */
  readonly currentDrawdown: number;
  readonly sharpe: number | undefined;
  readonly openPositions: number;
  readonly systemHealth: SystemHealth;
  /** Share of the monitors that call their part healthy. */
  readonly healthyComponents: number | undefined;
  /** Of the market as a whole, 0 to 1; undefined until the market officer knows its regime. */
  readonly regimeConfidence: number | undefined;
  /** Whether a market is above 5 % of daily volatility. */
  readonly marketIsVolatile: boolean;
  /** The mode held now, and what has passed since it was chosen; undefined when it never changed. */
  readonly operatingMode: OperatingMode;
  readonly sinceChange: { readonly ms: number; readonly hasClosedDayOrTrade: boolean } | undefined;
  /** While the fund is frozen nothing is loosened. */
  readonly isFrozen: boolean;
  /** What the last evaluation warned of. */
  readonly warnedOf: readonly string[];
};
