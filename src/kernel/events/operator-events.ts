/**
 * `operator.*` and `drill.*`: what a named human, or the scripted operator standing in for one, orders.
 *
 * A command that names no operator may only tighten; loosening needs operator, reason and expiry (resolutions 8). The
 * kernel decides which it is and answers with the decision it made or with `operator.command_refused`.
 */
import { z } from "zod";
import { seniority } from "../domain/decision.ts";
import { exitModes, riskModes, tradingModes } from "../domain/modes.ts";
import { integrationStages } from "../domain/subsystem.ts";
import { defineEvent } from "./define-event.ts";
import {
  decisionIdField,
  durationMsField,
  epochMsField,
  fractionField,
  ratioField,
  textField,
  usdField,
} from "./fields.ts";

const named = { operator: textField.nullable(), reason: textField };
/** What loosens carries the token of the second person's approval, where one is needed. */
const temporary = { ...named, expiresInMs: durationMsField.nullable(), approval: textField.optional() };

export const operatorReviewGiven = defineEvent(
  "operator.review_given",
  1,
  "A named operator has looked at why the fund froze and releases it once its timer has run.",
  z.strictObject({ operator: textField, reason: textField, scripted: z.boolean() }),
);

export const operatorOverrideApproved = defineEvent(
  "operator.override_approved",
  1,
  "A second person approves one override that somebody else will give within a quarter of an hour, by its token.",
  z.strictObject({ token: textField, operator: textField, reason: textField }),
);

export const operatorModeSet = defineEvent(
  "operator.mode_set",
  1,
  "An operator sets the trading mode, for a while or until he says otherwise.",
  z.strictObject({ mode: z.enum(tradingModes), durationMs: durationMsField.nullable(), ...temporary }),
);

export const operatorRiskModeSet = defineEvent(
  "operator.risk_mode_set",
  1,
  "An operator sets the risk mode, for a while or until he says otherwise; never looser than the controller's.",
  z.strictObject({ mode: z.enum(riskModes), durationMs: durationMsField.nullable(), ...temporary }),
);

export const riskLimitsPart = z.strictObject({
  maxLeverageRatio: ratioField.refine((value) => value >= 0, "expected a leverage of 0 or more").optional(),
  maxPositionUsd: usdField.refine((value) => value >= 0, "expected a position of 0 USD or more").optional(),
  maxDrawdownFraction: fractionField.optional(),
  maxExposureFraction: fractionField.optional(),
  stopLossMultiplierRatio: ratioField.refine((value) => value > 0, "expected a multiplier above 0").optional(),
});

export const operatorRiskSet = defineEvent(
  "operator.risk_set",
  1,
  "An operator sets some of the risk limits.",
  z.strictObject({ limits: riskLimitsPart, ...temporary }),
);

export const operatorSeatSwitched = defineEvent(
  "operator.seat_switched",
  1,
  "An operator lets a seat of the council rest, or calls it back. The Supervisor cannot be switched off.",
  z.strictObject({ seat: z.enum(seniority), enabled: z.boolean(), ...named }),
);

export const operatorBrakeSet = defineEvent(
  "operator.brake_set",
  1,
  "The emergency brake is pulled or let go. It stops entries and every subsystem; it lifts no freeze.",
  z.strictObject({ engaged: z.boolean(), ...named }),
);

export const operatorEssTripped = defineEvent(
  "operator.ess_tripped",
  1,
  "An operator trips the emergency stop by hand; null leaves the exit mode to the configuration.",
  z.strictObject({ exitMode: z.enum(exitModes).nullable(), ...named }),
);

export const operatorStageSet = defineEvent(
  "operator.stage_set",
  1,
  "An operator asks for another integration stage: down at any time, up when it has been earned.",
  z.strictObject({ stage: z.enum(integrationStages), ...named }),
);

export const agentFlagsPart = z.strictObject({
  enableCeo: z.boolean().optional(),
  enableRiskOfficer: z.boolean().optional(),
  enableStrategyOfficer: z.boolean().optional(),
  ceoIntervalMs: durationMsField.optional(),
  riskOfficerIntervalMs: durationMsField.optional(),
  strategyOfficerIntervalMs: durationMsField.optional(),
  clerkIntervalMs: durationMsField.optional(),
  conductorIntervalMs: durationMsField.optional(),
});

export const operatorFlagsSet = defineEvent(
  "operator.flags_set",
  1,
  "An operator changes policy flags, for a while or until he says otherwise.",
  z.strictObject({ flags: agentFlagsPart, ...temporary }),
);

export const operatorDecisionForced = defineEvent(
  "operator.decision_forced",
  1,
  "The CEO evaluates at once instead of waiting for its cycle. Cool-downs hold.",
  z.strictObject({}),
);

export const operatorTaskMoved = defineEvent(
  "operator.task_moved",
  1,
  "Somebody took a research task, or finished it.",
  z.strictObject({ taskId: decisionIdField, to: z.enum(["TAKEN", "DONE"]), operator: textField }),
);

export const operatorStrategyEnabled = defineEvent(
  "operator.strategy_enabled",
  1,
  "Somebody has looked at a strategy that was disabled for repeating itself, and lets it enter again.",
  z.strictObject({ strategy: textField, operator: textField, reason: textField, scripted: z.boolean() }),
);

export const drillCompleted = defineEvent(
  "drill.completed",
  1,
  "A drill of the emergency stop was held on the simulated venue, with its result.",
  z.strictObject({
    startedAtMs: epochMsField,
    passed: z.boolean(),
    timeToZeroMs: durationMsField.nullable(),
    note: textField,
  }),
);
