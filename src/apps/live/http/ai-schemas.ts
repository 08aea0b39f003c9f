/**
 * Shapes of seed 004's monitoring: `/health/ai` and `/ai/*`. The seed prints only the fields of `/health/ai/integration`;
 * the others are ours in its manner, with the names of origin-facts 9.1.
 */
import { z } from "zod";
import { decisionOutcomes } from "../../../kernel/analytics/view/fund-view.ts";
import {
  capitalProfiles,
  essLevels,
  essStates,
  exitModes,
  operatingModes,
  systemHealths,
  systemRiskModes,
  tradingModes,
} from "../../../kernel/domain/modes.ts";
import {
  integrationStages,
  registeredSubsystems,
  subsystemModes,
  subsystemNames,
  subsystemStatuses,
} from "../../../kernel/domain/subsystem.ts";
import { decisionSchema } from "./federation-schemas.ts";

const count = z.int().min(0);
const time = z.iso.datetime();
const score = z.number().min(0).max(100).nullable().describe("0 to 100, higher is better.");
const enabled = z.array(z.enum(registeredSubsystems)).describe("Registered, and not configured OFF.");

export const partHealthSchema = z
  .strictObject({ status: z.enum(subsystemStatuses), score, issues: z.array(z.string()) })
  .nullable()
  .describe("Null before its monitor has spoken.");

/** Every entry whose name ends in `_health`: the registered subsystems, and the fund's other monitored parts. */
const healthFields = {
  self_healing_health: partHealthSchema,
  universe_os_health: partHealthSchema,
  pil_health: partHealthSchema,
  pba_health: partHealthSchema,
  pal_health: partHealthSchema,
  dynamic_tpsl_health: partHealthSchema,
  aelm_health: partHealthSchema,
  ai_hfos_health: partHealthSchema,
  risk_health: partHealthSchema,
  execution_health: partHealthSchema,
  model_health: partHealthSchema,
  feed_health: partHealthSchema,
  journal_health: partHealthSchema,
};
export const subsystemHealthSchema = z.strictObject(healthFields);

export const healthAiSchema = z.strictObject({
  initialized: z.boolean(),
  status: z.enum(systemHealths),
  issues: z.array(z.string()),
  integration_stage: z.enum(integrationStages),
  emergency_brake: z.boolean(),
  enabled_subsystems: enabled,
  unregistered_subsystems: z.array(z.enum(subsystemNames)).describe("Named by the seeds, not in this version."),
  ...healthFields,
});

export const integrationSchema = z.strictObject({
  integration_stage: z.enum(integrationStages),
  enabled_subsystems: enabled,
  emergency_brake: z.boolean(),
  subsystem_health: subsystemHealthSchema,
});

export const aiStatusSchema = z.strictObject({
  status: z.enum(systemHealths),
  integration_stage: z.enum(integrationStages),
  stage_since: time,
  next_stage_needs: z.array(
    z.strictObject({ name: z.string(), has: z.string(), needs: z.string(), is_met: z.boolean() }),
  ),
  emergency_brake: z.boolean(),
  brake: z.strictObject({ since: time, by: z.string(), reason: z.string() }).nullable(),
  trading_mode: z.enum(tradingModes),
  capital_profile: z.enum(capitalProfiles),
  operating_mode: z.enum(operatingModes),
  system_risk_mode: z.enum(systemRiskModes),
  ess_state: z.enum(essStates),
  ess_level: z.enum(essLevels),
  exit_mode: z.enum(exitModes),
  frozen: z.boolean(),
  entries_allowed: z.boolean(),
  policy_version: count,
  roles_active: count,
  last_update: time,
});

export const subsystemsSchema = z.strictObject({
  subsystems: z.array(
    z.strictObject({
      name: z.enum(subsystemNames),
      registered: z.boolean(),
      configured_mode: z.enum(subsystemModes).nullable(),
      effective_mode: z.enum(subsystemModes).nullable().describe("The least of configuration, stage and brake."),
      status: z.enum(subsystemStatuses).nullable(),
      health_score: score,
      issues: z.array(z.string()),
    }),
  ),
});

export const aiDecisionsSchema = z.strictObject({
  total: count,
  decisions: z.array(
    decisionSchema.extend({ outcome: z.enum(decisionOutcomes), outcome_by: z.uuid().nullable() }).strict(),
  ),
});

export const aiMetricsSchema = z.strictObject({
  federation: z.strictObject({
    decisions_last_hour: count,
    decisions_per_hour: z.number().min(0).describe("Mean of 24 hours; 5 to 10 is normal, 20 is high."),
    pace: z.enum(["LOW", "NORMAL", "RAISED", "HIGH"]),
    conflict_share: z.number().min(0).describe("Of the decisions of 24 hours; should be below 0.05."),
    override_share: z.number().min(0).describe("Of the decisions of 24 hours; should be below 0.02."),
    freezes_last_week: count.describe("Should be below 1."),
    data_completeness: z.number().min(0).max(1).describe("Agents that reported in time, over those there are."),
    state_staleness_seconds: z.number().min(0).nullable().describe("Age of the oldest report behind the global state."),
  }),
  ai_ceo: z.strictObject({
    decision_cycle_ms: z
      .strictObject({ mean: z.number().min(0), worst: z.number().min(0), of: count })
      .nullable()
      .describe("Wall time over one journal entry, governance and trading together."),
    mode_switches_last_hour: count,
  }),
  ai_ro: z.strictObject({
    risk_score: z.number().min(0).max(100).describe("Higher is worse."),
    risk_score_trend: z.number().nullable().describe("Points in 24 hours; null before there are 24."),
    alerts_last_day: count,
  }),
  ai_so: z.strictObject({
    recommendation_changes_last_day: count.describe("Changed recommendations of the strategy officer."),
    models: z
      .array(
        z.strictObject({
          model: z.string(),
          accuracy: z.number().min(0).max(1).nullable().describe("Share of words that were right, before costs."),
          win_rate: z.number().min(0).max(1).nullable(),
          sharpe_ratio: z.number().nullable(),
          cases: count,
        }),
      )
      .describe("Accuracy of each model; null below 20 cases."),
  }),
});
