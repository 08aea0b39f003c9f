/** What is configured of the subsystems that watch open positions, as the first event of an epoch carries it. */
import { z } from "zod";
import { durationMsField, fractionField, ratioField } from "./fields.ts";

export const intelligenceSchema = z.strictObject({
  intervalMs: durationMsField,
  winnerRatio: ratioField,
  winnerMaxFallFraction: fractionField,
  toxicMaxFallFraction: fractionField,
  toxicAfterMs: durationMsField,
});

export const amplificationSchema = z.strictObject({
  intervalMs: durationMsField,
  minRatio: ratioField,
  addRatio: ratioField,
  extendTargetRatio: ratioField,
  extendHoldRatio: ratioField,
  maxDrawdownFraction: fractionField,
  maxSizeRatio: ratioField,
  targetExtensionRatio: ratioField,
  holdExtensionMs: durationMsField,
});
