/** Facts of a position between its opening and its end: what its plan, its class or its amplification changed. */
import { z } from "zod";
import { exitReasons } from "../domain/position.ts";
import { openStates, positionClasses } from "../domain/position-plan.ts";
import { subsystemModes, subsystemNames } from "../domain/subsystem.ts";
import { defineEvent } from "./define-event.ts";
import { epochMsField, orderIdField, priceField, quantityField, ratioField, textField } from "./fields.ts";

export const positionMoves = ["RAISE_STOP", "SELL_PART", "LEAVE", "EXTEND_TARGET", "EXTEND_HOLD"] as const;
export type PositionMove = (typeof positionMoves)[number];

export const positionManaged = defineEvent(
  "position.managed",
  1,
  "A stop was raised, a part sold, a target or a time moved, or the position given up; or would have been, where not taken.",
  z.strictObject({
    symbol: textField,
    openedBy: orderIdField,
    by: z.enum(subsystemNames),
    mode: z.enum(subsystemModes),
    /** False where the subsystem only advises or is only watched. */
    taken: z.boolean(),
    move: z.enum(positionMoves),
    /** Of the trade, if this ends it. */
    exitReason: z.enum(exitReasons).nullable(),
    state: z.enum(openStates),
    class: z.enum(positionClasses).nullable(),
    rMultipleRatio: ratioField,
    quantity: quantityField,
    stopPriceUsd: priceField,
    targetPriceUsd: priceField.nullable(),
    holdUntilMs: epochMsField,
    note: z.string(),
  }),
);
