/** The plan a position opens with, and how the fills of the order that opens it complete it. */
import type { Instrument } from "../../domain/instrument.ts";
import { snapPriceDown } from "../../domain/instrument.ts";
import type { Position } from "../../domain/position.ts";
import type { ExitRow, PositionPlan } from "../../domain/position-plan.ts";
import { type EpochMs, epochMs, hours, type Price, quantity } from "../../units/units.ts";
import { exitTable } from "./exit-rows.ts";

/** Half is sold at this many R. Source: origin-facts 24. */
export const partialAtR = 2;

/** The market a position opens in. */
export type Outlook = { readonly row: ExitRow; readonly atr: number };

export function drawPlan({ row, atr }: Outlook, at: EpochMs, fillPrice: Price, stopPrice: Price): PositionPlan {
  const { trailAtr, maxHours } = exitTable[row];
  return {
    row,
    risk: Math.max(0, fillPrice - stopPrice),
    firstStop: stopPrice,
    firstQuantity: quantity(0),
    atr,
    target: undefined,
    trailAtr,
    holdUntil: epochMs(at + hours(maxHours)),
    state: "OPEN",
    breakEvenStop: undefined,
    peak: fillPrice,
    class: undefined,
    classifiedAt: undefined,
    actedOn: [],
    reducedSince: undefined,
    amplifiedAt: undefined,
    amplification: undefined,
    advised: undefined,
    isAddedTo: false,
    isTargetExtended: false,
    isHoldExtended: false,
  };
}

/** After a fill of what opens the position, be it one order or several: risk and target follow the average price. What is added later changes neither. */
export function completePlan(position: Position, instrument: Instrument): void {
  const { plan, averagePrice, boughtQuantity } = position;
  plan.risk = Math.max(0, averagePrice - plan.firstStop);
  plan.firstQuantity = boughtQuantity;
  plan.target = targetOf(plan, averagePrice, instrument);
}

/** Where the table's target is no farther than the partial there is none: half is taken there, the rest is left to the trail. */
export function targetOf({ row, risk }: PositionPlan, averagePrice: Price, instrument: Instrument): Price | undefined {
  const { stopAtr, targetAtr } = exitTable[row];
  const targetR = targetAtr / stopAtr;
  return targetR > partialAtR ? snapPriceDown(instrument, averagePrice + targetR * risk) : undefined;
}
