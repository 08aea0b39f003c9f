/**
 * What a simulated market is made of. The figures themselves are in `parameters.ts`, each with its source.
 */
import type { DurationMs, EpochMs } from "../../units/units.ts";

/** The states of the market as a whole. */
export const regimes = ["bull", "bear", "range", "crisis"] as const;
export type Regime = (typeof regimes)[number];

export type RegimeModel = {
  /** Mean log return of the common factor in a day. A crisis follows its own plan instead (`crisis`). */
  readonly driftPerDay: number;
  /** Factor on the volatility of the common factor, and on that of the coins' own noise. */
  readonly commonVolatility: number;
  readonly ownVolatility: number;
  /** Expected stay. A crisis lasts as long as its plan; its figure here only says what that comes to. */
  readonly expectedDays: number;
  /** How likely each of `regimes` is to come next. */
  readonly next: readonly number[];
};

export type CoinModel = {
  readonly symbol: string;
  readonly startPrice: number;
  /** How far the coin moves with the common factor. */
  readonly beta: number;
  /** Standard deviation of the coin's own noise in an hour. */
  readonly ownVolatility: number;
  /** Own jumps in a year. */
  readonly jumpsPerYear: number;
  /** Mean traded value of an hour in US dollars. */
  readonly hourlyValueUsd: number;
  /** Standard deviation of the step from one close to the next open, in basis points. */
  readonly gapBps: number;
};

export type MarketModel = {
  readonly commonVolatility: number;
  readonly garch: { readonly alpha: number; readonly asymmetry: number; readonly persistence: number };
  readonly ownGarch: { readonly alpha: number; readonly asymmetry: number; readonly persistence: number };
  readonly varianceCap: number;
  readonly shockDegrees: number;
  readonly shockCap: number;
  readonly regimes: Readonly<Record<Regime, RegimeModel>>;
  readonly crisis: {
    readonly smallestFall: number;
    readonly meanExtraFall: number;
    readonly largestFall: number;
    readonly fallHours: readonly [number, number];
    readonly reboundShare: readonly [number, number];
    readonly reboundHours: readonly [number, number];
  };
  readonly commonJumps: { readonly perYear: number; readonly size: number };
  /** Standard deviation of an own jump, in hours of own volatility. */
  readonly ownJumpSize: number;
  readonly pullHalfLifeYears: number;
  readonly path: { readonly points: number; readonly roughness: number };
  readonly volume: {
    readonly elasticity: number;
    readonly quiet: number;
    readonly tide: number;
    readonly tideDays: number;
    readonly noise: number;
  };
  readonly coins: readonly CoinModel[];
};

export type MarketParameters = {
  /** A whole number of 0 to 2^53 - 1. */
  readonly seed: number;
  /** Length of a bar: a divisor of one hour, or a whole number of hours. */
  readonly interval: DurationMs;
  /** Open time of the first bar. */
  readonly start: EpochMs;
  readonly model: MarketModel;
};
