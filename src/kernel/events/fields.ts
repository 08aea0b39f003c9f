/** Zod fields for units: what they refuse, they refuse by name, and the parsed value carries its unit as a type. */
import { z } from "zod";
import { bps, durationMs, epochMs, fraction, price, quantity, ratio, usd } from "../units/units.ts";

export const usdField = z.number().transform(usd);
export const priceField = z.number().positive().transform(price);
export const quantityField = z.number().min(0).transform(quantity);
export const fractionField = z.number().min(0).max(1).transform(fraction);
export const ratioField = z.number().transform(ratio);
export const bpsField = z.number().transform(bps);
export const epochMsField = z.number().min(0).max(8.64e15).transform(epochMs);
export const durationMsField = z.number().min(0).max(8.64e15).transform(durationMs);
export const countField = z.int().min(0);
export const textField = z.string().min(1);
/** Kernel order ids: `seq-index` with a leading letter. */
export const orderIdField = z.string().regex(/^O\d+-\d+$/, "expected an order id like O12-0");
export const decisionIdField = z.string().regex(/^D\d+-\d+$/, "expected a decision id like D12-0");
