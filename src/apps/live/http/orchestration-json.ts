/** From the agents' reports to the words of seed 001's orchestration. */
import type { z } from "zod";
import type { AgentView, ExecutiveView } from "../../../kernel/analytics/view/executive-view.ts";
import type { PulseView } from "../../../kernel/analytics/view/pulse.ts";
import type { Agent } from "../../../kernel/domain/agents.ts";
import type { RiskAssessment } from "../../../kernel/domain/briefing.ts";
import type { CeoDecision } from "../../../kernel/domain/ceo-decision.ts";
import type { GlobalState } from "../../../kernel/domain/global-state.ts";
import { riskLevelOf } from "../../../kernel/domain/risk-level.ts";
import type { StrategyAdvice } from "../../../kernel/domain/strategy-advice.ts";
import { seconds } from "../../../kernel/units/units.ts";
import { isoTime } from "./federation-json.ts";
import type {
  agentSchema,
  agentsSchema,
  agentStatuses,
  ceoDecisionSchema,
  ceoStatusSchema,
  globalStateSchema,
  recommendationSchema,
  riskStatusSchema,
  strategyStatusSchema,
} from "./orchestration-schemas.ts";

export type OrchestrationView = {
  readonly executive: ExecutiveView;
  readonly pulse: PulseView;
  readonly globalState: GlobalState | undefined;
  readonly lastDecision: CeoDecision | undefined;
  readonly risk: RiskAssessment;
  readonly riskAlert: {
    readonly alerts: readonly string[];
    readonly shouldReduceExposure: boolean;
    readonly shouldPauseTrading: boolean;
  };
  /** Undefined before the strategy officer has looked. */
  readonly strategy: StrategyAdvice | undefined;
};

type AgentJson = z.output<typeof agentSchema>;
const inSeconds = (spanMs: number): number => spanMs / seconds(1);

const messages: Readonly<Record<(typeof agentStatuses)[number], string>> = {
  running: "runs at its cadence",
  stale: "has not run for three effective cadences: the most careful value holds",
  initializing: "has not run yet",
  disabled: "is switched off: what it last said holds",
  unregistered: "is not registered in this version",
};

function statusOf({ isRegistered, isEnabled, isStale, lastRunAtMs }: AgentView): (typeof agentStatuses)[number] {
  if (!isRegistered) return "unregistered";
  if (!isEnabled) return "disabled";
  if (isStale) return "stale";
  return lastRunAtMs === null ? "initializing" : "running";
}

export function agentJson({ agents }: ExecutiveView, agent: Agent): AgentJson {
  const view = agents.find((each) => each.agent === agent);
  if (view === undefined) throw new Error(`expected ${agent} among the agents`);
  const status = statusOf(view);
  return {
    status,
    message: messages[status],
    enabled: view.isEnabled && view.isRegistered,
    interval_seconds: inSeconds(view.intervalMs),
    effective_interval_seconds: inSeconds(view.effectiveIntervalMs),
    last_run: view.lastRunAtMs === null ? null : isoTime(view.lastRunAtMs),
  };
}

export const agentsJson = (view: ExecutiveView): z.output<typeof agentsSchema> => ({
  status: "ok",
  agents: {
    ai_ceo: agentJson(view, "CEO"),
    ai_ro: agentJson(view, "RISK_OFFICER"),
    ai_so: agentJson(view, "STRATEGY_OFFICER"),
    federation: agentJson(view, "CLERK"),
    ai_hfos: agentJson(view, "CONDUCTOR"),
  },
});

export const ceoDecisionJson = (decision: CeoDecision): z.output<typeof ceoDecisionSchema> => ({
  operating_mode: decision.operatingMode,
  previous_mode: decision.previousMode,
  mode_changed: decision.modeChanged,
  recommended_mode: decision.recommendedMode,
  primary_reason: decision.primaryReason,
  contributing_factors: [...decision.contributingFactors],
  decision_confidence: decision.decisionConfidence,
  alert_level: decision.alertLevel,
  alert_message: decision.alertCauses.join("; "),
  decision_timestamp: isoTime(decision.decidedAt),
});

export const ceoStatusJson = ({
  executive,
  lastDecision,
  pulse,
}: OrchestrationView): z.output<typeof ceoStatusSchema> => ({
  ...agentJson(executive, "CEO"),
  operating_mode: executive.policy.modes.operatingMode,
  last_decision: lastDecision === undefined ? null : ceoDecisionJson(lastDecision),
  mode_switches_last_hour: pulse.modeSwitchesLastHour,
});

export const riskStatusJson = (view: OrchestrationView): z.output<typeof riskStatusSchema> => ({
  ...agentJson(view.executive, "RISK_OFFICER"),
  risk_score: view.risk.score,
  risk_level: riskLevelOf(view.risk.score),
  risk_score_trend: view.pulse.riskScoreTrend,
  worst_component: view.risk.worstComponent,
  value_at_risk_95: view.risk.valueAtRisk95,
  expected_shortfall_975: view.risk.expectedShortfall975,
  sample_days: view.risk.sampleDays,
  from_prior: view.risk.fromPrior,
  should_reduce_exposure: view.riskAlert.shouldReduceExposure,
  should_pause_trading: view.riskAlert.shouldPauseTrading,
  alerts: [...view.riskAlert.alerts],
  alerts_last_day: view.pulse.riskAlertsLastDay,
});

export const strategyStatusJson = (view: OrchestrationView): z.output<typeof strategyStatusSchema> => ({
  ...agentJson(view.executive, "STRATEGY_OFFICER"),
  recommendation: view.strategy === undefined ? null : recommendationJson(view.strategy),
  recommendation_changes_last_day: view.pulse.strategyChangesLastDay,
});

const recommendationJson = (advice: StrategyAdvice): z.output<typeof recommendationSchema> => ({
  primary_strategy: advice.primary ?? null,
  fallback_strategies: [...advice.fallbacks],
  strategies_to_disable: [...advice.disable],
  rankings: advice.ranked.map((each) => ({ ...each })),
  models: advice.models.map(({ model, accuracyFraction, advisedWeightFraction, daysSinceTraining }) => ({
    model,
    accuracy: accuracyFraction,
    advised_weight: advisedWeightFraction,
    days_since_training: daysSinceTraining,
  })),
  meta_strategy_mode: advice.metaStrategy,
  confidence: advice.confidence,
  alert_level: advice.alertLevel,
  alerts: [...advice.alerts],
  analysed_at: isoTime(advice.analysedAt),
});

export function globalStateJson(state: GlobalState | undefined): z.output<typeof globalStateSchema> {
  if (state === undefined) return { status: "initializing", message: "Global state not yet available" };
  const { effectiveRiskLimits: limits } = state;
  return {
    status: "ok",
    data: {
      global_mode: state.globalMode,
      mode_decision_confidence: state.modeDecisionConfidence,
      mode_reason: state.modeReason,
      effective_risk_limits: {
        max_leverage: limits.maxLeverage,
        max_risk_per_trade: limits.maxRiskPerTrade,
        var_estimate: limits.varEstimate,
        expected_shortfall: limits.expectedShortfall,
      },
      risk_score: state.riskScore,
      risk_level: state.riskLevel,
      should_reduce_exposure: state.shouldReduceExposure,
      should_pause_trading: state.shouldPauseTrading,
      active_strategies: [...state.activeStrategies],
      disabled_strategies: [...state.disabledStrategies],
      meta_strategy_mode: state.metaStrategyMode,
      recommended_models: [...state.recommendedModels],
      strategy_confidence: state.strategyConfidence,
      disabled_features: [...state.disabledFeatures],
      alerts: [...state.alerts],
      snapshot_timestamp: isoTime(state.snapshotAt),
      data_completeness: state.dataCompleteness,
      all_agents_healthy: state.allAgentsHealthy,
      staleness_seconds: inSeconds(state.staleness),
    },
  };
}
