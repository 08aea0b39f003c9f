/** Facts of the ensemble: how a model is, and whose weights are in force. */
import { z } from "zod";
import { champions, modelHealths } from "../domain/signal.ts";
import { defineEvent } from "./define-event.ts";
import { countField, fractionField, ratioField, textField } from "./fields.ts";

export const modelHealthChanged = defineEvent(
  "model.health_changed",
  1,
  "A model is well, is found without skill (DEGRADED), has nothing but expired words (STALE) or has none (ABSENT).",
  z.strictObject({ model: textField, from: z.enum(modelHealths), to: z.enum(modelHealths) }),
);

export const championChanged = defineEvent(
  "ensemble.champion_changed",
  1,
  "Online weights took the place of equal weight, or gave it back, by a test of their losses after the fact.",
  z.strictObject({
    from: z.enum(champions),
    to: z.enum(champions),
    meanDifferenceRatio: ratioField,
    pValueFraction: fractionField,
    blocks: countField,
  }),
);
