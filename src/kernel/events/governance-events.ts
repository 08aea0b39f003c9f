/** Facts of governance: decisions, the policy they add up to, freezes and releases. */
import { z } from "zod";
import {
  cashflowScenarios,
  freezeSeverities,
  freezeTriggers,
  priorities,
  researchTaskTypes,
  seniority,
} from "../domain/decision.ts";
import {
  capitalProfiles,
  essLevels,
  essStates,
  exitModes,
  operatingModes,
  riskModes,
  systemHealths,
  systemRiskModes,
  tradingModes,
} from "../domain/modes.ts";
import { integrationStages } from "../domain/subsystem.ts";
import { defaultAgentFlags } from "../domain/agents.ts";
import { limits } from "../domain/risk-envelope.ts";
import { agentFlagsSchema, noStrategyLists, policyOverrideSchema, strategyListsSchema } from "./policy-fields.ts";
import { defineEvent } from "./define-event.ts";
import {
  countField,
  decisionIdField,
  durationMsField,
  epochMsField,
  fractionField,
  ratioField,
  textField,
  usdField,
} from "./fields.ts";

const decided = { priority: z.enum(priorities), reason: textField };

export const decisionSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("CAPITAL_PROFILE"),
    payload: z.strictObject({
      profile: z.enum(capitalProfiles),
      maxRiskPerTradeFraction: fractionField,
      maxDailyRiskFraction: fractionField,
      maxPositions: countField,
    }),
    ...decided,
  }),
  z.strictObject({
    kind: z.literal("MODE_CHANGE"),
    payload: z.strictObject({ mode: z.enum(tradingModes), durationMs: durationMsField.nullable() }),
    ...decided,
  }),
  z.strictObject({
    kind: z.literal("RISK_ADJUSTMENT"),
    payload: z.strictObject({
      maxLeverageRatio: ratioField,
      maxPositionUsd: usdField,
      maxDrawdownFraction: fractionField,
      maxExposureFraction: fractionField,
      stopLossMultiplierRatio: ratioField,
    }),
    ...decided,
  }),
  z.strictObject({
    kind: z.literal("ESS_POLICY"),
    payload: z.strictObject({
      cautionFraction: fractionField,
      warningFraction: fractionField,
      criticalFraction: fractionField,
    }),
    ...decided,
  }),
  z.strictObject({
    kind: z.literal("FREEZE"),
    payload: z.strictObject({
      trigger: z.enum(freezeTriggers),
      durationMs: durationMsField.nullable(),
      severity: z.enum(freezeSeverities),
      requiresReview: z.boolean(),
      affectedSubsystems: z.array(textField).readonly(),
    }),
    ...decided,
  }),
  z.strictObject({
    kind: z.literal("UNFREEZE"),
    payload: z.strictObject({ frozenForMs: durationMsField, releasedBy: textField }),
    ...decided,
  }),
  z.strictObject({
    kind: z.literal("OPERATING_MODE"),
    payload: z.strictObject({ mode: z.enum(operatingModes), confidenceFraction: fractionField }),
    ...decided,
  }),
  z.strictObject({
    kind: z.literal("STRATEGY_ALLOCATION"),
    payload: z.strictObject({
      modelWeights: z.record(textField, fractionField),
      activeStrategies: z.array(textField).readonly(),
    }),
    ...decided,
  }),
  z.strictObject({
    kind: z.literal("SYMBOL_UNIVERSE"),
    payload: z.strictObject({
      activeSymbols: z.array(textField).readonly(),
      excludedSymbols: z.array(textField).readonly(),
    }),
    ...decided,
  }),
  z.strictObject({
    kind: z.literal("CASHFLOW"),
    payload: z
      .strictObject({
        scenario: z.enum(cashflowScenarios),
        profitLockFraction: fractionField,
        reinvestFraction: fractionField,
        reserveBufferFraction: fractionField,
      })
      .refine(
        ({ profitLockFraction, reinvestFraction, reserveBufferFraction }) =>
          Math.abs(profitLockFraction + reinvestFraction + reserveBufferFraction - 1) < 1e-9,
        "expected shares that add up to 1",
      ),
    ...decided,
  }),
  z.strictObject({
    kind: z.literal("RESEARCH_TASK"),
    payload: z.strictObject({
      taskType: z.enum(researchTaskTypes),
      description: textField,
      estimatedDurationHours: z.number().positive(),
      expectedImpact: textField,
      modelName: textField.nullable(),
    }),
    ...decided,
  }),
  z.strictObject({
    kind: z.literal("RISK_MODE"),
    payload: z.strictObject({ mode: z.enum(riskModes), isEmergency: z.boolean() }),
    ...decided,
  }),
  z.strictObject({
    kind: z.literal("STRATEGY_LISTS"),
    payload: z.strictObject({
      allowedStrategies: z.array(textField).readonly(),
      blockedStrategies: z.array(textField).readonly(),
    }),
    ...decided,
  }),
  z.strictObject({
    kind: z.literal("THRESHOLDS"),
    payload: z.strictObject({
      minConfidenceFraction: fractionField,
      maxRiskPerTradeFraction: fractionField,
      maxPositions: countField,
    }),
    ...decided,
  }),
  z.strictObject({
    kind: z.literal("OVERRIDE"),
    payload: z.strictObject({
      overriddenDecisionId: decisionIdField,
      overriddenKind: textField,
      overriddenSeat: textField,
    }),
    ...decided,
  }),
]);

/** The ruling of the round: `STANDS`, or why it does not. */
export const outcomes = ["STANDS", "OVERRIDDEN", "OVERRULED"] as const;

export const decisionMade = defineEvent(
  "ai.federation.decision_made",
  1,
  "A seat decided. Kept with its outcome: it stands, the Supervisor struck it, or a more senior seat rules its kind.",
  z.strictObject({
    decisionId: decisionIdField,
    seat: z.enum(seniority),
    decision: decisionSchema,
    outcome: z.enum(outcomes),
    outcomeBy: decisionIdField.nullable(),
  }),
);

export const policyUpdated = defineEvent(
  "policy.updated",
  2,
  "The mandate changed: every limit that moved, its old and new value, and the authority that set it.",
  z.strictObject({
    policyVersion: countField,
    changes: z.array(
      z.strictObject({
        limit: z.enum(limits),
        from: z.union([z.number(), z.boolean()]).nullable(),
        to: z.union([z.number(), z.boolean()]),
        setBy: textField,
      }),
    ),
    modes: z.strictObject({
      tradingMode: z.enum(tradingModes),
      capitalProfile: z.enum(capitalProfiles),
      operatingMode: z.enum(operatingModes),
      systemRiskMode: z.enum(systemRiskModes),
      riskMode: z.enum(riskModes).default("NORMAL"),
      emergency: z.boolean().default(false),
      essState: z.enum(essStates),
      essLevel: z.enum(essLevels),
      systemHealth: z.enum(systemHealths),
      frozen: z.boolean(),
      braked: z.boolean(),
      stage: z.enum(integrationStages),
    }),
    exitMode: z.enum(exitModes),
    activeSymbols: z.array(textField).readonly(),
    modelWeights: z.record(textField, fractionField).nullable(),
    strategies: strategyListsSchema.default(noStrategyLists),
    flags: agentFlagsSchema.default(defaultAgentFlags),
    overrides: z.array(policyOverrideSchema).readonly().default([]),
  }),
);

export const fundFrozen = defineEvent(
  "fund.frozen",
  1,
  "Entries stop. Exits, stops and the guard go on.",
  z.strictObject({
    trigger: z.enum(freezeTriggers),
    reason: textField,
    timerEndsAtMs: epochMsField.nullable(),
    requiresReview: z.boolean(),
  }),
);

export const fundReleased = defineEvent(
  "fund.released",
  1,
  "The freeze ended: its timer has run, its conditions hold and the review it needs was given. Drawdown starts anew.",
  z.strictObject({ frozenForMs: durationMsField, releasedBy: textField, reasons: z.array(textField).readonly() }),
);

export const essLevelChanged = defineEvent(
  "ess.level_changed",
  1,
  "The emergency stop system sees another level of drawdown, tripped, or was armed again.",
  z.strictObject({
    from: z.enum(essLevels),
    to: z.enum(essLevels),
    state: z.enum(essStates),
    drawdownRatio: ratioField,
  }),
);

export const healthStatusChanged = defineEvent(
  "health.status_changed",
  1,
  "The system is healthier or sicker than before, with the monitors that say so.",
  z.strictObject({
    from: z.enum(systemHealths),
    to: z.enum(systemHealths),
    issues: z.array(textField).readonly(),
  }),
);

export const safetyFailed = defineEvent(
  "safety.failed",
  1,
  "A part of a safety path threw. The fund freezes; nothing is swallowed.",
  z.strictObject({ part: textField, message: z.string() }),
);
