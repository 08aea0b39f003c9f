/** The limits of the portfolio balancer, as the configuration carries them. */
import { z } from "zod";
import { allocators } from "../domain/balancer.ts";
import { countField, durationMsField, fractionField, ratioField, textField } from "./fields.ts";

export const balancerSchema = z
  .strictObject({
    allocator: z.enum(allocators),
    rebalanceEveryMs: durationMsField.refine((every) => every > 0, "expected a rebalancing interval above 0"),
    maxPositions: countField,
    maxTotalRiskFraction: fractionField,
    maxRiskPerTradeFraction: fractionField,
    maxSinglePositionFraction: fractionField,
    maxSymbolFraction: fractionField,
    maxSectorEntryFraction: fractionField,
    maxSectorFraction: fractionField,
    maxLeverageEntryRatio: ratioField,
    maxLeverageRatio: ratioField,
    maxNetExposureFraction: fractionField,
    maxSideShareFraction: fractionField,
    maxCorrelationFraction: fractionField,
    sectors: z.record(z.string(), textField),
  })
  .refine(
    ({ maxSectorEntryFraction: entry, maxSectorFraction: broken }) => entry <= broken,
    "expected entries to fill a sector no further than where it breaks",
  );
