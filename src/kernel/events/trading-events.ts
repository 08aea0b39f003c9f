/** Facts of trading: wishes, refusals, orders and what became of them. */
import { z } from "zod";
import { controlIds } from "../domain/control.ts";
import { hookNames } from "../domain/hooks.ts";
import { orderStatuses, orderTypes } from "../domain/order.ts";
import { exitReasons } from "../domain/position.ts";
import { abstentions, agreements, champions, ensembleName } from "../domain/signal.ts";
import { subsystemModes } from "../domain/subsystem.ts";
import { measureUnits } from "../domain/workings.ts";
import { usd } from "../units/units.ts";
import { defineEvent } from "./define-event.ts";
import {
  bpsField,
  countField,
  epochMsField,
  fractionField,
  orderIdField,
  priceField,
  quantityField,
  ratioField,
  textField,
  usdField,
} from "./fields.ts";

const forecastSchema = z.strictObject({
  model: textField,
  symbol: textField,
  upProbability: fractionField,
  sampleSize: z.number().min(0),
  evidence: ratioField,
});

const panelSchema = z.strictObject({
  voices: z
    .array(
      z.strictObject({
        model: textField,
        upProbability: fractionField.nullable(),
        sampleSize: z.number().min(0),
        horizonBars: countField,
        validUntil: epochMsField.nullable(),
        weight: fractionField,
        abstains: z.enum(abstentions).nullable(),
      }),
    )
    .readonly(),
  agreement: z.enum(agreements),
  champion: z.enum(champions),
  pooled: fractionField,
  proven: fractionField.nullable(),
  upProbability: fractionField,
  isObeyed: z.boolean(),
});

const signalSchema = z.strictObject({
  symbol: textField,
  direction: z.enum(["LONG", "OUT", "NONE"]),
  confidence: fractionField,
  expectedEdge: bpsField,
  forecasts: z.array(forecastSchema).readonly(),
  panel: panelSchema.optional(),
});

const hookTraceSchema = z.strictObject({
  hook: textField,
  mode: z.enum(subsystemModes),
  verdict: z.enum(["PASS", "VETO", "FAILED"]),
  note: z.string(),
});

/** Before strategies had names of their own, all that was wished came from the models. */
const strategyField = textField.default(ensembleName);

export const hookTraced = defineEvent(
  "hook.traced",
  1,
  "What a hook that stands outside a wish to trade said, where it is news: execution, after a trade, portfolio, periodic.",
  z.strictObject({ ...hookTraceSchema.shape, hook: z.enum(hookNames), subject: textField }),
);

export const intentProposed = defineEvent(
  "intent.proposed",
  1,
  "A wish to trade with everything behind it: signal, forecasts, what each hook said. Accepted, or refused by name.",
  z.strictObject({
    kind: z.enum(["ENTER", "EXIT"]),
    symbol: textField,
    strategy: strategyField,
    signal: signalSchema,
    stopDistanceFraction: fractionField,
    notionalUsd: usdField,
    hooks: z.array(hookTraceSchema).readonly(),
    outcome: z.enum(["ORDERED", "REFUSED", "SHADOWED"]),
    refusedBy: z.string().nullable(),
    reason: z.string(),
    policyVersion: countField,
  }),
);

const orderFields = {
  id: orderIdField,
  symbol: textField,
  side: z.enum(["BUY", "SELL"]),
  purpose: z.enum(["ENTRY", "EXIT", "STOP"]),
  quantity: quantityField,
  limitPriceUsd: priceField.nullable(),
  stopPriceUsd: priceField.nullable(),
};

export const orderSubmitted = defineEvent(
  "order.submitted",
  1,
  "The guard approved this order; it leaves for the venue once this fact is durable.",
  z.strictObject({
    ...orderFields,
    referencePriceUsd: z.number().nullable(),
    orderType: z.enum(orderTypes).default("MARKET"),
    /** Of an entry: the first order of the parent it works, itself included. */
    parentId: orderIdField.nullable().default(null),
    expectedSlippageBps: z.number().nullable().default(null),
    policyVersion: countField,
    reason: textField,
  }),
);

export const orderRefused = defineEvent(
  "order.refused",
  1,
  "The guard refused this order, naming the check, the limit and the value.",
  z.strictObject({
    ...orderFields,
    quantity: z.number().nullable(),
    limitPriceUsd: z.number().nullable(),
    stopPriceUsd: z.number().nullable(),
    check: textField,
    /** The control of the register that the check belongs to; null in journals of older versions. */
    control: z.enum(controlIds).nullable().default(null),
    reason: textField,
  }),
);

export const controlWarned = defineEvent(
  "control.warned",
  1,
  "A control found a value near its limit, for the first time this UTC day.",
  z.strictObject({
    control: z.enum(controlIds),
    what: textField,
    symbol: textField.nullable(),
    value: z.number(),
    limit: z.number(),
    unit: z.enum(measureUnits),
  }),
);

export const orderStatusChanged = defineEvent(
  "order.status_changed",
  1,
  "An order moved along its life cycle.",
  z.strictObject({
    orderId: orderIdField,
    from: z.enum(orderStatuses),
    to: z.enum(orderStatuses),
    filledQuantity: quantityField,
    note: z.string(),
  }),
);

export const orderAmended = defineEvent(
  "order.amended",
  1,
  "A stop that rests was moved: from now on it triggers here.",
  z.strictObject({ orderId: orderIdField, stopPriceUsd: priceField }),
);

export const tradeExecuted = defineEvent(
  "trade.executed",
  1,
  "A fill was booked: price, quantity and fee as the venue said, profit of the sold part before fees.",
  z.strictObject({
    orderId: orderIdField,
    fillId: textField,
    symbol: textField,
    side: z.enum(["BUY", "SELL"]),
    priceUsd: priceField,
    quantity: quantityField,
    feeUsd: usdField,
    realizedPnlUsd: usdField,
    /** Worse than the price it was decided at, of a stop than its trigger; null where that is not known. */
    slippageBps: z.number().nullable().default(null),
    liquidity: z.enum(["MAKER", "TAKER"]).default("TAKER"),
  }),
);

export const positionOpened = defineEvent(
  "position.opened",
  1,
  "A symbol is held that was not held before.",
  z.strictObject({
    symbol: textField,
    openedBy: orderIdField,
    strategy: strategyField,
    quantity: quantityField,
    averagePriceUsd: priceField,
    stopPriceUsd: priceField,
    initialRiskUsd: usdField,
  }),
);

const tradeFields = {
  tradeId: textField,
  symbol: textField,
  strategy: strategyField,
  openedAtMs: epochMsField,
  closedAtMs: epochMsField,
  quantity: quantityField,
  entryPriceUsd: priceField,
  exitPriceUsd: priceField,
  pnlUsd: usdField,
  feesUsd: usdField,
  rMultipleRatio: ratioField,
  exitReason: z.enum(exitReasons),
};

export const positionClosed = defineEvent(
  "position.closed",
  1,
  "A position is gone: the trade it made, after fees.",
  z.strictObject(tradeFields),
);

export const strategyRested = defineEvent(
  "strategy.rested",
  1,
  "A strategy threw or said nonsense about a symbol. It is not asked about it again until the process restarts.",
  z.strictObject({ strategy: textField, symbol: textField, reason: textField }),
);

export const shadowTradeClosed = defineEvent(
  "shadow.trade_closed",
  1,
  "A trade that was only made on paper while entries were stopped. It never touches equity or streaks.",
  z.strictObject({ symbol: textField, pnlUsd: usdField, shadowPnlUsd: usdField }),
);

export const portfolioSnapshotUpdated = defineEvent(
  "portfolio.snapshot_updated",
  1,
  "Where the money stands, after every fill and at the close of every UTC day.",
  z.strictObject({
    equityUsd: usdField,
    cashUsd: usdField,
    /** Set aside by the CFO: with them cash and positions make up equity, what is due counted once. */
    lockedUsd: usdField.default(usd(0)),
    reserveUsd: usdField.default(usd(0)),
    unrealizedPnlUsd: usdField,
    realizedPnlUsd: usdField,
    /** Of the UTC day. */
    realizedPnlTodayUsd: usdField.default(usd(0)),
    exposureRatio: ratioField,
    drawdownRatio: ratioField,
    openPositions: countField,
  }),
);

export const dayClosed = defineEvent(
  "day.closed",
  1,
  "A UTC day ended with this equity, profit and return.",
  z.strictObject({
    dayStartMs: epochMsField,
    equityUsd: usdField,
    pnlUsd: usdField,
    returnRatio: ratioField,
    worstDrawdownRatio: ratioField,
  }),
);

export const inputIgnored = defineEvent(
  "input.ignored",
  1,
  "An input was well formed but says nothing the fund can use, such as a fill already booked.",
  z.strictObject({ type: textField, reason: textField }),
);
