/** Schemas of the policy document and its parts: in facts, in configurations, and in the policy store. */
import { z } from "zod";
import type { StrategyLists } from "../domain/mandate.ts";
import { epochMs } from "../units/units.ts";
import type { PolicyDocument } from "../domain/policy-document.ts";
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
import { describeIssues } from "./define-event.ts";
import { countField, durationMsField, epochMsField, fractionField, ratioField, textField, usdField } from "./fields.ts";

export const agentFlagsSchema = z.strictObject({
  enableCeo: z.boolean(),
  enableRiskOfficer: z.boolean(),
  enableStrategyOfficer: z.boolean(),
  ceoIntervalMs: durationMsField,
  riskOfficerIntervalMs: durationMsField,
  strategyOfficerIntervalMs: durationMsField,
  clerkIntervalMs: durationMsField,
  conductorIntervalMs: durationMsField,
});

const strategies = z.array(textField).readonly();
export const strategyListsSchema = z.strictObject({ allowed: strategies, blocked: strategies });
/** As in a policy of a fund without a controller. */
export const noStrategyLists: StrategyLists = { allowed: [], blocked: [] };

export const policyOverrideSchema = z.strictObject({
  kind: z.enum(["HOLD", "GRANT", "FLAGS"]),
  about: textField,
  value: z.string(),
  setBy: textField,
  reason: z.string(),
  sinceMs: epochMsField,
  expiresAtMs: epochMsField.nullable(),
});

/** What older code left out of a document. */
const unset = <Value>(value: Value) => ({ value, setBy: "configuration", sinceMs: epochMs(0) });

const field = <Schema extends z.ZodType>(value: Schema) =>
  z.strictObject({ value, setBy: textField, sinceMs: epochMsField });

const policyDocumentSchema = z.strictObject({
  version: countField.min(1),
  publishedAtMs: epochMsField,
  limits: z.strictObject({
    maxLeverage: field(ratioField),
    maxPosition: field(usdField),
    maxExposure: field(fractionField),
    maxPositions: field(countField),
    maxRiskPerTrade: field(fractionField),
    maxDailyRisk: field(fractionField),
    maxDrawdown: field(fractionField),
    minConfidence: field(fractionField),
    sizeFactor: field(fractionField),
    entriesAllowed: field(z.boolean()),
  }),
  modes: z.strictObject({
    tradingMode: field(z.enum(tradingModes)),
    capitalProfile: field(z.enum(capitalProfiles)),
    operatingMode: field(z.enum(operatingModes)),
    systemRiskMode: field(z.enum(systemRiskModes)),
    riskMode: field(z.enum(riskModes)).default(unset("NORMAL" as const)),
    emergency: field(z.boolean()).default(unset(false)),
    essState: field(z.enum(essStates)),
    essLevel: field(z.enum(essLevels)),
    systemHealth: field(z.enum(systemHealths)),
    frozen: field(z.boolean()),
    braked: field(z.boolean()),
    stage: field(z.enum(integrationStages)),
  }),
  trading: z.strictObject({
    exitMode: field(z.enum(exitModes)),
    exitAskedAtMs: field(epochMsField.nullable()),
    stopLossMultiplierRatio: field(ratioField),
    maxExpectedShortfallFraction: field(fractionField),
    activeSymbols: field(z.array(textField).readonly()),
    modelWeights: field(z.record(textField, fractionField).nullable()),
    allowedStrategies: field(strategies).default(unset(noStrategyLists.allowed)),
    blockedStrategies: field(strategies).default(unset(noStrategyLists.blocked)),
  }),
  flags: z.strictObject({
    enableCeo: field(z.boolean()),
    enableRiskOfficer: field(z.boolean()),
    enableStrategyOfficer: field(z.boolean()),
    ceoIntervalMs: field(durationMsField),
    riskOfficerIntervalMs: field(durationMsField),
    strategyOfficerIntervalMs: field(durationMsField),
    clerkIntervalMs: field(durationMsField),
    conductorIntervalMs: field(durationMsField),
  }),
  overrides: z.array(policyOverrideSchema).readonly(),
});

/**
 * A policy document that came from outside, such as a file.
 * @returns the document, or the field, value and rule that is broken
 */
export function parsePolicyDocument(value: unknown): PolicyDocument | { readonly refused: string } {
  const result = policyDocumentSchema.safeParse(value);
  return result.success ? result.data : { refused: describeIssues(result.error, "policy") };
}
