/** Shapes of seed 001's orchestration: the global state, the agents, the CEO's decision. Fields: origin-facts 2.6, 2.10. */
import { z } from "zod";
import { alertLevels } from "../../../kernel/domain/alert.ts";
import { features } from "../../../kernel/domain/global-state.ts";
import { operatingModes } from "../../../kernel/domain/modes.ts";
import { metaStrategies, strategyBands } from "../../../kernel/domain/strategy-advice.ts";
import { riskLevels } from "../../../kernel/domain/risk-level.ts";

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const time = z.iso.datetime();
const texts = z.array(z.string());
const riskScore = z.number().min(0).max(100).describe("Higher is worse.");
const ofEquity = z.number().describe("One-day loss, fraction of equity.");

export const agentStatuses = ["running", "stale", "initializing", "disabled", "unregistered"] as const;
const agentFields = {
  status: z.enum(agentStatuses),
  message: z.string(),
  enabled: z.boolean(),
  interval_seconds: z.number().min(0),
  effective_interval_seconds: z.number().min(0).describe("Never shorter than a bar."),
  last_run: time.nullable(),
};
export const agentSchema = z.strictObject(agentFields);

export const agentsSchema = z.strictObject({
  status: z.literal("ok"),
  agents: z.strictObject({
    ai_ceo: agentSchema,
    ai_ro: agentSchema,
    ai_so: agentSchema,
    federation: agentSchema,
    ai_hfos: agentSchema,
  }),
});

export const ceoDecisionSchema = z
  .strictObject({
    operating_mode: z.enum(operatingModes),
    previous_mode: z.enum(operatingModes),
    mode_changed: z.boolean(),
    recommended_mode: z.enum(operatingModes).describe("What the rules ask for; a looser mode comes step by step."),
    primary_reason: z.string(),
    contributing_factors: texts,
    decision_confidence: share,
    alert_level: z.enum(alertLevels),
    alert_message: z.string(),
    decision_timestamp: time,
  })
  .meta({ id: "CeoDecision" });

export const ceoStatusSchema = z.strictObject({
  ...agentFields,
  operating_mode: z.enum(operatingModes),
  last_decision: ceoDecisionSchema.nullable(),
  mode_switches_last_hour: count,
});
export const forcedSchema = z.strictObject({ status: z.literal("ok"), decision: ceoDecisionSchema });

export const riskStatusSchema = z.strictObject({
  ...agentFields,
  risk_score: riskScore,
  risk_level: z.enum(riskLevels),
  risk_score_trend: z.number().nullable().describe("Points in 24 hours; null before there are 24."),
  worst_component: z.string(),
  value_at_risk_95: ofEquity,
  expected_shortfall_975: ofEquity,
  sample_days: count,
  from_prior: z.boolean().describe("Too few days: a conservative prior speaks."),
  should_reduce_exposure: z.boolean(),
  should_pause_trading: z.boolean(),
  alerts: texts,
  alerts_last_day: count,
});

export const recommendationSchema = z
  .strictObject({
    primary_strategy: z.string().nullable(),
    fallback_strategies: texts,
    strategies_to_disable: texts,
    rankings: z.array(
      z.strictObject({
        model: z.string(),
        rank: z.number().describe("Points; higher is better."),
        band: z.enum(strategyBands),
      }),
    ),
    models: z.array(
      z.strictObject({
        model: z.string(),
        accuracy: share.nullable().describe("Share of words that were right; null below 20 cases."),
        advised_weight: share,
        days_since_training: z.number().nullable().describe("Null for a model that is never trained."),
      }),
    ),
    meta_strategy_mode: z.enum(metaStrategies),
    confidence: share,
    alert_level: z.enum(alertLevels),
    alerts: texts,
    analysed_at: time,
  })
  .meta({ id: "StrategyRecommendation" });

export const strategyStatusSchema = z.strictObject({
  ...agentFields,
  recommendation: recommendationSchema.nullable(),
  recommendation_changes_last_day: count,
});

const globalStateFields = z
  .strictObject({
    global_mode: z.enum(operatingModes),
    mode_decision_confidence: share.nullable(),
    mode_reason: z.string(),
    effective_risk_limits: z.strictObject({
      max_leverage: z.number(),
      max_risk_per_trade: share,
      var_estimate: ofEquity,
      expected_shortfall: ofEquity,
    }),
    risk_score: riskScore,
    risk_level: z.enum(riskLevels),
    should_reduce_exposure: z.boolean(),
    should_pause_trading: z.boolean(),
    active_strategies: texts,
    disabled_strategies: texts,
    meta_strategy_mode: z.enum(metaStrategies).nullable(),
    recommended_models: texts,
    strategy_confidence: share.nullable(),
    disabled_features: z.array(z.enum(features)),
    alerts: texts,
    snapshot_timestamp: time,
    data_completeness: share.describe("Agents that reported in time, over those there are."),
    all_agents_healthy: z.boolean(),
    staleness_seconds: z.number().min(0).describe("Age of the oldest report behind it."),
  })
  .meta({ id: "GlobalState" });

export const globalStateSchema = z.union([
  z.strictObject({ status: z.literal("ok"), data: globalStateFields }),
  z.strictObject({ status: z.literal("initializing"), message: z.literal("Global state not yet available") }),
]);
