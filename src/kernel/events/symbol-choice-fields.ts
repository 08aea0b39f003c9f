/** How symbols are ranked and chosen: the part of the fund's configuration that ranker and Universe OS read. */
import { z } from "zod";
import { scoreParts } from "../domain/ranker.ts";
import { universeProfiles } from "../domain/universe.ts";
import { bpsField, countField, durationMsField, fractionField, usdField } from "./fields.ts";

export const rankerSchema = z.strictObject({
  isEnabled: z.boolean(),
  weights: z
    .record(z.enum(scoreParts), fractionField)
    .refine((weights) => Object.values(weights).some((weight) => weight > 0), "expected a weight above 0"),
  minVolume24hUsd: usdField.refine((volume) => volume >= 0, "expected a volume of at least 0"),
  minLiquidityFraction: fractionField,
  topN: countField.min(1),
  leaveBuffer: countField,
  intervalMs: durationMsField,
});

export const universeSchema = z.strictObject({
  isDynamic: z.boolean(),
  profile: z.enum(universeProfiles),
  layer1Size: countField.min(1),
  layer2Size: countField.min(1),
  isBlacklistEnabled: z.boolean(),
  minVolume24hUsd: usdField,
  maxSpreadBps: bpsField,
});
