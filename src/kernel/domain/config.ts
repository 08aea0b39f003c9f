/**
 * The fund's configuration: everything a run depends on besides its inputs. Journalled as the first event of an epoch.
 *
 * `identity` names what may never change inside one journal (resolutions 16d); the rest may change between epochs.
 */
import type { Bps, DurationMs, EpochMs, Fraction, UsdAmount } from "../units/units.ts";
import type { HardLimits } from "./hard-limits.ts";
import type { Instrument } from "./instrument.ts";
import type { CapitalProfile } from "./modes.ts";
import { sameValue } from "./same-value.ts";
import type { Seat } from "./decision.ts";
import type { IntegrationStage, SubsystemMode } from "./subsystem.ts";

export type FundIdentity = {
  readonly account: string;
  readonly venue: string;
  readonly currency: "USD";
  /** `BarHistory.identity` of the market traded. */
  readonly market: string;
};

/** Hooks of this slice, in the order they run. */
export const hookNames = ["universe-filter", "risk-check", "position-sizing"] as const;
export type HookName = (typeof hookNames)[number];

export type FundConfig = {
  readonly identity: FundIdentity;
  readonly instruments: readonly Instrument[];
  readonly intervalMs: DurationMs;
  readonly startEquityUsd: UsdAmount;
  /** Bars that close before this only teach; the fund trades from here on. */
  readonly tradeFromMs: EpochMs;
  readonly seed: number;
  readonly stage: IntegrationStage;
  /** Seats that sit. None at all is a run without governance. */
  readonly seats: readonly Seat[];
  readonly essEnabled: boolean;
  readonly startProfile: CapitalProfile;
  readonly hooks: Readonly<Record<HookName, SubsystemMode>>;
  readonly hardLimits: HardLimits;
  readonly forecasting: {
    /** Bars the trend looks back over. */
    readonly momentumLookbackBars: number;
    /** Bars of the mean that prices revert to. */
    readonly reversionLookbackBars: number;
    /** Bars ahead that forecasts speak about. */
    readonly horizonBars: number;
  };
  readonly trading: {
    /** Edge after costs that an entry must promise. */
    readonly minEdgeBps: Bps;
    /** Wait after an intent before the same symbol is wished for again. */
    readonly cooldownMs: DurationMs;
    /** Stop distance in average true ranges. */
    readonly stopAtr: number;
    readonly minStopDistanceFraction: Fraction;
    /** Farthest the limit of a market order stands from the reference price. */
    readonly priceProtectionFraction: Fraction;
    /** What one trip into the market and out is thought to cost beyond fees and spread. */
    readonly assumedSlippageBps: Bps;
    /** Largest expected shortfall (97.5 %, one day) a new position may lead to, share of equity. */
    readonly maxExpectedShortfallFraction: Fraction;
    /** Traded value per bar a symbol must show on average to be in the universe. */
    readonly minBarTurnoverUsd: UsdAmount;
  };
  /** Gives a required review by itself after this wait, for backtests and unattended paper runs. */
  readonly scriptedReviewAfterMs: DurationMs | null;
};

/**
 * What counts in a fund's books and memory, and so can never change while it lives: the first such field in which two
 * configurations differ, or `undefined`.
 */
export function changedForGood(held: FundConfig, wanted: FundConfig): string | undefined {
  const lasting = (config: FundConfig): Readonly<Record<string, unknown>> => ({
    identity: config.identity,
    instruments: config.instruments.map(({ symbol, tickSize, lotSize }) => ({ symbol, tickSize, lotSize })),
    intervalMs: config.intervalMs,
    startEquityUsd: config.startEquityUsd,
    tradeFromMs: config.tradeFromMs,
    forecasting: config.forecasting,
  });
  const before = lasting(held);
  const after = lasting(wanted);
  return Object.keys(before).find((field) => !sameValue(before[field], after[field]));
}
