/**
 * Payloads of decisions, field by field: every field of the seed is there under its name in our units, and a decision
 * that misses one is refused by name. With the configured figures the seeds print.
 *
 * Ours name the unit inside (`maxRiskPerTradeFraction`); the REST API has the seed's names (resolutions 4).
 */
import { describe, expect, it } from "vitest";
import { defaultAgentFlags } from "../../src/kernel/domain/agents.ts";
import type { DecisionKind, DecisionPayloads } from "../../src/kernel/domain/decision.ts";
import { defaultHardLimits } from "../../src/kernel/domain/hard-limits.ts";
import { describeIssues } from "../../src/kernel/events/define-event.ts";
import { decisionSchema } from "../../src/kernel/events/governance-events.ts";
import { capitalProfilePayload } from "../../src/kernel/governance/council/ceo/capital-profile.ts";
import { baseRiskLimits } from "../../src/kernel/governance/council/cro/risk-adjustment.ts";
import { decideFreezes, openSupervisor } from "../../src/kernel/governance/council/supervisor/supervisor.ts";
import { stopDistanceFor } from "../../src/kernel/trading/orchestrate/orchestrate.ts";
import { openFeatures } from "../../src/kernel/features/market-features.ts";
import { fraction, ratio } from "../../src/kernel/units/units.ts";
import { briefing } from "../scenarios/given-fund.ts";
import { config } from "../scenarios/given.ts";

type Row = {
  readonly id: string;
  readonly kind: DecisionKind;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The seed's field names with ours. */
  readonly names: Readonly<Record<string, string>>;
};

const rows: readonly Row[] = [
  {
    id: "000-CEO-01",
    kind: "CAPITAL_PROFILE",
    payload: { profile: "NORMAL", maxRiskPerTradeFraction: 0.02, maxDailyRiskFraction: 0.05, maxPositions: 5 },
    names: {
      profile: "profile",
      max_risk_per_trade_pct: "maxRiskPerTradeFraction",
      max_daily_risk_pct: "maxDailyRiskFraction",
      max_positions: "maxPositions",
    },
  },
  {
    id: "000-MODE-01",
    kind: "MODE_CHANGE",
    payload: { mode: "PAUSED", durationMs: 1_800_000 },
    names: { mode: "mode", duration_minutes: "durationMs" },
  },
  {
    id: "000-CRO-01",
    kind: "RISK_ADJUSTMENT",
    payload: {
      maxLeverageRatio: 10,
      maxPositionUsd: 10_000,
      maxDrawdownFraction: 0.08,
      maxExposureFraction: 0.9,
      stopLossMultiplierRatio: 1,
    },
    names: {
      max_leverage: "maxLeverageRatio",
      max_position_size_usd: "maxPositionUsd",
      max_drawdown_pct: "maxDrawdownFraction",
      max_exposure_pct: "maxExposureFraction",
      stop_loss_multiplier: "stopLossMultiplierRatio",
    },
  },
  {
    id: "000-ESS-01",
    kind: "ESS_POLICY",
    payload: { cautionFraction: 0.03, warningFraction: 0.05, criticalFraction: 0.08 },
    names: {
      caution_threshold_pct: "cautionFraction",
      warning_threshold_pct: "warningFraction",
      critical_threshold_pct: "criticalFraction",
    },
  },
  {
    id: "000-CIO-01",
    kind: "STRATEGY_ALLOCATION",
    payload: { modelWeights: { xgboost: 0.6, nhits: 0.4 }, activeStrategies: ["xgboost", "nhits"] },
    names: { model_weights: "modelWeights", active_strategies: "activeStrategies" },
  },
  {
    id: "000-UNI-01",
    kind: "SYMBOL_UNIVERSE",
    payload: { activeSymbols: ["BTCUSDT", "ETHUSDT", "SOLUSDT"], excludedSymbols: [] },
    names: { active_symbols: "activeSymbols", excluded_symbols: "excludedSymbols" },
  },
  {
    id: "000-CFO-01",
    kind: "CASHFLOW",
    payload: {
      scenario: "START_VALUES",
      profitLockFraction: 0.3,
      reinvestFraction: 0.6,
      reserveBufferFraction: 0.1,
    },
    names: {
      profit_lock_pct: "profitLockFraction",
      reinvest_pct: "reinvestFraction",
      reserve_buffer_pct: "reserveBufferFraction",
    },
  },
  {
    id: "000-RES-01",
    kind: "RESEARCH_TASK",
    payload: {
      taskType: "hyperparameter_tuning",
      description: "search anew",
      estimatedDurationHours: 8,
      expectedImpact: "Sharpe up by 0.3 to 0.5",
      modelName: "xgboost",
    },
    names: {
      task_type: "taskType",
      description: "description",
      estimated_duration_hours: "estimatedDurationHours",
      expected_impact: "expectedImpact",
      model_name: "modelName",
    },
  },
  {
    id: "000-SUP-01",
    kind: "OVERRIDE",
    payload: { overriddenDecisionId: "D1-0", overriddenKind: "CAPITAL_PROFILE", overriddenSeat: "CEO" },
    // The reason is the decision's own.
    names: { overridden_decision_id: "overriddenDecisionId" },
  },
  {
    id: "000-FRZ-01",
    kind: "FREEZE",
    payload: {
      trigger: "DRAWDOWN",
      durationMs: 7_200_000,
      severity: "CRITICAL",
      requiresReview: true,
      affectedSubsystems: ["trading", "execution"],
    },
    names: {
      duration_minutes: "durationMs",
      affected_subsystems: "affectedSubsystems",
      severity: "severity",
      requires_manual_review: "requiresReview",
    },
  },
];

const without = (record: Readonly<Record<string, unknown>>, field: string) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== field));

/** `accepted`, or the parser's complaint. */
function parse(kind: DecisionKind, payload: unknown, said: object = { priority: "NORMAL", reason: "why" }): string {
  const result = decisionSchema.safeParse({ kind, payload, ...said });
  return result.success ? "accepted" : describeIssues(result.error, "decision");
}

describe.each(rows)("$id: $kind", ({ kind, payload, names }) => {
  it("is accepted whole", () => expect(parse(kind, payload)).toBe("accepted"));
  it("has every field of the seed", () =>
    expect(Object.keys(payload)).toEqual(expect.arrayContaining(Object.values(names))));
  it.each(Object.keys(payload))("is refused without %s", (field) =>
    expect(parse(kind, without(payload, field))).toContain(`payload.${field}`),
  );
  it.each(Object.keys(payload))("is refused with %s of a wrong kind", (field) =>
    expect(parse(kind, { ...payload, [field]: { wrong: true } })).toContain(`payload.${field}`),
  );
  it("is refused with a field nobody knows", () => expect(parse(kind, { ...payload, more: 1 })).toContain("more"));
  it("is refused without a reason or a priority", () => {
    expect(parse(kind, payload, { priority: "NORMAL" })).toContain("reason");
    expect(parse(kind, payload, { reason: "why" })).toContain("priority");
  });
});

it("000-PART-02: ten decision types of the seed have their schema here", () => expect(rows).toHaveLength(10));

it("000-CFO-01: shares that do not add up to one are refused", () => {
  const payload = { scenario: "START_VALUES", profitLockFraction: 0.3, reinvestFraction: 0.6 };
  expect(parse("CASHFLOW", { ...payload, reserveBufferFraction: 0.2 })).toContain("add up to 1");
});

it("000-MODE-02: no duration means until further notice, and is a value of its own", () => {
  expect(parse("MODE_CHANGE", { mode: "SHADOW", durationMs: null })).toBe("accepted");
  expect(parse("MODE_CHANGE", { mode: "SHADOW", durationMs: 60_000 })).toBe("accepted");
  expect(parse("MODE_CHANGE", { mode: "SHADOW", durationMs: -1 })).toContain("durationMs");
});

it("000-CEO-03: NORMAL is 2 % a trade, 5 % a day, 5 positions", () =>
  expect(capitalProfilePayload("NORMAL")).toEqual({
    profile: "NORMAL",
    maxRiskPerTradeFraction: 0.02,
    maxDailyRiskFraction: 0.05,
    maxPositions: 5,
  }));

describe("the CRO's base", () => {
  const base: DecisionPayloads["RISK_ADJUSTMENT"] = baseRiskLimits;
  it("000-CRO-02: leverage 10, the hard limit", () => {
    expect(base.maxLeverageRatio).toBe(10);
    expect(defaultHardLimits.maxLeverageRatio).toBe(10);
  });
  it("000-CRO-03: position 10,000 USD", () => expect(base.maxPositionUsd).toBe(10_000));
  it("000-CRO-04: drawdown 8 %", () => expect(base.maxDrawdownFraction).toBe(0.08));
  it("000-CRO-05: exposure 90 %, the hard limit", () => {
    expect(base.maxExposureFraction).toBe(0.9);
    expect(defaultHardLimits.maxExposureFraction).toBe(0.9);
  });
  it("000-CRO-06: stop multiplier 1, and stops scale with it", () => {
    expect(base.stopLossMultiplierRatio).toBe(1);
    const features = openFeatures(1, { trend: 8, reversion: 4, outcome: 4 });
    features.atr[0] = 0.01;
    const stops = { ...config, trading: { ...config.trading, stopAtr: 1, minStopDistanceFraction: fraction(0.001) } };
    const distance = (multiplier: number) => stopDistanceFor(features, 0, stops, ratio(multiplier));
    expect([distance(1), distance(1.5)]).toEqual([0.01, 0.015]);
  });
});

it("000-FRZ-02: the freeze of a drawdown lasts 120 minutes, is CRITICAL and asks for a review", () => {
  const [freeze] = decideFreezes(
    briefing({ performance: { drawdown: ratio(0.102) } }),
    openSupervisor(),
    defaultHardLimits,
  );
  expect(freeze?.payload).toMatchObject({ durationMs: 7_200_000, severity: "CRITICAL", requiresReview: true });
  expect(freeze?.payload.affectedSubsystems).toEqual(expect.arrayContaining(["trading", "execution"]));
  expect(freeze?.reason).toBe("drawdown 10.20 % exceeds the limit of 10.00 %");
});

it("001-CFG-01, 001-CFG-02, 001-CFG-03: the three agents are on unless a flag switches them off", () =>
  expect(defaultAgentFlags).toMatchObject({ enableCeo: true, enableRiskOfficer: true, enableStrategyOfficer: true }));
