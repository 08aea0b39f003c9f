/** Instruments as journals carry them. One without `perpetual` is spot, as all were before perpetuals came. */
import { z } from "zod";
import { instrumentStatuses } from "../domain/instrument.ts";
import { type LeverageBracket, marginModes } from "../domain/perpetual.ts";
import {
  bpsField,
  durationMsField,
  fractionField,
  priceField,
  quantityField,
  ratioField,
  textField,
  usdField,
} from "./fields.ts";

const bracketSchema = z.strictObject({
  floorUsd: usdField,
  capUsd: usdField,
  maintenanceFraction: fractionField,
  maintenanceAmountUsd: usdField,
  maxLeverageRatio: ratioField,
});

const isLadder = (brackets: readonly LeverageBracket[]): boolean =>
  brackets[0]?.floorUsd === 0 &&
  brackets.every(({ floorUsd, capUsd }, tier) => capUsd > floorUsd && floorUsd === (brackets[tier - 1]?.capUsd ?? 0));

const perpetualSchema = z.strictObject({
  brackets: z
    .array(bracketSchema)
    .refine(isLadder, "expected brackets that begin at 0 USD, each where the one before it ends")
    .readonly(),
  leverageRatio: ratioField.refine((leverage) => leverage >= 1, "expected a leverage of 1 or more"),
  marginMode: z.enum(marginModes),
  fundingIntervalMs: durationMsField,
  liquidationFeeBps: bpsField,
});

export const instrumentSchema = z.strictObject({
  symbol: textField,
  tickSize: priceField,
  lotSize: quantityField.refine((lot) => lot > 0, "expected a lot size above 0"),
  minNotionalUsd: usdField,
  maxOrderQuantity: quantityField,
  makerFeeBps: bpsField,
  takerFeeBps: bpsField,
  halfSpreadBps: bpsField,
  status: z.enum(instrumentStatuses).optional(),
  perpetual: perpetualSchema.optional(),
});
