/**
 * What a seat says: one decision of one kind, with the reason in words.
 *
 * `DecisionPayloads` is the vocabulary of the council; a new kind is one line here. Kinds that set something are held
 * as a stance until the seat changes its mind; CASHFLOW, RESEARCH_TASK, OVERRIDE and UNFREEZE are acts (resolutions
 * 12a). Payloads: seed 000, "Decision Types"; OPERATING_MODE from seed 001, the controller's three from 002 and 003.
 */
import type { DurationMs, EpochMs, Fraction, Ratio, UsdAmount } from "../units/units.ts";
import type { CapitalProfile, OperatingMode, RiskMode, TradingMode } from "./modes.ts";

export const freezeSeverities = ["CRITICAL", "HIGH", "MEDIUM"] as const;
export type FreezeSeverity = (typeof freezeSeverities)[number];

export const freezeTriggers = [
  "DRAWDOWN",
  "DAILY_LOSS",
  "CONSECUTIVE_LOSSES",
  "MINIMUM_CAPITAL",
  "ESS_CRITICAL",
  "SYSTEM_EMERGENCY",
  "KILL_SWITCH",
  "SAFETY_FAILURE",
] as const;
export type FreezeTrigger = (typeof freezeTriggers)[number];

/** Which of the CFO's rules split the profit. Source: seed 000, "Cashflow"; order from resolutions 22. */
export const cashflowScenarios = [
  "HIGH_DRAWDOWN",
  "LOW_RESERVES",
  "STRONG_PROFITS",
  "EXCESS_RESERVES",
  "START_VALUES",
] as const;
export type CashflowScenario = (typeof cashflowScenarios)[number];

/** Source: seed 000, "Research Task". */
export const researchTaskTypes = [
  "hyperparameter_tuning",
  "feature_engineering",
  "model_retraining",
  "risk_analysis",
  "backtest_strategy",
] as const;
export type ResearchTaskType = (typeof researchTaskTypes)[number];

export type DecisionPayloads = {
  CAPITAL_PROFILE: {
    profile: CapitalProfile;
    maxRiskPerTradeFraction: Fraction;
    maxDailyRiskFraction: Fraction;
    maxPositions: number;
  };
  /** No duration means until the rule says otherwise. */
  MODE_CHANGE: { mode: TradingMode; durationMs: DurationMs | null };
  RISK_ADJUSTMENT: {
    maxLeverageRatio: Ratio;
    maxPositionUsd: UsdAmount;
    maxDrawdownFraction: Fraction;
    maxExposureFraction: Fraction;
    /** Widens the stop distance, and so shrinks the size, of new positions. */
    stopLossMultiplierRatio: Ratio;
  };
  ESS_POLICY: { cautionFraction: Fraction; warningFraction: Fraction; criticalFraction: Fraction };
  FREEZE: {
    trigger: FreezeTrigger;
    /** Null means indefinite. */
    durationMs: DurationMs | null;
    severity: FreezeSeverity;
    requiresReview: boolean;
    affectedSubsystems: readonly string[];
  };
  UNFREEZE: { frozenForMs: DurationMs; releasedBy: string };
  OPERATING_MODE: { mode: OperatingMode; confidenceFraction: Fraction };
  /** Weights add up to one; a model without a weight is not asked. */
  STRATEGY_ALLOCATION: {
    modelWeights: Readonly<Record<string, Fraction>>;
    activeStrategies: readonly string[];
  };
  SYMBOL_UNIVERSE: { activeSymbols: readonly string[]; excludedSymbols: readonly string[] };
  /** Shares of new profit; they add up to one. */
  CASHFLOW: {
    scenario: CashflowScenario;
    profitLockFraction: Fraction;
    reinvestFraction: Fraction;
    reserveBufferFraction: Fraction;
  };
  RESEARCH_TASK: {
    taskType: ResearchTaskType;
    description: string;
    estimatedDurationHours: number;
    expectedImpact: string;
    /** Null where the task is about the portfolio, not a model. */
    modelName: string | null;
  };
  /** `isEmergency`: critical health; entries stop until it is over. */
  RISK_MODE: { mode: RiskMode; isEmergency: boolean };
  /** A blocked model has no weight in the ensemble. One that is in neither list has not been judged yet. */
  STRATEGY_LISTS: { allowedStrategies: readonly string[]; blockedStrategies: readonly string[] };
  THRESHOLDS: { minConfidenceFraction: Fraction; maxRiskPerTradeFraction: Fraction; maxPositions: number };
  OVERRIDE: { overriddenDecisionId: string; overriddenKind: string; overriddenSeat: string };
};
export type DecisionKind = keyof DecisionPayloads;
/** The ten of seed 000, "Decision Types", then ours: UNFREEZE (resolutions 15), OPERATING_MODE (seed 001), the controller's (12a). */
export const decisionKinds = [
  "CAPITAL_PROFILE",
  "MODE_CHANGE",
  "RISK_ADJUSTMENT",
  "ESS_POLICY",
  "STRATEGY_ALLOCATION",
  "SYMBOL_UNIVERSE",
  "CASHFLOW",
  "RESEARCH_TASK",
  "OVERRIDE",
  "FREEZE",
  "UNFREEZE",
  "OPERATING_MODE",
  "RISK_MODE",
  "STRATEGY_LISTS",
  "THRESHOLDS",
] as const satisfies readonly DecisionKind[];

/** Kinds that happen once and set nothing: nobody holds them as a stance (resolutions 12a). */
export const acts = ["CASHFLOW", "RESEARCH_TASK", "OVERRIDE", "UNFREEZE"] as const satisfies readonly DecisionKind[];
export const isAct = (kind: DecisionKind): boolean => acts.some((act) => act === kind);

export const priorities = ["CRITICAL", "HIGH", "NORMAL", "LOW"] as const;
export type Priority = (typeof priorities)[number];
/** 1 is most urgent (resolutions 55). */
export const priorityNumber = (priority: Priority): number => priorities.indexOf(priority) + 1;

/**
 * Most senior first (resolutions 5). The operator speaks through commands and sits in no council. The controller sits
 * beside the CEO; no kind of decision is both of theirs.
 */
export const seniority = ["OPERATOR", "SUPERVISOR", "CRO", "CEO", "CONTROLLER", "CIO", "CFO", "RESEARCHER"] as const;
export type Seat = (typeof seniority)[number];

export type Decision<Kind extends DecisionKind = DecisionKind> = {
  readonly [K in Kind]: {
    readonly kind: K;
    readonly payload: Readonly<DecisionPayloads[K]>;
    readonly priority: Priority;
    readonly reason: string;
  };
}[Kind];

/** A decision someone currently stands by. `seq` is the journal entry that caused it, `index` its place among them. */
export type Stance<Kind extends DecisionKind = DecisionKind> = {
  readonly seat: Seat;
  readonly seq: number;
  readonly index: number;
  readonly decidedAt: EpochMs;
  readonly decision: Decision<Kind>;
};

/** `seq-index`: unique in a journal, the same in every replay of it. */
export const decisionId = (stance: Pick<Stance, "seq" | "index">): string => `D${stance.seq}-${stance.index}`;
