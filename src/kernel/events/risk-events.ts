/** Facts of the risk officer: its daily assessment and the ceiling it advises. */
import { z } from "zod";
import { estimators } from "../domain/tail.ts";
import { defineEvent } from "./define-event.ts";
import { countField, fractionField, ratioField, textField } from "./fields.ts";

export const riskStateUpdated = defineEvent(
  "risk.state_updated",
  1,
  "The risk officer's daily assessment: one-day VaR and expected shortfall with current weights, score 0 to 100.",
  z.strictObject({
    valueAtRisk95Ratio: ratioField,
    expectedShortfall975Ratio: ratioField,
    sampleDays: countField,
    fromPrior: z.boolean(),
    score: z.number().min(0).max(100),
    worstComponent: textField,
    /** Facts of before 2026-11 lack what follows. */
    estimator: z.enum(estimators).optional(),
    medianShortfall975Ratio: ratioField.optional(),
    worstShortfall975Ratio: ratioField.optional(),
    dailyVolatilityRatio: ratioField.optional(),
    stressScenario: textField.optional(),
    stressLossRatio: ratioField.optional(),
    concentrationRatio: ratioField.optional(),
    daysToSellRatio: ratioField.optional(),
  }),
);

export const riskCeilingUpdated = defineEvent(
  "risk.ceiling_updated",
  1,
  "What the risk officer would allow is another: advice the council sees, without authority.",
  z.strictObject({
    maxLeverageRatio: ratioField,
    maxRiskPerTradeFraction: fractionField,
    maxPositions: countField,
    riskScore: z.number().min(0).max(100),
  }),
);
