/**
 * Bodies and answers of the commands: seed 000's where it prints them, ours in its manner.
 *
 * Unknown fields are refused, so that a misspelt limit never passes for an applied one. `operator` and
 * `expires_minutes` are ours: without them a command may only tighten (resolutions 8).
 */
import { z } from "zod";
import { essStates, exitModes, riskModes, tradingModes } from "../../../kernel/domain/modes.ts";
import { integrationStages } from "../../../kernel/domain/subsystem.ts";

/** Shown on terminals and pages, so control characters stay out. */
const printable = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(
      /^[^\p{Cc}\s]\P{Cc}*$/u,
      "expected a text that begins with a letter or sign and holds no control characters",
    );
const reason = printable(500).describe("Why, in words; kept in the journal.");
const operator = printable(100).describe("Name of whoever orders it.");
const share = z.number().min(0).max(1);
/** A year; longer waits are `until further notice`. */
const longestMinutes = 525_600;
const shortestMinutes = 0.1;
const minutesField = z.number().min(shortestMinutes).max(longestMinutes);
const secondsField = z.number().min(1).max(86_400).optional().describe("Seconds.");

const token = z
  .string()
  .trim()
  .min(8)
  .max(100)
  .regex(/^[\w-]+$/, "expected letters, digits, - and _");
const named = { reason, operator: operator.optional() };
const temporary = {
  ...named,
  expires_minutes: minutesField.optional().describe("Needed to loosen, together with operator; 15 at most."),
  approval: token.optional().describe("Of a second person, where one is needed: the token he approved with."),
};
/** Some of several fields, one at least. */
const someOf = <Shape extends z.ZodObject>(schema: Shape, fields: readonly string[]) =>
  schema.refine((body) => Object.entries(body).some(([name, value]) => value !== undefined && fields.includes(name)), {
    error: `expected one of these at least: ${fields.join(", ")}`,
  });

export const modeBody = z.strictObject({
  mode: z.enum(tradingModes),
  duration_minutes: minutesField.optional().describe("How long; without it until the operator says otherwise."),
  ...temporary,
});

export const riskModeBody = z.strictObject({
  risk_mode: z.enum(riskModes),
  duration_minutes: minutesField.optional().describe("How long; without it until the operator says otherwise."),
  ...temporary,
});

export const riskFields = {
  max_leverage: z.number().min(0).max(1_000).optional(),
  max_position_size_usd: z.number().min(0).max(1e12).optional(),
  max_drawdown_pct: share.optional().describe("Fraction: 0.05 is five percent."),
  max_exposure_pct: share.optional().describe("Fraction of tradable capital."),
  stop_loss_multiplier: z.number().min(0.1).max(100).optional(),
};
const limitsSchema = z.strictObject(riskFields);
export const riskBody = someOf(z.strictObject({ ...riskFields, ...temporary }), Object.keys(riskFields));

/** As seed 001 names them, intervals in seconds; the conductor's is ours. */
export const flagFields = {
  enable_ai_ceo: z.boolean().optional(),
  enable_ai_ro: z.boolean().optional(),
  enable_ai_so: z.boolean().optional(),
  ai_ceo_decision_interval: secondsField,
  ai_ro_assessment_interval: secondsField,
  ai_so_analysis_interval: secondsField,
  federation_update_interval: secondsField,
  ai_hfos_update_interval: secondsField,
};
const flagsSchema = z.strictObject(flagFields);
export const flagsBody = someOf(z.strictObject({ ...flagFields, ...temporary }), Object.keys(flagFields));

/** May be left out: seed 000 sends none. */
export const switchBody = z.strictObject({ reason: reason.optional(), operator: operator.optional() }).nullish();
export const emergencyBody = switchBody;
export const reviewBody = z.strictObject({ operator, reason });
export const approvalBody = z.strictObject({
  token: token.describe("Named by whoever approves, told to whoever overrides; good once, for 15 minutes."),
  operator,
  reason,
});
export const releaseBody = reviewBody;
export const symbolReleaseBody = z.strictObject({
  operator,
  symbol: printable(40).describe("A symbol that is frozen; CASH for a difference in cash."),
  reason,
});
export const tripBody = z.strictObject({ ...named, exit_mode: z.enum(exitModes).optional() });
export const stageBody = z.strictObject({ stage: z.enum(integrationStages), ...named });
export const enableBody = z.strictObject({
  strategy: printable(100).describe("Name of the strategy."),
  operator,
  reason,
});
export const taskBody = z.strictObject({ operator });

export const roleNames = ["ceo", "cio", "cro", "cfo", "researcher", "supervisor", "controller"] as const;
/** Any text passes here: an unknown role is 404, not 400. */
export const roleParams = z.object({ role: z.string().meta({ enum: [...roleNames] }) });
export const taskParams = z.object({ id: z.string().meta({ pattern: "^D\\d+-\\d+$" }) });

const success = z.literal(true);
const decisionUuid = z.uuid().describe("Of the decision in /api/federation/decisions.");

export const modeAnswer = z.strictObject({ success, decision_id: decisionUuid, mode: z.enum(tradingModes) });
export const riskModeAnswer = z.strictObject({ success, decision_id: decisionUuid, risk_mode: z.enum(riskModes) });
export const riskAnswer = z.strictObject({ success, decision_id: decisionUuid, limits: limitsSchema });
export const roleAnswer = z.strictObject({
  success,
  role: z.enum(roleNames),
  status: z.enum(["enabled", "disabled"]),
});
export const reviewAnswer = z.strictObject({
  success,
  frozen: z.boolean(),
  waits_for: z.string().nullable().describe("The first condition that still holds the freeze."),
  ess_state: z.enum(essStates),
});
export const enableAnswer = z.strictObject({ success, strategy: z.string() });
export const symbolReleaseAnswer = z.strictObject({
  success,
  frozen_symbols: z.array(z.string()).describe("Those that are still frozen."),
});
export const approvalAnswer = z.strictObject({ success, token: z.string() });
export const brakeAnswer = z.strictObject({ success, emergency_brake: z.boolean() });
export const tripAnswer = z.strictObject({ success, ess_state: z.enum(essStates), exit_mode: z.enum(exitModes) });
export const stageAnswer = z.strictObject({ success, integration_stage: z.enum(integrationStages) });
export const flagsAnswer = z.strictObject({ success, flags: flagsSchema });
