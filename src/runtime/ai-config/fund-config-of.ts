/** What the AI settings make of a fund's configuration. The only place where the two meet. */
import type { BalancerConfig } from "../../kernel/domain/balancer.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import type { RankerConfig } from "../../kernel/domain/ranker.ts";
import type { UniverseConfig } from "../../kernel/domain/universe.ts";
import type { InputEvent } from "../../kernel/events/catalogue.ts";
import { theEnvironment } from "../../kernel/governance/operator/operator-book.ts";
import { dailyLossLimit } from "../../kernel/governance/operator/brake.ts";
import { comesBefore } from "../../kernel/domain/ladder.ts";
import { operatorBrakeSet, operatorStageSet } from "../../kernel/events/operator-events.ts";
import { integrationStages, type RegisteredSubsystem, type SubsystemMode } from "../../kernel/domain/subsystem.ts";
import type { Fund } from "../../kernel/fund-state.ts";
import { controlsOf } from "./controls-of.ts";
import { refuseUnbinding } from "./refuse-unbinding.ts";
import { surveillanceOf } from "./surveillance-of.ts";
import type { AISystemConfig } from "./ai-system-config.ts";

/** @throws BAD_USAGE where a control could never bind as it is set */
export function withAiConfig(base: FundConfig, ai: AISystemConfig): FundConfig {
  const subsystems = subsystemModes(ai);
  const config: FundConfig = {
    ...base,
    stage: ai.QT_AI_INTEGRATION_STAGE,
    subsystems,
    hooks: hookModes(subsystems, ai),
    execution: executionOf(base.execution, ai),
    healing: healingOf(ai),
    balancer: balancerOf(base.balancer, ai),
    hardLimits: {
      ...base.hardLimits,
      maxDailyLossFraction: ai.QT_AI_MAX_DAILY_DD,
      maxOpenDrawdownFraction: ai.QT_AI_MAX_OPEN_DD,
      maxLeverageRatio: ai.QT_AI_MAX_LEVERAGE,
    },
    controls: { ...controlsOf(base.controls, ai), ...orderControls(ai) },
    ess: essOf(ai),
    surveillance: surveillanceOf(ai),
    reconciliation: reconciliationOf(base.reconciliation, ai),
    drillEveryMs: ai.QT_AI_DRILL_EVERY_DAYS > 0 ? ai.QT_AI_DRILL_EVERY_DAYS : null,
    agents: {
      enableCeo: ai.QT_AI_CEO_ENABLED,
      enableRiskOfficer: ai.QT_AI_RISK_OFFICER_ENABLED,
      enableStrategyOfficer: ai.QT_AI_STRATEGY_OFFICER_ENABLED,
      ceoIntervalMs: ai.QT_AI_CEO_INTERVAL,
      riskOfficerIntervalMs: ai.QT_AI_RISK_OFFICER_INTERVAL,
      strategyOfficerIntervalMs: ai.QT_AI_STRATEGY_OFFICER_INTERVAL,
      clerkIntervalMs: ai.QT_AI_FEDERATION_UPDATE_INTERVAL,
      conductorIntervalMs: ai.QT_AI_HFOS_UPDATE_INTERVAL,
    },
    seats: ai.QT_MSC_ENABLED ? base.seats : base.seats.filter((seat) => seat !== "CONTROLLER"),
    controller: {
      intervalMs: ai.QT_MSC_UPDATE_INTERVAL,
      isAutomatic: ai.QT_MSC_AUTO_MODE,
      minConfidenceFraction: ai.QT_MSC_MIN_CONFIDENCE,
    },
    ranker: rankerConfig(ai, base.ranker),
    universe: universeConfig(ai, base.universe),
    market: {
      lowVolatilityFraction: ai.QT_MSC_LOW_VOL_THRESHOLD,
      highVolatilityFraction: ai.QT_MSC_HIGH_VOL_THRESHOLD,
      strongTrendFraction: ai.QT_MSC_STRONG_TREND_THRESHOLD,
    },
    ...positionCare(ai),
    ceoThresholds: {
      ...base.ceoThresholds,
      expansionDrawdownFraction: ai.QT_AI_CEO_MAX_DAILY_DD_EXPANSION,
      criticalDrawdownFraction: ai.QT_AI_CEO_CRITICAL_DRAWDOWN,
      criticalRiskScore: ai.QT_AI_CEO_RISK_SCORE_CRITICAL,
      expansionWinRateFraction: ai.QT_AI_CEO_MIN_WIN_RATE_EXPANSION,
    },
  };
  refuseUnbinding(config);
  return config;
}

const healingOf = (ai: AISystemConfig): FundConfig["healing"] => ({
  checkIntervalMs: ai.QT_AI_SELF_HEALING_CHECK_INTERVAL,
  mayRestart: ai.QT_AI_SELF_HEALING_MODE !== "PROTECTIVE",
  drawdownWarningFraction: ai.QT_AI_SELF_HEALING_DD_WARNING,
  drawdownCriticalFraction: ai.QT_AI_SELF_HEALING_DD_CRITICAL,
  minWinRateFraction: ai.QT_AI_SELF_HEALING_WIN_RATE_MIN,
  maxLossStreak: ai.QT_AI_SELF_HEALING_LOSS_STREAK_MAX,
});

/** A run without governance has no ranker, whatever the settings say. */
const rankerConfig = (ai: AISystemConfig, base: RankerConfig): RankerConfig => ({
  isEnabled: base.isEnabled && ai.QT_OPP_RANKER_ENABLED,
  weights: {
    trend: ai.QT_OPP_RANKER_TREND_WEIGHT,
    volatility: ai.QT_OPP_RANKER_VOLATILITY_WEIGHT,
    liquidity: ai.QT_OPP_RANKER_LIQUIDITY_WEIGHT,
    performance: ai.QT_OPP_RANKER_PERFORMANCE_WEIGHT,
    prediction: ai.QT_OPP_RANKER_PREDICTION_WEIGHT,
  },
  minVolume24hUsd: ai.QT_OPP_RANKER_MIN_VOLUME,
  minLiquidityFraction: ai.QT_OPP_RANKER_MIN_LIQUIDITY,
  topN: ai.QT_OPP_RANKER_TOP_N,
  leaveBuffer: ai.QT_OPP_RANKER_LEAVE_BUFFER,
  intervalMs: ai.QT_OPP_RANKER_UPDATE_INTERVAL,
});

/** Nor does Universe OS choose anything there. */
const universeConfig = (ai: AISystemConfig, base: UniverseConfig): UniverseConfig => ({
  isDynamic: base.isDynamic && ai.QT_AI_UNIVERSE_DYNAMIC,
  profile: ai.QT_AI_UNIVERSE_PROFILE,
  layer1Size: ai.QT_AI_UNIVERSE_L1_SIZE,
  layer2Size: ai.QT_AI_UNIVERSE_L2_SIZE,
  isBlacklistEnabled: ai.QT_AI_UNIVERSE_BLACKLIST_ENABLED,
  minVolume24hUsd: ai.QT_AI_UNIVERSE_MIN_VOLUME_24H,
  maxSpreadBps: ai.QT_AI_UNIVERSE_MAX_SPREAD_BPS,
});

/** The settings are where entries stop; the book breaks where it did, or there if that is later. */
function balancerOf(base: BalancerConfig, ai: AISystemConfig): BalancerConfig {
  const maxLeverageEntryRatio = ai.QT_AI_PBA_MAX_PORTFOLIO_LEVERAGE;
  const maxSectorEntryFraction = ai.QT_AI_PBA_MAX_SECTOR_EXPOSURE;
  const maxSinglePositionFraction = ai.QT_AI_PBA_MAX_SINGLE_POSITION;
  const later = <Limit extends number>(entry: Limit, broken: Limit): Limit => (entry > broken ? entry : broken);
  return {
    ...base,
    allocator: ai.QT_AI_PBA_ALLOCATOR,
    rebalanceEveryMs: ai.QT_AI_PBA_REBALANCE_INTERVAL,
    maxLeverageEntryRatio,
    maxLeverageRatio: later(maxLeverageEntryRatio, base.maxLeverageRatio),
    maxSectorEntryFraction,
    maxSectorFraction: later(maxSectorEntryFraction, base.maxSectorFraction),
    maxSinglePositionFraction,
    maxSymbolFraction: later(maxSinglePositionFraction, base.maxSymbolFraction),
    maxCorrelationFraction: ai.QT_AI_PBA_MAX_CORRELATION,
  };
}

type OrderControls = Pick<
  FundConfig["controls"],
  "periodMove" | "thickness" | "messages" | "repeats" | "duplicateWindowMs" | "maxNetExposureRatio" | "maxGroupRatio"
>;

const orderControls = (ai: AISystemConfig): OrderControls => ({
  periodMove: {
    maxMoveRatio: ai.QT_CONTROL_MAX_MOVE,
    windowMs: ai.QT_CONTROL_MOVE_WINDOW,
    coolMs: ai.QT_CONTROL_MOVE_COOL_DOWN,
  },
  thickness: {
    maxBarRatio: ai.QT_CONTROL_MAX_BAR_SHARE,
    maxDayRatio: ai.QT_CONTROL_MAX_DAY_SHARE,
    maxTopRatio: ai.QT_CONTROL_MAX_TOP_SHARE,
  },
  messages: {
    system: { perSecond: ai.QT_CONTROL_MESSAGES_PER_SECOND, perMinute: ai.QT_CONTROL_MESSAGES_PER_MINUTE },
    venue: { perSecond: ai.QT_CONTROL_VENUE_MESSAGES_PER_SECOND, perMinute: ai.QT_CONTROL_VENUE_MESSAGES_PER_MINUTE },
    strategy: {
      perSecond: ai.QT_CONTROL_STRATEGY_MESSAGES_PER_SECOND,
      perMinute: ai.QT_CONTROL_STRATEGY_MESSAGES_PER_MINUTE,
    },
    reservedFraction: ai.QT_CONTROL_RESERVED_MESSAGES,
  },
  repeats: { maxExecutions: ai.QT_CONTROL_MAX_EXECUTIONS, windowMs: ai.QT_CONTROL_EXECUTIONS_WINDOW },
  duplicateWindowMs: ai.QT_CONTROL_DUPLICATE_WINDOW,
  maxNetExposureRatio: ai.QT_CONTROL_MAX_NET_EXPOSURE,
  maxGroupRatio: ai.QT_CONTROL_MAX_GROUP,
});

const reconciliationOf = (base: FundConfig["reconciliation"], ai: AISystemConfig): FundConfig["reconciliation"] => ({
  ...base,
  ordersEveryMs: ai.QT_AI_RECONCILIATION_ORDERS_INTERVAL,
  positionsEveryMs: ai.QT_AI_RECONCILIATION_POSITIONS_INTERVAL,
});

const essOf = (ai: AISystemConfig): FundConfig["ess"] => ({
  exitMode: ai.QT_AI_ESS_EXIT_MODE,
  coolDownMs: ai.QT_AI_ESS_COOL_DOWN,
  maxExecutionErrors: ai.QT_AI_ESS_MAX_EXECUTION_ERRORS,
  executionErrorWindowMs: ai.QT_AI_ESS_ERROR_WINDOW,
});

const executionOf = (base: FundConfig["execution"], ai: AISystemConfig): FundConfig["execution"] => ({
  ...base,
  choosesStyle: ai.QT_AI_AELM_ORDER_TYPE_AUTO,
  slices: ai.QT_AI_AELM_SMART_EXEC,
  maxSlippageBps: ai.QT_AI_AELM_MAX_SLIPPAGE_BPS,
  maxSpreadBps: ai.QT_AI_AELM_MAX_SPREAD_BPS,
});

/** One that is not enabled is OFF, whatever its mode says. */
const subsystemModes = (ai: AISystemConfig): Record<RegisteredSubsystem, SubsystemMode> => ({
  self_healing: ai.QT_AI_SELF_HEALING_ENABLED ? healingModes[ai.QT_AI_SELF_HEALING_MODE] : "OFF",
  universe_os: ai.QT_AI_UNIVERSE_OS_ENABLED ? ai.QT_AI_UNIVERSE_OS_MODE : "OFF",
  pil: ai.QT_AI_PIL_ENABLED ? ai.QT_AI_PIL_MODE : "OFF",
  pba: ai.QT_AI_PBA_ENABLED ? ai.QT_AI_PBA_MODE : "OFF",
  pal: ai.QT_AI_PAL_ENABLED ? ai.QT_AI_PAL_MODE : "OFF",
  dynamic_tpsl: ai.QT_AI_DYNAMIC_TPSL_ENABLED ? ai.QT_AI_DYNAMIC_TPSL_MODE : "OFF",
  aelm: ai.QT_AI_AELM_ENABLED ? ai.QT_AI_AELM_MODE : "OFF",
  ai_hfos: ai.QT_AI_HFOS_ENABLED ? ai.QT_AI_HFOS_MODE : "OFF",
});

/** What healing does can only tighten, but for bringing a part back (resolutions 62). */
const healingModes = { OFF: "OFF", OBSERVE: "OBSERVE", PROTECTIVE: "ENFORCED", AGGRESSIVE: "ENFORCED" } as const;

const positionCare = (ai: AISystemConfig): Pick<FundConfig, "pil" | "pal"> => ({
  pil: {
    intervalMs: ai.QT_AI_PIL_CLASSIFICATION_INTERVAL,
    winnerRatio: ai.QT_AI_PIL_WINNER_THRESHOLD_R,
    winnerMaxFallFraction: ai.QT_AI_PIL_WINNER_MAX_DD_PCT,
    toxicMaxFallFraction: ai.QT_AI_PIL_TOXIC_MAX_DD_PCT,
    toxicAfterMs: ai.QT_AI_PIL_TOXIC_DURATION_MIN,
  },
  pal: {
    intervalMs: ai.QT_AI_PAL_ANALYSIS_INTERVAL,
    minRatio: ai.QT_AI_PAL_MIN_R,
    addRatio: ai.QT_AI_PAL_MIN_R_SCALE_IN,
    extendTargetRatio: ai.QT_AI_PAL_MIN_R_EXTEND_TP,
    extendHoldRatio: ai.QT_AI_PAL_MIN_R_EXTEND_HOLD,
    maxDrawdownFraction: ai.QT_AI_PAL_MAX_DD_FOR_AMPLIFY,
    maxSizeRatio: ai.QT_AI_PAL_SCALE_IN_MULTIPLIER,
    targetExtensionRatio: ai.QT_AI_PAL_TP_EXTENSION_FACTOR,
    holdExtensionMs: ai.QT_AI_PAL_HOLD_EXTENSION_HOURS,
  },
});

/** A hook is as far trusted as the subsystem that speaks in it. */
function hookModes(subsystems: FundConfig["subsystems"], ai: AISystemConfig): FundConfig["hooks"] {
  const { self_healing, universe_os, pil, pba, pal, aelm, ai_hfos } = subsystems;
  return {
    "universe-filter": universe_os,
    "confidence-adjustment": ai_hfos,
    "risk-check": ai.QT_AI_RISK_OS_ENABLED ? ai_hfos : "OFF",
    "portfolio-check": pba,
    "position-sizing": ai_hfos,
    "order-type-selection": aelm,
    "slippage-check": aelm,
    "position-classification": pil,
    "amplification-check": pal,
    "exposure-check": pba,
    "rebalance-recommendations": pba,
    "self-healing-check": self_healing,
    "hfos-coordination": ai_hfos,
  };
}

/**
 * What the environment tells a fund as it comes back: the brake if it is to be on, and a lower stage. It is the ceiling
 * (resolutions 54), so it never lets the brake go and never raises the stage: that is for people and evidence.
 */
export function startCommands(ai: AISystemConfig, fund: Fund | undefined): InputEvent[] {
  const commands: InputEvent[] = [];
  const { QT_AI_INTEGRATION_STAGE: stage, QT_AI_EMERGENCY_BRAKE: engaged } = ai;
  const operator = theEnvironment;
  const { by = dailyLossLimit } = fund?.governance.brake ?? {};
  if (engaged && by === dailyLossLimit)
    commands.push(operatorBrakeSet.create({ engaged, operator, reason: "QT_AI_EMERGENCY_BRAKE is true" }));
  if (fund !== undefined && comesBefore(integrationStages, stage, fund.governance.stage.current))
    commands.push(operatorStageSet.create({ stage, operator, reason: `QT_AI_INTEGRATION_STAGE is ${stage}` }));
  return commands;
}
