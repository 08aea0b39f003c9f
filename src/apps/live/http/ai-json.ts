/** From the executive's read model to the words of seed 004's monitoring. */
import type { z } from "zod";
import type { ExecutiveView } from "../../../kernel/analytics/view/executive-view.ts";
import type { DecisionRecord } from "../../../kernel/analytics/view/history.ts";
import type { PulseView } from "../../../kernel/analytics/view/pulse.ts";
import type { ModelPerformance, MonitorName } from "../../../kernel/domain/briefing.ts";
import type { GlobalState } from "../../../kernel/domain/global-state.ts";
import { seconds } from "../../../kernel/units/units.ts";
import type { CycleTimes } from "../stopwatch.ts";
import { registeredSubsystems, type SubsystemName } from "../../../kernel/domain/subsystem.ts";
import type { MetricsReport } from "../../../kernel/governance/metrics/federation-metrics.ts";
import type {
  aiDecisionsSchema,
  aiMetricsSchema,
  aiStatusSchema,
  healthAiSchema,
  integrationSchema,
  partHealthSchema,
  subsystemHealthSchema,
  subsystemsSchema,
} from "./ai-schemas.ts";
import { decisionUuid } from "./decision-uuid.ts";
import { decisionJson, isoTime } from "./federation-json.ts";

const enabledOf = ({ subsystems }: ExecutiveView) =>
  registeredSubsystems.filter((name) =>
    subsystems.some((each) => each.name === name && each.isRegistered && each.configuredMode !== "OFF"),
  );

function subsystemHealth({ subsystems, health }: ExecutiveView): z.output<typeof subsystemHealthSchema> {
  const ofSubsystem = (name: SubsystemName): z.output<typeof partHealthSchema> => {
    const part = subsystems.find((each) => each.name === name);
    if (part?.status === undefined || part.status === null) return null;
    return { status: part.status, score: part.score, issues: [...part.issues] };
  };
  const ofMonitor = (name: MonitorName): z.output<typeof partHealthSchema> => {
    const report = health.monitors.find(({ monitor }) => monitor === name);
    return report === undefined ? null : { status: report.status, score: report.score, issues: [...report.issues] };
  };
  return {
    self_healing_health: ofSubsystem("self_healing"),
    universe_os_health: ofSubsystem("universe_os"),
    pil_health: ofSubsystem("pil"),
    pba_health: ofSubsystem("pba"),
    pal_health: ofSubsystem("pal"),
    dynamic_tpsl_health: ofSubsystem("dynamic_tpsl"),
    aelm_health: ofSubsystem("aelm"),
    ai_hfos_health: ofSubsystem("ai_hfos"),
    risk_health: ofMonitor("risk"),
    execution_health: ofMonitor("execution"),
    model_health: ofMonitor("model"),
    feed_health: ofMonitor("feed"),
    journal_health: ofMonitor("journal"),
  };
}

export const healthAiJson = (view: ExecutiveView): z.output<typeof healthAiSchema> => ({
  initialized: true,
  status: view.health.status,
  issues: [...view.health.issues],
  integration_stage: view.stage.current,
  emergency_brake: view.brake !== undefined,
  enabled_subsystems: enabledOf(view),
  unregistered_subsystems: view.subsystems.filter((each) => !each.isRegistered).map(({ name }) => name),
  ...subsystemHealth(view),
});

export const integrationJson = (view: ExecutiveView): z.output<typeof integrationSchema> => ({
  integration_stage: view.stage.current,
  enabled_subsystems: enabledOf(view),
  emergency_brake: view.brake !== undefined,
  subsystem_health: subsystemHealth(view),
});

export function aiStatusJson(view: ExecutiveView): z.output<typeof aiStatusSchema> {
  const { policy, stage, brake } = view;
  const { modes, mandate } = policy;
  return {
    status: view.health.status,
    integration_stage: stage.current,
    stage_since: isoTime(stage.since),
    next_stage_needs: stage.criteria.map(({ isMet, ...criterion }) => ({ ...criterion, is_met: isMet })),
    emergency_brake: brake !== undefined,
    brake: brake === undefined ? null : { since: isoTime(brake.since), by: brake.by, reason: brake.reason },
    trading_mode: modes.tradingMode,
    capital_profile: modes.capitalProfile,
    operating_mode: modes.operatingMode,
    system_risk_mode: modes.systemRiskMode,
    ess_state: modes.essState,
    ess_level: modes.essLevel,
    exit_mode: policy.exitMode,
    frozen: modes.frozen,
    entries_allowed: mandate.envelope.entriesAllowed,
    policy_version: policy.version,
    roles_active: view.activeSeats.length,
    last_update: isoTime(view.atMs),
  };
}

export const subsystemsJson = ({ subsystems }: ExecutiveView): z.output<typeof subsystemsSchema> => ({
  subsystems: subsystems.map((each) => ({
    name: each.name,
    registered: each.isRegistered,
    configured_mode: each.configuredMode,
    effective_mode: each.effectiveMode,
    status: each.status,
    health_score: each.score,
    issues: [...each.issues],
  })),
});

export function aiDecisionsJson(records: readonly DecisionRecord[], runId: string): z.output<typeof aiDecisionsSchema> {
  const decisions = records.map((record) => ({
    ...decisionJson(record, runId),
    outcome: record.outcome,
    outcome_by: record.outcomeBy === null ? null : decisionUuid(runId, record.outcomeBy),
  }));
  return { total: decisions.length, decisions };
}

export type ExecutiveMetrics = {
  readonly federation: MetricsReport;
  readonly pulse: PulseView;
  readonly riskScore: number;
  readonly globalState: GlobalState | undefined;
  readonly models: readonly ModelPerformance[];
  readonly cycle: CycleTimes | undefined;
};

export function aiMetricsJson(metrics: ExecutiveMetrics): z.output<typeof aiMetricsSchema> {
  const { federation, pulse, riskScore, globalState, models, cycle } = metrics;
  return {
    federation: {
      decisions_last_hour: federation.decisionsLastHour,
      decisions_per_hour: federation.decisionsPerHour,
      pace: federation.pace,
      conflict_share: federation.conflictShare,
      override_share: federation.overrideShare,
      freezes_last_week: federation.freezesLastWeek,
      data_completeness: globalState?.dataCompleteness ?? 0,
      state_staleness_seconds: globalState === undefined ? null : globalState.staleness / seconds(1),
    },
    ai_ceo: {
      decision_cycle_ms: cycle === undefined ? null : { mean: cycle.meanMs, worst: cycle.worstMs, of: cycle.entries },
      mode_switches_last_hour: pulse.modeSwitchesLastHour,
    },
    ai_ro: { risk_score: riskScore, risk_score_trend: pulse.riskScoreTrend, alerts_last_day: pulse.riskAlertsLastDay },
    ai_so: {
      recommendation_changes_last_day: pulse.strategyChangesLastDay,
      models: models.map(({ model, winRate, sharpe, cases }) => ({
        model,
        accuracy: winRate ?? null,
        win_rate: winRate ?? null,
        sharpe_ratio: sharpe ?? null,
        cases,
      })),
    },
  };
}
