/**
 * Notices: heartbeats of the agents, projected from state and never journalled (decision 0017).
 *
 * A change is a fact and stands in the journal; that an agent looked and found nothing new is a notice. So years of
 * heartbeats cost a backtest nothing. Source: seed 001, the events each cycle publishes; `system.health_updated` from
 * resolutions 53.
 */
import { z } from "zod";
import { agents } from "../domain/agents.ts";
import { alertLevels } from "../domain/alert.ts";
import { monitorNames } from "../domain/briefing.ts";
import { features } from "../domain/global-state.ts";
import { essLevels, essStates, operatingModes, systemHealths, systemRiskModes } from "../domain/modes.ts";
import { riskLevels } from "../domain/risk-level.ts";
import { metaStrategies, strategyBands } from "../domain/strategy-advice.ts";
import { subsystemStatuses } from "../domain/subsystem.ts";
import { defineEvent, type EventOf } from "./define-event.ts";
import { countField, durationMsField, epochMsField, fractionField, ratioField, textField } from "./fields.ts";

const texts = z.array(textField).readonly();
const scoreField = z.number().min(0).max(100);

export const ceoDecision = defineEvent(
  "ceo.decision",
  1,
  "The CEO evaluated, whether it changed anything or not.",
  z.strictObject({
    operatingMode: z.enum(operatingModes),
    previousMode: z.enum(operatingModes),
    modeChanged: z.boolean(),
    recommendedMode: z.enum(operatingModes),
    primaryReason: textField,
    contributingFactors: texts,
    decisionConfidenceFraction: fractionField,
    alertLevel: z.enum(alertLevels),
    alertCauses: texts,
    decidedAtMs: epochMsField,
  }),
);

export const riskState = defineEvent(
  "risk.state",
  1,
  "What the risk officer sees now.",
  z.strictObject({
    riskScore: scoreField,
    riskLevel: z.enum(riskLevels),
    worstComponent: textField,
    valueAtRisk95Ratio: ratioField,
    expectedShortfall975Ratio: ratioField,
    sampleDays: countField,
    fromPrior: z.boolean(),
    alertLevel: z.enum(alertLevels),
    alerts: texts,
    shouldReduceExposure: z.boolean(),
    shouldPauseTrading: z.boolean(),
  }),
);

export const strategyState = defineEvent(
  "strategy.state",
  1,
  "What the strategy officer sees now: how the models rank, and what it advises.",
  z.strictObject({
    ranked: z.array(z.strictObject({ model: textField, rank: z.number(), band: z.enum(strategyBands) })).readonly(),
    primary: textField.nullable(),
    fallbacks: texts,
    disable: texts,
    models: z
      .array(
        z.strictObject({
          model: textField,
          accuracyFraction: fractionField.nullable(),
          advisedWeightFraction: fractionField,
          daysSinceTraining: z.number().nullable(),
        }),
      )
      .readonly(),
    metaStrategy: z.enum(metaStrategies),
    confidenceFraction: fractionField,
    alertLevel: z.enum(alertLevels),
    alerts: texts,
    analysedAtMs: epochMsField,
  }),
);

export const systemHealthUpdated = defineEvent(
  "system.health_updated",
  1,
  "What AI-HFOS sees now: the health of the system, part by part, the emergency stop, and the risk mode it asks for.",
  z.strictObject({
    systemStatus: z.enum(systemHealths),
    essState: z.enum(essStates),
    essLevel: z.enum(essLevels),
    issues: texts,
    monitors: z
      .array(
        z.strictObject({
          monitor: z.enum(monitorNames),
          score: scoreField,
          status: z.enum(subsystemStatuses),
          issues: texts,
        }),
      )
      .readonly(),
    systemRiskMode: z.enum(systemRiskModes),
  }),
);

export const globalStateUpdated = defineEvent(
  "global_state.updated",
  1,
  "The clerk's snapshot of what every agent decides now.",
  z.strictObject({
    globalMode: z.enum(operatingModes),
    modeDecisionConfidenceFraction: fractionField.nullable(),
    modeReason: textField,
    effectiveRiskLimits: z.strictObject({
      maxLeverageRatio: ratioField,
      maxRiskPerTradeFraction: fractionField,
      varEstimateRatio: ratioField,
      expectedShortfallRatio: ratioField,
    }),
    riskScore: scoreField,
    riskLevel: z.enum(riskLevels),
    shouldReduceExposure: z.boolean(),
    shouldPauseTrading: z.boolean(),
    activeStrategies: texts,
    disabledStrategies: texts,
    metaStrategyMode: textField.nullable(),
    recommendedModels: texts,
    strategyConfidenceFraction: fractionField.nullable(),
    disabledFeatures: z.array(z.enum(features)).readonly(),
    alerts: texts,
    snapshotTimestampMs: epochMsField,
    dataCompletenessFraction: fractionField,
    allAgentsHealthy: z.boolean(),
    stalenessMs: durationMsField,
    agents: z
      .array(
        z.strictObject({
          agent: z.enum(agents),
          isEnabled: z.boolean(),
          lastRunAtMs: epochMsField.nullable(),
          isStale: z.boolean(),
        }),
      )
      .readonly(),
  }),
);

export const noticeDefinitions = [
  ceoDecision,
  riskState,
  strategyState,
  systemHealthUpdated,
  globalStateUpdated,
] as const;

export type Notice = EventOf<(typeof noticeDefinitions)[number]>;
