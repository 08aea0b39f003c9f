/** The clerk: puts what agents and mandate say into one GlobalState. Nothing is decided here. */
import type { CeoDecision } from "../../domain/ceo-decision.ts";
import type { RiskAssessment } from "../../domain/briefing.ts";
import type { AgentReport, Feature, GlobalState } from "../../domain/global-state.ts";
import type { Policy } from "../../domain/mandate.ts";
import type { OperatingMode } from "../../domain/modes.ts";
import type { StrategyAdvice } from "../../domain/strategy-advice.ts";
import { type RiskLevel, riskLevelOf } from "../../domain/risk-level.ts";
import { durationMs, type EpochMs, fraction } from "../../units/units.ts";

export type GlobalStateSource = {
  readonly at: EpochMs;
  readonly policy: Policy;
  /** Undefined while the CEO has never evaluated. */
  readonly ceo: CeoDecision | undefined;
  readonly risk: RiskAssessment;
  readonly advice: Pick<GlobalState, "shouldReduceExposure" | "shouldPauseTrading">;
  /** Undefined before the strategy officer has looked. */
  readonly strategy: StrategyAdvice | undefined;
  readonly alerts: readonly string[];
  /** Every model there is, by name. */
  readonly models: readonly string[];
  readonly agents: readonly AgentReport[];
};

export function globalStateFrom(source: GlobalStateSource): GlobalState {
  const { at, policy, ceo, risk, agents, models } = source;
  const { envelope } = policy.mandate;
  const isSilent = (agent: AgentReport["agent"]) => agents.some((each) => each.agent === agent && each.isStale);
  const globalMode = isSilent("CEO") ? "BLACK_SWAN" : policy.modes.operatingMode;
  const riskLevel = isSilent("RISK_OFFICER") ? "critical" : riskLevelOf(risk.score);
  const { active, idle } = strategiesOf(models, policy.modelWeights);
  return {
    globalMode,
    modeDecisionConfidence: ceo?.decisionConfidence ?? null,
    modeReason: isSilent("CEO") ? "the CEO has not evaluated for too long" : (ceo?.primaryReason ?? "start value"),
    effectiveRiskLimits: {
      maxLeverage: envelope.maxLeverage,
      maxRiskPerTrade: envelope.maxRiskPerTrade,
      varEstimate: risk.valueAtRisk95,
      expectedShortfall: risk.expectedShortfall975,
    },
    riskScore: risk.score,
    riskLevel,
    shouldReduceExposure: source.advice.shouldReduceExposure || isSilent("RISK_OFFICER"),
    shouldPauseTrading: source.advice.shouldPauseTrading || isSilent("RISK_OFFICER"),
    activeStrategies: active,
    disabledStrategies: idle,
    ...adviceOf(isSilent("STRATEGY_OFFICER") ? undefined : source.strategy),
    disabledFeatures: disabledFeatures(globalMode, riskLevel, envelope.entriesAllowed),
    alerts: source.alerts,
    snapshotAt: at,
    dataCompleteness: completenessOf(agents),
    allAgentsHealthy: agents.every((each) => each.isEnabled && !each.isStale && each.lastRunAt !== undefined),
    staleness: stalenessOf(agents, at),
    agents,
  };
}

/** Advice that is missing or stale recommends nothing. */
const adviceOf = (advice: StrategyAdvice | undefined) => ({
  metaStrategyMode: advice?.metaStrategy ?? null,
  recommendedModels: advice?.primary === undefined ? [] : [advice.primary, ...advice.fallbacks],
  strategyConfidence: advice?.confidence ?? null,
});

/** A model without weight is not asked; without an allocation all are. */
function strategiesOf(models: readonly string[], weights: Policy["modelWeights"]) {
  if (weights === undefined) return { active: models, idle: [] };
  const isAsked = (model: string) => (weights[model] ?? 0) > 0;
  return { active: models.filter(isAsked), idle: models.filter((model) => !isAsked(model)) };
}

const byMode: Readonly<Record<OperatingMode, readonly Feature[]>> = {
  BLACK_SWAN: ["rl_position_sizing", "meta_strategy", "retraining"],
  CAPITAL_PRESERVATION: ["rl_position_sizing", "meta_strategy"],
  DEFENSIVE: [],
  EXPANSION: [],
  GROWTH: [],
};

/**
 * Source: origin-facts 2.10. New positions are shown as disabled when the mandate stops entries, and only then: the
 * table of the earlier system calls them so at a critical risk level, and goes on opening them.
 */
function disabledFeatures(mode: OperatingMode, level: RiskLevel, entriesAllowed: boolean): Feature[] {
  const careful: readonly Feature[] = level === "critical" || level === "high" ? ["leverage_increase"] : [];
  return [...(entriesAllowed ? [] : (["new_positions"] as const)), ...careful, ...byMode[mode]];
}

function completenessOf(agents: readonly AgentReport[]): GlobalState["dataCompleteness"] {
  const reported = agents.filter((each) => each.lastRunAt !== undefined && !each.isStale).length;
  return fraction(agents.length === 0 ? 0 : reported / agents.length);
}

function stalenessOf(agents: readonly AgentReport[], at: EpochMs): GlobalState["staleness"] {
  const oldest = agents.reduce<number>((age, { lastRunAt }) => Math.max(age, at - (lastRunAt ?? 0)), 0);
  return durationMs(oldest);
}
