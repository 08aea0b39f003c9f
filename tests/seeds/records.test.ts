/**
 * Decisions as REST prints them: for each of the seed's ten types the seed's own field names, the fractions its `_pct` fields
 * hold, minutes for its durations, and a schema that refuses a record with a field missing.
 */
import { describe, expect, it } from "vitest";
import { decisionJson } from "../../src/apps/live/http/federation-json.ts";
import { decisionSchema as printed } from "../../src/apps/live/http/federation-schemas.ts";
import type { DecisionKind } from "../../src/kernel/domain/decision.ts";
import { decisionSchema } from "../../src/kernel/events/governance-events.ts";
import { start } from "../scenarios/given.ts";

type Row = readonly [id: string, kind: DecisionKind, inside: object, outside: Readonly<Record<string, unknown>>];

const rows: readonly Row[] = [
  [
    "000-CEO-01",
    "CAPITAL_PROFILE",
    { profile: "NORMAL", maxRiskPerTradeFraction: 0.02, maxDailyRiskFraction: 0.05, maxPositions: 5 },
    { profile: "NORMAL", max_risk_per_trade_pct: 0.02, max_daily_risk_pct: 0.05, max_positions: 5 },
  ],
  ["000-MODE-01", "MODE_CHANGE", { mode: "PAUSED", durationMs: 1_800_000 }, { mode: "PAUSED", duration_minutes: 30 }],
  ["000-MODE-02", "MODE_CHANGE", { mode: "SHADOW", durationMs: null }, { mode: "SHADOW", duration_minutes: null }],
  [
    "000-CRO-01",
    "RISK_ADJUSTMENT",
    {
      maxLeverageRatio: 10,
      maxPositionUsd: 10_000,
      maxDrawdownFraction: 0.08,
      maxExposureFraction: 0.9,
      stopLossMultiplierRatio: 1,
    },
    {
      max_leverage: 10,
      max_position_size_usd: 10_000,
      max_drawdown_pct: 0.08,
      max_exposure_pct: 0.9,
      stop_loss_multiplier: 1,
    },
  ],
  [
    "000-ESS-01",
    "ESS_POLICY",
    { cautionFraction: 0.03, warningFraction: 0.05, criticalFraction: 0.08 },
    { caution_threshold_pct: 0.03, warning_threshold_pct: 0.05, critical_threshold_pct: 0.08 },
  ],
  [
    "000-CIO-01",
    "STRATEGY_ALLOCATION",
    { modelWeights: { xgboost: 0.6, nhits: 0.4 }, activeStrategies: ["xgboost", "nhits"] },
    { model_weights: { xgboost: 0.6, nhits: 0.4 }, active_strategies: ["xgboost", "nhits"] },
  ],
  [
    "000-UNI-01",
    "SYMBOL_UNIVERSE",
    { activeSymbols: ["BTCUSDT", "ETHUSDT", "SOLUSDT"], excludedSymbols: ["XRPUSDT"] },
    { active_symbols: ["BTCUSDT", "ETHUSDT", "SOLUSDT"], excluded_symbols: ["XRPUSDT"] },
  ],
  [
    "000-CFO-01",
    "CASHFLOW",
    { scenario: "START_VALUES", profitLockFraction: 0.3, reinvestFraction: 0.6, reserveBufferFraction: 0.1 },
    { scenario: "START_VALUES", profit_lock_pct: 0.3, reinvest_pct: 0.6, reserve_buffer_pct: 0.1 },
  ],
  [
    "000-RES-01",
    "RESEARCH_TASK",
    {
      taskType: "hyperparameter_tuning",
      description: "search anew",
      estimatedDurationHours: 8,
      expectedImpact: "Sharpe up by 0.3 to 0.5",
      modelName: "xgboost",
    },
    {
      task_type: "hyperparameter_tuning",
      description: "search anew",
      estimated_duration_hours: 8,
      expected_impact: "Sharpe up by 0.3 to 0.5",
      model_name: "xgboost",
    },
  ],
  [
    "000-SUP-01",
    "OVERRIDE",
    { overriddenDecisionId: "D1-0", overriddenKind: "CAPITAL_PROFILE", overriddenSeat: "CEO" },
    { overridden_decision_id: expect.stringMatching(/^[0-9a-f-]{36}$/), reason: "because" },
  ],
  [
    "000-FRZ-01",
    "FREEZE",
    {
      trigger: "DRAWDOWN",
      durationMs: 7_200_000,
      severity: "CRITICAL",
      requiresReview: true,
      affectedSubsystems: ["trading", "execution"],
    },
    {
      duration_minutes: 120,
      severity: "CRITICAL",
      requires_manual_review: true,
      affected_subsystems: ["trading", "execution"],
      reason: "because",
    },
  ],
];

const without = (record: object, field: string): object =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== field));

describe.each(rows)("%s: %s", (_, kind, inside, outside) => {
  const decision = decisionSchema.parse({ kind, payload: inside, priority: "HIGH", reason: "because" });
  const record = decisionJson(
    { id: "D7-1", at: start, seat: "CEO", decision, outcome: "STANDS", outcomeBy: null },
    "run-1",
  );

  it("is printed with the seed's names and units", () => expect(record.payload).toEqual(outside));
  it("is what its schema says", () => expect(printed.parse(record)).toEqual(record));
  it.each(Object.keys(outside))("is refused without %s", (field) =>
    expect(printed.safeParse({ ...record, payload: without(record.payload, field) }).success).toBe(false),
  );
});

describe("000-API-05: a decision record", () => {
  const decision = decisionSchema.parse({
    kind: "MODE_CHANGE",
    payload: { mode: "LIVE", durationMs: null },
    priority: "NORMAL",
    reason: "because",
  });
  const record = decisionJson(
    { id: "D7-1", at: start, seat: "CEO", decision, outcome: "STANDS", outcomeBy: null },
    "run-1",
  );
  it("carries type, source, priority, time and reason", () =>
    expect(record).toMatchObject({
      decision_type: "MODE_CHANGE",
      role_source: "ceo",
      priority: 3,
      timestamp: "2020-09-13T00:00:00.000Z",
      reason: "because",
    }));
  it.each(["decision_id", "decision_type", "role_source", "priority", "timestamp", "reason", "payload"])(
    "is refused without %s",
    (field) => expect(printed.safeParse(without(record, field)).success).toBe(false),
  );
});
