/**
 * The shapes seed 000 prints for `/health` and `/api/federation/*`, field by field.
 *
 * The seed's `_pct` fields hold fractions: 0.02 is two percent (resolutions 4). Beyond the seed a decision carries
 * `id`, our own short id, and `role_rank`, since priority and rank are two things (resolutions 55).
 */
import { z } from "zod";
import { capitalProfiles, operatingModes, riskModes, tradingModes } from "../../../kernel/domain/modes.ts";
import {
  cashflowScenarios,
  decisionKinds,
  freezeSeverities,
  researchTaskTypes,
} from "../../../kernel/domain/decision.ts";

const share = z.number().min(0).max(1);

export const healthSchema = z.strictObject({
  status: z.enum(["healthy", "degraded", "critical", "emergency"]),
  service: z.literal("federation-ai"),
  version: z.literal("3.0.0"),
  roles_active: z.int().min(0).max(7),
});

export const statusSchema = z.strictObject({
  roles: z.strictObject({
    ceo: z.boolean(),
    cio: z.boolean(),
    cro: z.boolean(),
    cfo: z.boolean(),
    researcher: z.boolean(),
    controller: z.boolean().describe("Ours: the meta strategy controller of seeds 002 and 003."),
    supervisor: z.boolean(),
  }),
  total_decisions: z.int().min(0),
  last_update: z.iso.datetime(),
});

const payloadSchema = z.union([
  z.strictObject({
    profile: z.enum(capitalProfiles),
    max_risk_per_trade_pct: share,
    max_daily_risk_pct: share,
    max_positions: z.int().min(0),
  }),
  z.strictObject({ mode: z.enum(tradingModes), duration_minutes: z.number().nullable() }),
  z.strictObject({
    max_leverage: z.number(),
    max_position_size_usd: z.number(),
    max_drawdown_pct: share,
    max_exposure_pct: share,
    stop_loss_multiplier: z.number(),
  }),
  z.strictObject({ caution_threshold_pct: share, warning_threshold_pct: share, critical_threshold_pct: share }),
  z.strictObject({
    duration_minutes: z.number().nullable(),
    affected_subsystems: z.array(z.string()),
    severity: z.enum(freezeSeverities),
    requires_manual_review: z.boolean(),
    reason: z.string(),
  }),
  z.strictObject({ operating_mode: z.enum(operatingModes), confidence: share }),
  z.strictObject({ model_weights: z.record(z.string(), share), active_strategies: z.array(z.string()) }),
  z.strictObject({ active_symbols: z.array(z.string()), excluded_symbols: z.array(z.string()) }),
  z.strictObject({
    profit_lock_pct: share,
    reinvest_pct: share,
    reserve_buffer_pct: share,
    scenario: z.enum(cashflowScenarios),
  }),
  z.strictObject({
    task_type: z.enum(researchTaskTypes),
    description: z.string(),
    estimated_duration_hours: z.number(),
    expected_impact: z.string(),
    model_name: z.string().nullable(),
  }),
  z.strictObject({ risk_mode: z.enum(riskModes), emergency: z.boolean() }),
  z.strictObject({ allowed_strategies: z.array(z.string()), blocked_strategies: z.array(z.string()) }),
  z.strictObject({ global_min_confidence: share, max_risk_per_trade: share, max_positions: z.int().min(0) }),
  z.strictObject({ frozen_for_minutes: z.number(), released_by: z.string() }),
  z.strictObject({ overridden_decision_id: z.uuid(), reason: z.string() }),
]);
export type DecisionPayload = z.output<typeof payloadSchema>;

export const decisionSchema = z.strictObject({
  decision_id: z.uuid(),
  id: z.string(),
  decision_type: z.enum(decisionKinds),
  role_source: z.enum(["supervisor", "cro", "ceo", "controller", "cio", "cfo", "researcher", "manual"]),
  role_rank: z.int().min(0).max(6),
  priority: z.int().min(1).max(4),
  timestamp: z.iso.datetime(),
  reason: z.string(),
  payload: payloadSchema,
});
export type DecisionJson = z.output<typeof decisionSchema>;

export const decisionsSchema = z.strictObject({ total: z.int().min(0), decisions: z.array(decisionSchema) });

const limitRule = "expected a whole number of 1 to 1000";
export const limitQuery = z.object({
  limit: z
    .string(limitRule)
    .regex(/^0*([1-9]\d{0,2}|1000)$/, limitRule)
    .default("10")
    .transform(Number),
});
