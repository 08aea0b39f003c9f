/**
 * The fund's configuration: everything a run depends on besides its inputs. Journalled as the first event of an epoch.
 *
 * `identity` names what may never change inside one journal (resolutions 16d); the rest may change between epochs.
 */
import { type Bps, type DurationMs, type EpochMs, type Fraction, minutes, type UsdAmount } from "../units/units.ts";
import type { ControlLimits } from "./control-limits.ts";
import type { EnsembleConfig } from "./ensemble.ts";
import type { ExecutionConfig } from "./execution.ts";
import type { HardLimits } from "./hard-limits.ts";
import type { HealingConfig } from "./healing.ts";
import type { HookName } from "./hooks.ts";
import type { Instrument } from "./instrument.ts";
import type { AgentFlags } from "./agents.ts";
import type { BalancerConfig } from "./balancer.ts";
import type { CeoThresholds } from "./ceo-thresholds.ts";
import type { CapitalProfile, ExitMode } from "./modes.ts";
import type { MarketThresholds } from "./regime.ts";
import type { ReconciliationConfig } from "./reconciliation.ts";
import type { RankerConfig } from "./ranker.ts";
import type { ControllerConfig } from "./risk-mode.ts";
import type { AmplificationConfig, IntelligenceConfig } from "./position-care.ts";
import type { SurveillanceConfig } from "./surveillance.ts";
import { sameValue } from "./same-value.ts";
import type { UniverseConfig } from "./universe.ts";
import type { Seat } from "./decision.ts";
import type { StrategyChoice } from "./strategy-choice.ts";
import type { IntegrationStage, RegisteredSubsystem, SubsystemMode } from "./subsystem.ts";

export type FundIdentity = {
  readonly account: string;
  readonly venue: string;
  readonly currency: "USD";
  /** `BarHistory.identity` of the market traded. */
  readonly market: string;
};

export type EssConfig = {
  /** What a trip does to what is held, beyond cancelling entries; open drawdown always flattens. */
  readonly exitMode: ExitMode;
  readonly coolDownMs: DurationMs;
  /** This many rejected or unanswered orders within the window trip. */
  readonly maxExecutionErrors: number;
  readonly executionErrorWindowMs: DurationMs;
};

/** Source: origin-facts 14 (safety ESS). */
export const defaultEss: EssConfig = {
  exitMode: "CANCEL",
  coolDownMs: minutes(15),
  maxExecutionErrors: 5,
  executionErrorWindowMs: minutes(15),
};

export type FundConfig = {
  readonly identity: FundIdentity;
  readonly instruments: readonly Instrument[];
  readonly intervalMs: DurationMs;
  readonly startEquityUsd: UsdAmount;
  /** Bars that close before this only teach; the fund trades from here on. */
  readonly tradeFromMs: EpochMs;
  readonly seed: number;
  /** Stage the fund starts at; it is demoted and promoted while it runs. */
  readonly stage: IntegrationStage;
  /** Real money: below stage COORDINATION such a venue receives reductions only (resolutions 5). */
  readonly isLiveVenue: boolean;
  readonly subsystems: Readonly<Record<RegisteredSubsystem, SubsystemMode>>;
  /** Seats that sit. None at all is a run without governance. */
  readonly seats: readonly Seat[];
  readonly essEnabled: boolean;
  readonly ess: EssConfig;
  /** An emergency stop drill older than this demotes the stage; null asks for none. */
  readonly drillEveryMs: DurationMs | null;
  readonly agents: AgentFlags;
  readonly ceoThresholds: CeoThresholds;
  readonly startProfile: CapitalProfile;
  readonly controller: ControllerConfig;
  readonly ranker: RankerConfig;
  readonly universe: UniverseConfig;
  /** Where the market officer draws its lines. */
  readonly market: MarketThresholds;
  readonly hooks: Readonly<Record<HookName, SubsystemMode>>;
  readonly healing: HealingConfig;
  /** Position intelligence and profit amplification. */
  readonly pil: IntelligenceConfig;
  readonly pal: AmplificationConfig;
  readonly hardLimits: HardLimits;
  /** What the controls of the register are set to beside them. */
  readonly controls: ControlLimits;
  /** How the books are held against the venue's. */
  readonly reconciliation: ReconciliationConfig;
  /** The real-time controls and the alert desk. */
  readonly surveillance: SurveillanceConfig;
  readonly execution: ExecutionConfig;
  /** What the portfolio balancer holds the book against. */
  readonly balancer: BalancerConfig;
  readonly forecasting: {
    /** Bars the trend looks back over. */
    readonly momentumLookbackBars: number;
    /** Bars of the mean that prices revert to. */
    readonly reversionLookbackBars: number;
    /** Bars ahead that forecasts speak about. */
    readonly horizonBars: number;
  };
  readonly ensemble: EnsembleConfig;
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
  /** Strategies beside the ensemble, in the order they are asked. */
  readonly strategies: readonly StrategyChoice[];
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
    instruments: config.instruments.map(({ symbol, tickSize, lotSize, perpetual }) => ({
      symbol,
      tickSize,
      lotSize,
      isPerpetual: perpetual !== undefined,
    })),
    intervalMs: config.intervalMs,
    startEquityUsd: config.startEquityUsd,
    tradeFromMs: config.tradeFromMs,
    forecasting: config.forecasting,
  });
  const before = lasting(held);
  const after = lasting(wanted);
  return Object.keys(before).find((field) => !sameValue(before[field], after[field]));
}
