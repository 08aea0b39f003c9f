/** `fund.*`: the life of the fund itself. The first event of every epoch carries the whole configuration. */
import { z } from "zod";
import { defaultAgentFlags } from "../domain/agents.ts";
import { defaultBalancer } from "../domain/balancer.ts";
import { noControlLimits } from "../domain/control-limits.ts";
import { defaultCeoThresholds } from "../domain/ceo-thresholds.ts";
import { defaultEss } from "../domain/config.ts";
import { seniority } from "../domain/decision.ts";
import { kernelModels, plainEnsemble } from "../domain/ensemble.ts";
import { defaultHardLimits } from "../domain/hard-limits.ts";
import { capitalProfiles, exitModes } from "../domain/modes.ts";
import { defaultAmplification, defaultIntelligence } from "../domain/position-care.ts";
import { noRanker } from "../domain/ranker.ts";
import { defaultMarketThresholds } from "../domain/regime.ts";
import { defaultController } from "../domain/risk-mode.ts";
import { defaultHealing } from "../domain/healing.ts";
import { defaultSurveillance, unheldFlow } from "../domain/surveillance.ts";
import { integrationStages, subsystemModes } from "../domain/subsystem.ts";
import { noUniverse } from "../domain/universe.ts";
import { balancerSchema } from "./balancer-fields.ts";
import { controlLimitsSchema, surveillanceSchema } from "./control-fields.ts";
import { defineEvent } from "./define-event.ts";
import {
  bpsField,
  countField,
  durationMsField,
  epochMsField,
  fractionField,
  ratioField,
  textField,
  usdField,
} from "./fields.ts";
import { instrumentSchema } from "./instrument-fields.ts";
import { longestHistory } from "../domain/strategy-choice.ts";
import { executionSchema } from "./execution-events.ts";
import { agentFlagsSchema } from "./policy-fields.ts";
import { reconciliationSchema } from "./reconciliation-events.ts";
import { rankerSchema, universeSchema } from "./symbol-choice-fields.ts";
import { amplificationSchema, intelligenceSchema } from "./position-care-fields.ts";

const hardLimitsSchema = z.strictObject({
  maxRiskPerTradeFraction: fractionField,
  maxStopDistanceFraction: fractionField,
  maxDailyLossFraction: fractionField,
  maxDrawdownFraction: fractionField,
  maxOpenDrawdownFraction: fractionField.default(defaultHardLimits.maxOpenDrawdownFraction),
  killSwitchDrawdownFraction: fractionField,
  minEquityUsd: usdField,
  maxLeverageRatio: ratioField,
  maxExposureFraction: fractionField,
  maxOrderShareFraction: fractionField,
  maxOrderNotionalUsd: usdField,
  maxOpenOrders: countField,
  maxConsecutiveLosses: countField,
  priceCollarFraction: fractionField,
  maxReferenceAgeMs: durationMsField,
});

const essSchema = z.strictObject({
  exitMode: z.enum(exitModes),
  coolDownMs: durationMsField,
  maxExecutionErrors: countField.min(1),
  executionErrorWindowMs: durationMsField,
});

const scoreField = z.number().min(0).max(100);
const ceoThresholdsSchema = z.strictObject({
  expansionDrawdownFraction: fractionField,
  preservationDrawdownFraction: fractionField,
  criticalDrawdownFraction: fractionField,
  growthRiskScore: scoreField,
  expansionRiskScore: scoreField,
  defensiveRiskScore: scoreField,
  criticalRiskScore: scoreField,
  growthWinRateFraction: fractionField,
  expansionWinRateFraction: fractionField,
  defensiveWinRateFraction: fractionField,
  requireHealthyForGrowth: z.boolean().default(defaultCeoThresholds.requireHealthyForGrowth),
  allowDegraded: z.boolean().default(defaultCeoThresholds.allowDegraded),
  riseCoolDownMs: durationMsField,
  otherCoolDownMs: durationMsField,
});

const controllerSchema = z.strictObject({
  intervalMs: durationMsField,
  isAutomatic: z.boolean(),
  minConfidenceFraction: fractionField,
});

const marketThresholdsSchema = z
  .strictObject({
    lowVolatilityFraction: fractionField,
    highVolatilityFraction: fractionField,
    strongTrendFraction: fractionField,
  })
  .refine(
    ({ lowVolatilityFraction: low, highVolatilityFraction: high }) => low < high,
    "expected low volatility to end below where high volatility begins",
  );

const strategyChoiceSchema = z.strictObject({
  name: textField,
  version: textField,
  parameters: z.record(z.string(), z.number()).readonly(),
  history: countField.min(1).max(longestHistory),
  features: z.array(textField).readonly(),
  sha256: textField.nullable(),
});

/** The ledger counts to 9 billion USD; a fund may grow ninetyfold before that. */
export const maxStartEquity = 100_000_000;

const mode = z.enum(subsystemModes);
/** What a journal of before the subsystem existed does not name is OFF; those two were always there. */
const off = mode.default("OFF");
const enforced = mode.default("ENFORCED");

const subsystemsSchema = z.strictObject({
  self_healing: off,
  universe_os: enforced,
  pil: off,
  pba: off,
  pal: off,
  dynamic_tpsl: off,
  aelm: off,
  ai_hfos: enforced,
});

const hooksSchema = z.strictObject({
  "universe-filter": mode,
  "confidence-adjustment": off,
  "risk-check": mode,
  "portfolio-check": off,
  "position-sizing": mode,
  "order-type-selection": off,
  "slippage-check": off,
  "position-classification": off,
  "amplification-check": off,
  "exposure-check": off,
  "rebalance-recommendations": off,
  "self-healing-check": off,
  "hfos-coordination": enforced,
});

const healingSchema = z.strictObject({
  checkIntervalMs: durationMsField,
  mayRestart: z.boolean(),
  drawdownWarningFraction: fractionField,
  drawdownCriticalFraction: fractionField,
  minWinRateFraction: fractionField,
  maxLossStreak: countField.min(1),
});

export const fundConfigSchema = z
  .strictObject({
    identity: z.strictObject({
      account: textField,
      venue: textField,
      currency: z.literal("USD"),
      market: textField,
    }),
    instruments: z
      .array(instrumentSchema)
      .min(1)
      .refine((each) => new Set(each.map(({ symbol }) => symbol)).size === each.length, "expected every symbol once")
      .readonly(),
    intervalMs: durationMsField.refine((interval) => interval > 0, "expected a bar interval above 0"),
    startEquityUsd: usdField.refine(
      (equity) => equity > 0 && equity <= maxStartEquity,
      `expected a start equity above 0 and up to ${maxStartEquity} USD`,
    ),
    tradeFromMs: epochMsField,
    seed: countField,
    stage: z.enum(integrationStages),
    isLiveVenue: z.boolean().default(false),
    subsystems: subsystemsSchema.prefault({}),
    seats: z.array(z.enum(seniority)).readonly(),
    essEnabled: z.boolean(),
    ess: essSchema.default(defaultEss),
    surveillance: surveillanceSchema.default({ ...defaultSurveillance, ...unheldFlow }),
    drillEveryMs: durationMsField.nullable().default(null),
    agents: agentFlagsSchema.default(defaultAgentFlags),
    ceoThresholds: ceoThresholdsSchema.default(defaultCeoThresholds),
    startProfile: z.enum(capitalProfiles),
    controller: controllerSchema.default(defaultController),
    ranker: rankerSchema.default(noRanker),
    universe: universeSchema.default(noUniverse),
    market: marketThresholdsSchema.default(defaultMarketThresholds),
    hooks: hooksSchema,
    healing: healingSchema.default(defaultHealing),
    pil: intelligenceSchema.default(defaultIntelligence),
    pal: amplificationSchema.default(defaultAmplification),
    hardLimits: hardLimitsSchema,
    controls: controlLimitsSchema.default(noControlLimits),
    reconciliation: reconciliationSchema,
    execution: executionSchema,
    balancer: balancerSchema.default(defaultBalancer),
    forecasting: z.strictObject({
      momentumLookbackBars: countField.min(2),
      reversionLookbackBars: countField.min(2),
      horizonBars: countField.min(1),
    }),
    ensemble: z
      .strictObject({
        models: z
          .array(z.enum(kernelModels))
          .refine((each) => new Set(each).size === each.length, "expected every model once")
          .readonly(),
        panel: z.enum(subsystemModes),
      })
      .default(plainEnsemble),
    trading: z.strictObject({
      minEdgeBps: bpsField,
      cooldownMs: durationMsField,
      stopAtr: z.number().positive(),
      minStopDistanceFraction: fractionField,
      priceProtectionFraction: fractionField,
      assumedSlippageBps: bpsField,
      maxExpectedShortfallFraction: fractionField,
      minBarTurnoverUsd: usdField,
    }),
    strategies: z
      .array(strategyChoiceSchema)
      .refine((each) => new Set(each.map(({ name }) => name)).size === each.length, "expected every strategy once")
      .readonly()
      .default([]),
    scriptedReviewAfterMs: durationMsField.nullable(),
  })
  .refine(
    ({ seats }) => seats.length === 0 || seats.includes("SUPERVISOR"),
    "expected the SUPERVISOR among the seats, or no seat at all",
  )
  .refine(
    ({ seats, essEnabled }) => !essEnabled || seats.includes("SUPERVISOR"),
    "expected the emergency stop system only with a SUPERVISOR who can release it",
  )
  .refine(
    ({ isLiveVenue, essEnabled }) => !isLiveVenue || essEnabled,
    "expected a SUPERVISOR and the emergency stop system on a live venue",
  )
  .refine(
    ({ isLiveVenue, scriptedReviewAfterMs }) => !isLiveVenue || scriptedReviewAfterMs === null,
    "expected a person, not a script, to give reviews on a live venue",
  )
  .refine(
    ({ isLiveVenue, reconciliation }) => !isLiveVenue || reconciliation.isRequired,
    "expected reconciliation to be required on a live venue",
  );

export const fundOpened = defineEvent(
  "fund.opened",
  1,
  "A new fund starts with this configuration and its start equity as capital.",
  fundConfigSchema,
);

export const fundReconfigured = defineEvent(
  "fund.reconfigured",
  1,
  "A new epoch of the same fund: limits, costs or code changed, positions and freezes stay.",
  fundConfigSchema,
);

export const fundRestarted = defineEvent(
  "fund.restarted",
  1,
  "The process came back. Submits without a recorded outcome become UNKNOWN; a skipped poison entry freezes.",
  z.strictObject({ poison: z.strictObject({ seq: countField, message: z.string() }).nullable() }),
);

export const journalReserveUsed = defineEvent(
  "journal.reserve_used",
  1,
  "The disk is full and the journal's reserve, kept for exits, is gone. Entries stop until a start finds room for it.",
  z.strictObject({ message: z.string() }),
);

export const policyStoreRefused = defineEvent(
  "policy.store_refused",
  1,
  "The policy store did not take a version of the policy in: another writer, or a failure. The fund freezes.",
  z.strictObject({ policyVersion: countField, reason: textField }),
);

export const subsystemStartFailed = defineEvent(
  "subsystem.start_failed",
  1,
  "A subsystem could not be started. It is isolated until the process starts anew; what it would have done is replaced.",
  z.strictObject({ subsystem: textField, message: z.string(), fallback: textField }),
);
