/** What the controls of the register are set to: the part of the fund's configuration that the guard reads beside the hard limits. */
import { z } from "zod";
import { noControlLimits } from "../domain/control-limits.ts";
import { orderTypes } from "../domain/order.ts";
import { unheldFlow } from "../domain/surveillance.ts";
import { bpsField, countField, durationMsField, fractionField, ratioField, textField } from "./fields.ts";

const limitField = ratioField.refine((limit) => limit >= 0, "expected a limit of at least 0");

const messageRate = z.strictObject({
  perSecond: z.number().min(0),
  perMinute: z.number().min(0),
});

export const controlLimitsSchema = z.strictObject({
  periodMove: z.strictObject({ maxMoveRatio: limitField, windowMs: durationMsField, coolMs: durationMsField }),
  thickness: z.strictObject({ maxBarRatio: limitField, maxDayRatio: limitField, maxTopRatio: limitField }),
  messages: z.strictObject({
    system: messageRate,
    venue: messageRate,
    strategy: messageRate,
    reservedFraction: fractionField,
  }),
  repeats: z.strictObject({ maxExecutions: countField, windowMs: durationMsField }),
  duplicateWindowMs: durationMsField,
  maxNetExposureRatio: limitField,
  maxGroupRatio: limitField,
  minFreeMarginFraction: fractionField.default(noControlLimits.minFreeMarginFraction),
  minLiquidationDistanceAtr: limitField.default(noControlLimits.minLiquidationDistanceAtr),
  maxOpenOrderValueFraction: fractionField,
  allowedSymbols: z.array(textField).readonly().nullable(),
  allowedVenues: z.array(textField).readonly().nullable(),
  allowedOrderTypes: z.array(z.enum(orderTypes)).readonly(),
  maxFrozenBars: countField.min(1),
  maxFeedGapBars: countField,
  maxSourceGapBps: bpsField.refine((gap) => gap > 0, "expected a gap above 0").nullable(),
  maxClockSkewMs: durationMsField,
  maxClockAgeMs: durationMsField,
  maxStrategyDailyLossFraction: fractionField,
  maxOverrideOrderFraction: fractionField,
  overrideNeedsSecondPerson: z.boolean(),
});

/** The lines of what watches the fund while it runs. */
export const surveillanceSchema = z.strictObject({
  acknowledgeWithinMs: durationMsField,
  silentAfterIntervals: countField.min(1),
  flowWindowMs: durationMsField,
  maxOrderToTradeRatio: ratioField,
  maxRejectFraction: fractionField,
  minFlowOrders: countField,
  throttleEveryMs: durationMsField.default(unheldFlow.throttleEveryMs),
  stopAtMultiple: ratioField
    .refine((multiple) => multiple >= 1, "expected at least 1")
    .default(unheldFlow.stopAtMultiple),
  maxSlippageDriftSigmas: ratioField,
  minFills: countField,
  washWindowMs: durationMsField,
  maxUnfilledCancels: countField,
});
