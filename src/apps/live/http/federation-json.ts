/** From the fund's read model to the words of seed 000's REST API. */
import type { ExecutiveView } from "../../../kernel/analytics/view/executive-view.ts";
import type { DecisionRecord } from "../../../kernel/analytics/view/history.ts";
import {
  type Decision,
  type DecisionKind,
  type DecisionPayloads,
  priorityNumber,
  type Seat,
} from "../../../kernel/domain/decision.ts";
import { minutes } from "../../../kernel/units/units.ts";
import { decisionUuid } from "./decision-uuid.ts";
import type { DecisionJson, DecisionPayload } from "./federation-schemas.ts";

export const isoTime = (atMs: number): string => new Date(atMs).toISOString();

const roleNames = {
  OPERATOR: "manual",
  SUPERVISOR: "supervisor",
  CRO: "cro",
  CEO: "ceo",
  CONTROLLER: "controller",
  CIO: "cio",
  CFO: "cfo",
  RESEARCHER: "researcher",
} as const satisfies Record<Seat, string>;

export function healthJson({ activeSeats, health }: ExecutiveView) {
  const statuses = {
    OPTIMAL: "healthy",
    HEALTHY: "healthy",
    DEGRADED: "degraded",
    CRITICAL: "critical",
    EMERGENCY: "emergency",
  } as const;
  return {
    status: statuses[health.status],
    service: "federation-ai" as const,
    version: "3.0.0" as const,
    roles_active: activeSeats.length,
  };
}

export function statusJson({ activeSeats, atMs }: ExecutiveView, decisionsMade: number) {
  const sits = (seat: Seat): boolean => activeSeats.includes(seat);
  return {
    roles: {
      ceo: sits("CEO"),
      cio: sits("CIO"),
      cro: sits("CRO"),
      cfo: sits("CFO"),
      researcher: sits("RESEARCHER"),
      controller: sits("CONTROLLER"),
      supervisor: sits("SUPERVISOR"),
    },
    total_decisions: decisionsMade,
    last_update: isoTime(atMs),
  };
}

/** Ranks are the seed's: supervisor 1 to researcher 6; the operator stands above them, the controller beside the CEO. */
const ranks = {
  OPERATOR: 0,
  SUPERVISOR: 1,
  CRO: 2,
  CEO: 3,
  CONTROLLER: 3,
  CIO: 4,
  CFO: 5,
  RESEARCHER: 6,
} as const satisfies Record<Seat, number>;

export const decisionJson = ({ id, at, seat, decision }: DecisionRecord, runId: string): DecisionJson => ({
  decision_id: decisionUuid(runId, id),
  id,
  decision_type: decision.kind,
  role_source: roleNames[seat],
  role_rank: ranks[seat],
  priority: priorityNumber(decision.priority),
  timestamp: isoTime(at),
  reason: decision.reason,
  payload: payloadJson(decision, runId),
});

const inMinutes = (durationMs: number | null): number | null => (durationMs === null ? null : durationMs / minutes(1));

function payloadJson({ kind, payload, reason }: Decision, runId: string): DecisionPayload {
  switch (kind) {
    case "CAPITAL_PROFILE":
      return {
        profile: payload.profile,
        max_risk_per_trade_pct: payload.maxRiskPerTradeFraction,
        max_daily_risk_pct: payload.maxDailyRiskFraction,
        max_positions: payload.maxPositions,
      };
    case "MODE_CHANGE":
      return { mode: payload.mode, duration_minutes: inMinutes(payload.durationMs) };
    case "RISK_ADJUSTMENT":
      return riskJson(payload);
    case "ESS_POLICY":
      return {
        caution_threshold_pct: payload.cautionFraction,
        warning_threshold_pct: payload.warningFraction,
        critical_threshold_pct: payload.criticalFraction,
      };
    case "FREEZE":
      return {
        duration_minutes: inMinutes(payload.durationMs),
        affected_subsystems: [...payload.affectedSubsystems],
        severity: payload.severity,
        requires_manual_review: payload.requiresReview,
        reason,
      };
    case "OPERATING_MODE":
      return { operating_mode: payload.mode, confidence: payload.confidenceFraction };
    case "STRATEGY_ALLOCATION":
      return { model_weights: payload.modelWeights, active_strategies: [...payload.activeStrategies] };
    case "SYMBOL_UNIVERSE":
      return { active_symbols: [...payload.activeSymbols], excluded_symbols: [...payload.excludedSymbols] };
    case "CASHFLOW":
      return {
        profit_lock_pct: payload.profitLockFraction,
        reinvest_pct: payload.reinvestFraction,
        reserve_buffer_pct: payload.reserveBufferFraction,
        scenario: payload.scenario,
      };
    case "RESEARCH_TASK":
      return taskJson(payload);
    case "RISK_MODE":
      return { risk_mode: payload.mode, emergency: payload.isEmergency };
    case "STRATEGY_LISTS":
      return listsJson(payload);
    case "THRESHOLDS":
      return thresholdsJson(payload);
    case "UNFREEZE":
      return { frozen_for_minutes: payload.frozenForMs / minutes(1), released_by: payload.releasedBy };
    case "OVERRIDE":
      return { overridden_decision_id: decisionUuid(runId, payload.overriddenDecisionId), reason };
  }
}

type Payload<Kind extends DecisionKind> = Readonly<DecisionPayloads[Kind]>;

const riskJson = (payload: Payload<"RISK_ADJUSTMENT">): DecisionPayload => ({
  max_leverage: payload.maxLeverageRatio,
  max_position_size_usd: payload.maxPositionUsd,
  max_drawdown_pct: payload.maxDrawdownFraction,
  max_exposure_pct: payload.maxExposureFraction,
  stop_loss_multiplier: payload.stopLossMultiplierRatio,
});

const taskJson = (payload: Payload<"RESEARCH_TASK">): DecisionPayload => ({
  task_type: payload.taskType,
  description: payload.description,
  estimated_duration_hours: payload.estimatedDurationHours,
  expected_impact: payload.expectedImpact,
  model_name: payload.modelName,
});

const listsJson = (payload: Payload<"STRATEGY_LISTS">): DecisionPayload => ({
  allowed_strategies: [...payload.allowedStrategies],
  blocked_strategies: [...payload.blockedStrategies],
});

const thresholdsJson = (payload: Payload<"THRESHOLDS">): DecisionPayload => ({
  global_min_confidence: payload.minConfidenceFraction,
  max_risk_per_trade: payload.maxRiskPerTradeFraction,
  max_positions: payload.maxPositions,
});
