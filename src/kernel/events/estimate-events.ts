/** What the officers had estimated beside the loop comes back as these inputs (resolutions 38, 39b). */
import { z } from "zod";
import { defineEvent } from "./define-event.ts";
import { countField, epochMsField, ratioField, textField } from "./fields.ts";

const garchSchema = z.strictObject({
  omegaRatio: ratioField.refine((value) => value > 0, "expected a variance above 0"),
  alphaRatio: ratioField.refine((value) => value >= 0, "expected 0 or more"),
  betaRatio: ratioField.refine((value) => value >= 0, "expected 0 or more"),
});

const excessSchema = z.strictObject({
  /** Loss in standard deviations above which the tail was fitted. */
  thresholdRatio: ratioField,
  /** Above 0 the tail is heavier than exponential; its inverse is the tail index. */
  shapeRatio: ratioField,
  shapeLowRatio: ratioField,
  shapeHighRatio: ratioField,
  scaleRatio: ratioField.refine((value) => value > 0, "expected a scale above 0"),
  exceedances: countField,
  losses: countField,
});

export const tailEstimated = defineEvent(
  "tail.estimated",
  1,
  "The tail of daily returns was fitted: GARCH(1,1), a generalised Pareto tail of what it leaves, and Student's t.",
  z.strictObject({
    /** A symbol, or `book`. */
    subject: textField,
    /** The last close in the sample. */
    asOfMs: epochMsField,
    days: countField,
    /** Null where nothing could be fitted: the incremental forms go on alone. */
    garch: garchSchema
      .refine(({ alphaRatio, betaRatio }) => alphaRatio + betaRatio < 1, "expected alpha and beta to add up to below 1")
      .nullable(),
    excess: excessSchema.nullable(),
    /** Of Student's t, above 2. */
    degreesRatio: ratioField.refine((value) => value > 2, "expected more than 2 degrees of freedom").nullable(),
  }),
);
