/** Facts of the controls that do more than refuse one order. */
import { z } from "zod";
import { entryFlowStates } from "../domain/entry-flow.ts";
import { defineEvent } from "./define-event.ts";
import { countField, epochMsField, ratioField, textField } from "./fields.ts";

export const symbolCooled = defineEvent(
  "control.symbol_cooled",
  1,
  "A price moved too far too fast: until then the symbol is reduce-only. The move is null where it is no number.",
  z.strictObject({
    symbol: textField,
    moveRatio: ratioField.nullable(),
    limitRatio: ratioField,
    untilMs: epochMsField,
  }),
);

export const entryFlowChanged = defineEvent(
  "control.entry_flow_changed",
  1,
  "What the fund's own orders, trades and rejections let entries do is something else (RT-10). Exits always pass.",
  z.strictObject({ from: z.enum(entryFlowStates), to: z.enum(entryFlowStates), reason: z.string() }),
);

export const strategyDisabled = defineEvent(
  "strategy.disabled",
  1,
  "A strategy entered one symbol too often and may not enter until a named person enables it.",
  z.strictObject({ strategy: textField, symbol: textField, side: z.enum(["BUY", "SELL"]), executions: countField }),
);

export const strategyEnabled = defineEvent(
  "strategy.enabled",
  1,
  "Somebody has looked at a disabled strategy and lets it enter again.",
  z.strictObject({ strategy: textField, by: textField, reason: textField }),
);
