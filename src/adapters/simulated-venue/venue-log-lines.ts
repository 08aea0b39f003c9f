/**
 * The lines of the simulated venue's log: what was asked, what was reported, and after each bar what reports do not tell.
 *
 * Older logs read: they lack what they had no word for, and an order in them is the fund's.
 */
import { z } from "zod";
import { orderTypes } from "../../kernel/domain/order.ts";
import { cashCauses, foreignCauses } from "../../kernel/domain/venue-report.ts";
import { selfTradePreventions, timesInForce, venueOrderTypes } from "../../kernel/simulation/venue/venue-order.ts";
import { epochMs, fraction, price, quantity, usd } from "../../kernel/units/units.ts";

const priceSchema = z.number().transform(price);
const quantitySchema = z.number().transform(quantity);
const usdSchema = z.number().transform(usd);
const side = z.enum(["BUY", "SELL"]);

const common = {
  id: z.string(),
  symbol: z.string(),
  side,
  quantity: quantitySchema,
  limitPrice: priceSchema.exactOptional(),
  stopPrice: priceSchema.exactOptional(),
};

const orderSchema = z.union([
  z.object({
    ...common,
    purpose: z.enum(["ENTRY", "EXIT", "STOP"]),
    orderType: z.enum(orderTypes).exactOptional(),
  }),
  z.object({
    ...common,
    type: z.enum(venueOrderTypes),
    callback: z.number().transform(fraction).exactOptional(),
    activationPrice: priceSchema.exactOptional(),
    timeInForce: z.enum(timesInForce),
    isReduceOnly: z.boolean(),
    selfTrade: z.enum(selfTradePreventions),
  }),
]);

const reportSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ACCEPTED"), orderId: z.string() }),
  z.object({
    kind: z.literal("REJECTED"),
    orderId: z.string(),
    reason: z.string(),
    code: z.number().optional(),
  }),
  z.object({
    kind: z.literal("FILLED"),
    orderId: z.string(),
    fillId: z.string(),
    price: priceSchema,
    quantity: quantitySchema,
    fee: usdSchema,
    liquidity: z.enum(["MAKER", "TAKER"]).default("TAKER"),
  }),
  z.object({ kind: z.literal("AMENDED"), orderId: z.string(), stopPrice: priceSchema }),
  z.object({ kind: z.literal("CANCELED"), orderId: z.string(), expired: z.boolean(), reason: z.string() }),
  z.object({
    kind: z.literal("FOREIGN_FILL"),
    symbol: z.string(),
    side,
    fillId: z.string(),
    price: priceSchema,
    quantity: quantitySchema,
    fee: usdSchema,
    cause: z.enum(foreignCauses),
  }),
  z.object({
    kind: z.literal("CASH_MOVED"),
    cashId: z.string(),
    symbol: z
      .string()
      .optional()
      .transform((symbol) => symbol),
    amount: usdSchema,
    cause: z.enum(cashCauses),
  }),
]);

/** Of a conditional order, how far it has come. */
const workingSchema = z.object({ isTriggered: z.boolean(), peak: z.number().optional() });

/** What the impact of a bar without range or volume is counted by. */
const activitySchema = z.object({ volatility: z.number(), volume: z.number() });

export const lineSchema = z.discriminatedUnion("line", [
  z.object({ line: z.literal("OPENED"), cash: usdSchema }),
  /** `arrivesAt` of what is on its way for a while. */
  z.object({ line: z.literal("ORDER"), order: orderSchema, arrivesAt: z.number().exactOptional() }),
  z.object({ line: z.literal("CANCEL"), orderId: z.string(), arrivesAt: z.number() }),
  z.object({ line: z.literal("MOVE_STOP"), orderId: z.string(), stopPrice: priceSchema, arrivesAt: z.number() }),
  z.object({
    line: z.literal("REPORT"),
    reportSeq: z.number(),
    at: z.number().transform(epochMs),
    report: reportSchema,
  }),
  z.object({
    line: z.literal("PLAYED"),
    closedAt: z.number().transform(epochMs),
    closes: z.record(z.string(), z.number()).default({}),
    activity: z.record(z.string(), activitySchema).default({}),
    working: z.record(z.string(), workingSchema).default({}),
  }),
]);
export type VenueLine = z.output<typeof lineSchema>;
