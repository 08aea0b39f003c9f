/** Facts of execution, and its part of the configuration: what an entry cost in the end, and fills that slipped too far. */
import { z } from "zod";
import { defaultExecution, executionStyles } from "../domain/execution.ts";
import { subsystemModes } from "../domain/subsystem.ts";
import { defineEvent } from "./define-event.ts";
import {
  bpsField,
  countField,
  durationMsField,
  epochMsField,
  orderIdField,
  priceField,
  quantityField,
  textField,
} from "./fields.ts";

/** Of a fund before execution had a choice: every entry is MARKET. */
export const executionSchema = z
  .strictObject({
    choosesStyle: z.boolean(),
    slices: z.boolean(),
    maxSlippageBps: bpsField,
    maxSpreadBps: bpsField,
    makerWaitMs: durationMsField,
    pauseMs: durationMsField,
  })
  .default(defaultExecution);

export const executionCompleted = defineEvent(
  "execution.completed",
  1,
  "An entry is worked to its end: how much of it was bought, and its shortfall against the price it was decided at, split.",
  z.strictObject({
    /** The id of its first order. */
    parentId: orderIdField,
    symbol: textField,
    strategy: textField,
    style: z.enum(executionStyles),
    openedAtMs: epochMsField,
    /** Orders it was worked by. */
    children: countField.min(1),
    decidedQuantity: quantityField,
    filledQuantity: quantityField,
    arrivalPriceUsd: priceField,
    averagePriceUsd: priceField.nullable(),
    /** Null where nobody could say: in a symbol without turnover. */
    expectedSlippageBps: z.number().nullable(),
    /** Of what was bought; null when nothing was. */
    slippageBps: z.number().nullable(),
    /** Of the value decided on; they add up to the total. */
    delayBps: z.number(),
    impactBps: z.number(),
    feeBps: z.number(),
    opportunityBps: z.number(),
    totalBps: z.number(),
    reason: textField,
  }),
);

export const slippageBreached = defineEvent(
  "slippage.breached",
  1,
  "A fill was worse than the price its order was decided at by more than allowed. Entries in the symbol pause, where the hook is enforced.",
  z.strictObject({
    symbol: textField,
    orderId: orderIdField,
    mode: z.enum(subsystemModes),
    slippageBps: bpsField,
    limitBps: bpsField,
    pausedUntilMs: epochMsField.nullable(),
  }),
);
