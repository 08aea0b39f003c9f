/** Facts of the executive: operators' commands, stages, the emergency stop, the CEO's mode, tasks and alerts. */
import { z } from "zod";
import { alertLevels } from "../domain/alert.ts";
import { cashflowScenarios, seniority } from "../domain/decision.ts";
import { emergencyActions } from "../domain/emergency-action.ts";
import { essEvaluators, essStates, exitModes, operatingModes } from "../domain/modes.ts";
import { metaStrategies } from "../domain/strategy-advice.ts";
import { taskStatuses } from "../domain/research-task.ts";
import { healingActions } from "../domain/healing.ts";
import { integrationStages, registeredSubsystems } from "../domain/subsystem.ts";
import { defineEvent } from "./define-event.ts";
import {
  countField,
  decisionIdField,
  durationMsField,
  epochMsField,
  fractionField,
  textField,
  usdField,
} from "./fields.ts";
import { agentFlagsPart } from "./operator-events.ts";

export const commandRefused = defineEvent(
  "operator.command_refused",
  1,
  "An operator's command was well formed and is not allowed: which field, what it was, which rule.",
  z.strictObject({ command: textField, field: textField, value: z.string(), rule: textField }),
);

export const seatSwitched = defineEvent(
  "seat.switched",
  1,
  "A seat of the council rests or is back. What it last said holds while it rests.",
  z.strictObject({ seat: z.enum(seniority), enabled: z.boolean(), by: textField, reason: z.string() }),
);

export const brakeChanged = defineEvent(
  "brake.changed",
  1,
  "The emergency brake is on or off. A freeze is not touched by either.",
  z.strictObject({ engaged: z.boolean(), by: textField, reason: textField }),
);

export const stageChanged = defineEvent(
  "stage.changed",
  1,
  "The fund's integration stage moved: promoted by an operator, or demoted by itself.",
  z.strictObject({
    from: z.enum(integrationStages),
    to: z.enum(integrationStages),
    by: textField,
    reason: textField,
    /** Whether every success criterion of the stage it leaves was met. */
    isEarned: z.boolean(),
  }),
);

export const flagsChanged = defineEvent(
  "policy.flags_changed",
  1,
  "Policy flags were set by an operator, or went back when their time was up.",
  z.strictObject({ flags: agentFlagsPart, by: textField, reason: textField, expiresAtMs: epochMsField.nullable() }),
);

export const essStateChanged = defineEvent(
  "ess.state_changed",
  1,
  "The emergency stop moved on: tripped, liquidating, cooling down, waiting for a review, or armed again.",
  z.strictObject({
    from: z.enum(essStates),
    to: z.enum(essStates),
    evaluator: z.enum(essEvaluators).nullable(),
    reason: textField,
    exitMode: z.enum(exitModes).nullable(),
    /** From the trip until the venue showed nothing left to do. */
    timeToZeroMs: durationMsField.nullable(),
  }),
);

export const ceoModeSwitched = defineEvent(
  "ceo.mode_switched",
  1,
  "The CEO's operating mode is another one, with the reason.",
  z.strictObject({
    newMode: z.enum(operatingModes),
    oldMode: z.enum(operatingModes),
    reason: textField,
    confidenceFraction: fractionField,
  }),
);

export const ceoAlerted = defineEvent(
  "ceo.alerted",
  1,
  "The CEO's evaluation found something to warn about that it had not said before.",
  z.strictObject({ level: z.enum(alertLevels), message: textField, mode: z.enum(operatingModes) }),
);

export const riskAlerted = defineEvent(
  "risk.alerted",
  1,
  "The risk officer sees a threshold broken that was not broken before.",
  z.strictObject({
    level: z.enum(alertLevels),
    alerts: z.array(textField).min(1).readonly(),
    riskScore: z.number().min(0).max(100),
    shouldReduceExposure: z.boolean(),
    shouldPauseTrading: z.boolean(),
  }),
);

export const strategyRecommended = defineEvent(
  "strategy.recommended",
  1,
  "The strategy officer recommends another primary, other fallbacks, another kind of trading, or other models to disable.",
  z.strictObject({
    primary: textField.nullable(),
    fallbacks: z.array(textField).readonly(),
    disable: z.array(textField).readonly(),
    metaStrategy: z.enum(metaStrategies),
    confidenceFraction: fractionField,
  }),
);

export const strategyAlerted = defineEvent(
  "strategy.alerted",
  1,
  "The strategy officer sees something wrong with the models that it had not seen before.",
  z.strictObject({ level: z.enum(alertLevels), alerts: z.array(textField).min(1).readonly() }),
);

const sideSchema = z.strictObject({ who: textField, decisionId: decisionIdField.nullable(), wants: textField });

export const conflictResolved = defineEvent(
  "federation.conflict_resolved",
  1,
  "Two authorities wanted different things of one kind: both sides, who is heard, and by which rule.",
  z.strictObject({ about: textField, heard: sideSchema, overruled: sideSchema, rule: textField }),
);

/** Source: seed 000, "Alerts". */
export const federationAlertLevels = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;

export const alertRaised = defineEvent(
  "federation.alert_raised",
  1,
  "Something a person should know: critical, high, medium or low.",
  z.strictObject({ level: z.enum(federationAlertLevels), what: textField, message: textField }),
);

export const taskChanged = defineEvent(
  "research.task_changed",
  1,
  "A research task was opened, taken, done, or ran out of time.",
  z.strictObject({ taskId: decisionIdField, status: z.enum(taskStatuses), by: textField.nullable() }),
);

export const cashflowPosted = defineEvent(
  "cashflow.posted",
  1,
  "New profit was split: locked, put into reserve, and left to trade with. The parts are whole micro-dollars.",
  z.strictObject({
    scenario: z.enum(cashflowScenarios),
    newProfitUsd: usdField,
    lockedUsd: usdField,
    reservedUsd: usdField,
    reinvestedUsd: usdField,
    lockedTotalUsd: usdField,
    reserveTotalUsd: usdField,
    /** Of the totals, still invested: moved as soon as cash is free. */
    dueUsd: usdField,
  }),
);

export const cashflowSettled = defineEvent(
  "cashflow.settled",
  1,
  "Cash became free and moved to where an earlier split had promised it.",
  z.strictObject({ lockedUsd: usdField, reservedUsd: usdField, dueUsd: usdField }),
);

export const emergencyActionTaken = defineEvent(
  "conductor.emergency_action",
  1,
  "AI-HFOS asks for an emergency action and says through which authority it takes effect.",
  z.strictObject({ action: z.enum(emergencyActions), reason: textField, through: textField }),
);

export const subsystemFailed = defineEvent(
  "subsystem.failed",
  1,
  "A subsystem threw. It is isolated: what it would have said is replaced by its fallback.",
  z.strictObject({ subsystem: textField, message: z.string(), fallback: textField }),
);

export const subsystemHealed = defineEvent(
  "subsystem.healed",
  1,
  "Self-healing acted on a subsystem that threw: watched it, put it in quarantine, started it anew, or gave it up.",
  z.strictObject({
    subsystem: z.enum(registeredSubsystems),
    action: z.enum(healingActions),
    /** False where its mode, the stage or the brake only let it be recorded. */
    isCarriedOut: z.boolean(),
    /** Since it was last healthy or started anew. */
    failures: countField,
    restarts: countField,
    restartAtMs: epochMsField.nullable(),
  }),
);
