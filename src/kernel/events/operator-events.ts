/** `operator.*`: what a named human, or the scripted operator standing in for one, orders. */
import { z } from "zod";
import { defineEvent } from "./define-event.ts";
import { textField } from "./fields.ts";

export const operatorReviewGiven = defineEvent(
  "operator.review_given",
  1,
  "A named operator has looked at why the fund froze and releases it once its timer has run.",
  z.strictObject({ operator: textField, reason: textField, scripted: z.boolean() }),
);
