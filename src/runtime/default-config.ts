/** The configuration a fund starts with when nothing else is said. Every figure has its owner in the docs of its type. */
import { defaultSurveillance } from "../kernel/domain/surveillance.ts";
import { defaultAgentFlags } from "../kernel/domain/agents.ts";
import { defaultBalancer } from "../kernel/domain/balancer.ts";
import { defaultCeoThresholds } from "../kernel/domain/ceo-thresholds.ts";
import { defaultEss, type FundConfig } from "../kernel/domain/config.ts";
import { defaultControlLimits } from "../kernel/domain/control-limits.ts";
import { kernelModels, plainEnsemble } from "../kernel/domain/ensemble.ts";
import { defaultExecution } from "../kernel/domain/execution.ts";
import { defaultHardLimits, type HardLimits } from "../kernel/domain/hard-limits.ts";
import { defaultHealing } from "../kernel/domain/healing.ts";
import { defaultController } from "../kernel/domain/risk-mode.ts";
import { defaultReconciliation } from "../kernel/domain/reconciliation.ts";
import { defaultRanker } from "../kernel/domain/ranker.ts";
import { defaultUniverse } from "../kernel/domain/universe.ts";
import type { Instrument } from "../kernel/domain/instrument.ts";
import type { StrategyChoice } from "../kernel/domain/strategy-choice.ts";
import { defaultAmplification, defaultIntelligence } from "../kernel/domain/position-care.ts";
import { defaultMarketThresholds } from "../kernel/domain/regime.ts";
import {
  bps,
  type DurationMs,
  durationMs,
  type EpochMs,
  fraction,
  hours,
  type UsdAmount,
  usd,
} from "../kernel/units/units.ts";
import { sectorsOf } from "./sectors.ts";

export type Governance = "on" | "off";

export type ConfigChoices = {
  readonly market: string;
  readonly instruments: readonly Instrument[];
  readonly interval: DurationMs;
  readonly tradeFrom: EpochMs;
  readonly governance?: Governance;
  readonly seed?: number;
  readonly startEquity?: UsdAmount;
  readonly strategies?: readonly StrategyChoice[];
};

/** Bars a symbol pauses for at least after a fill that slipped: an hour means nothing to bars of an hour (chosen). */
const pausedBars = 4;

export const defaultStartEquity = usd(10_000);

/**
 * Least volume of a day. The seeds ask for 1e9 USD, which of the built-in market's coins only BTC-SIM has, and few of the
 * recorded ones. A paper fund asks for so much that its largest position, 10,000 USD, is 1 % of a day.
 */
export const paperVolume = usd(1_000_000);

const everySubsystem: FundConfig["subsystems"] = {
  self_healing: "ENFORCED",
  universe_os: "ENFORCED",
  pil: "ENFORCED",
  pba: "ENFORCED",
  pal: "ENFORCED",
  dynamic_tpsl: "ENFORCED",
  aelm: "ENFORCED",
  ai_hfos: "ENFORCED",
};

const everyHook: FundConfig["hooks"] = {
  "universe-filter": "ENFORCED",
  "confidence-adjustment": "ENFORCED",
  "risk-check": "ENFORCED",
  "portfolio-check": "ENFORCED",
  "position-sizing": "ENFORCED",
  "order-type-selection": "ENFORCED",
  "slippage-check": "ENFORCED",
  "position-classification": "ENFORCED",
  "amplification-check": "ENFORCED",
  "exposure-check": "ENFORCED",
  "rebalance-recommendations": "ENFORCED",
  "self-healing-check": "ENFORCED",
  "hfos-coordination": "ENFORCED",
};

/** Paper runs trade at stage AUTONOMY, since no money is at risk (resolutions 27), and start at profile LOW (29). */
export function defaultConfig(choices: ConfigChoices): FundConfig {
  const governed = choices.governance !== "off";
  return {
    identity: { account: "paper", venue: "simulated", currency: "USD", market: choices.market },
    instruments: choices.instruments,
    intervalMs: choices.interval,
    startEquityUsd: choices.startEquity ?? defaultStartEquity,
    tradeFromMs: choices.tradeFrom,
    seed: choices.seed ?? 0,
    stage: "AUTONOMY",
    isLiveVenue: false,
    subsystems: everySubsystem,
    seats: governed ? ["SUPERVISOR", "CRO", "CEO", "CONTROLLER", "CIO", "CFO", "RESEARCHER"] : [],
    essEnabled: governed,
    ess: defaultEss,
    surveillance: defaultSurveillance,
    drillEveryMs: null,
    agents: defaultAgentFlags,
    ceoThresholds: defaultCeoThresholds,
    startProfile: "LOW",
    controller: defaultController,
    ranker: { ...defaultRanker, isEnabled: governed, minVolume24hUsd: paperVolume },
    universe: { ...defaultUniverse, isDynamic: governed, minVolume24hUsd: paperVolume },
    market: defaultMarketThresholds,
    hooks: everyHook,
    healing: defaultHealing,
    balancer: { ...defaultBalancer, sectors: sectorsOf(choices.instruments) },
    pil: defaultIntelligence,
    pal: defaultAmplification,
    hardLimits: governed ? defaultHardLimits : ungoverned(defaultHardLimits),
    controls: defaultControlLimits,
    reconciliation: defaultReconciliation,
    execution: {
      ...defaultExecution,
      choosesStyle: true,
      slices: true,
      makerWaitMs: choices.interval,
      pauseMs: durationMs(Math.max(defaultExecution.pauseMs, pausedBars * choices.interval)),
    },
    forecasting: { momentumLookbackBars: 480, reversionLookbackBars: 48, horizonBars: 72 },
    ensemble: isBuiltIn(choices.market)
      ? { models: plainEnsemble.models, panel: "ADVISORY" }
      : { models: kernelModels, panel: "ENFORCED" },
    trading: {
      minEdgeBps: bps(10),
      cooldownMs: hours(4),
      stopAtr: 3,
      minStopDistanceFraction: fraction(0.01),
      priceProtectionFraction: fraction(0.01),
      assumedSlippageBps: bps(3),
      maxExpectedShortfallFraction: fraction(0.08),
      minBarTurnoverUsd: usd(10_000),
    },
    strategies: choices.strategies ?? [],
    scriptedReviewAfterMs: hours(24),
  };
}

/**
 * The built-in market has no edge to find (`docs/concepts/built-in-market.md`). Obeyed there, the panel may find every
 * model worse than a coin, and next to nothing is traded: right, and nothing to see. So its word is shown and not obeyed,
 * over the two models that the demonstration was made with.
 */
const isBuiltIn = (market: string): boolean => market.startsWith("simulated v");

/**
 * The same fund without governance: no council, no ESS, and no loss that stops it. Order sanity, size limits and stops
 * stay, since the guard cannot be switched off.
 */
const ungoverned = (limits: HardLimits): HardLimits => ({
  ...limits,
  maxDailyLossFraction: fraction(1),
  maxDrawdownFraction: fraction(1),
  killSwitchDrawdownFraction: fraction(1),
  minEquityUsd: usd(0),
  maxConsecutiveLosses: Number.MAX_SAFE_INTEGER,
});
