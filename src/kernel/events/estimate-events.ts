/** What the officers had estimated beside the loop comes back as these inputs (resolutions 38, 39b). */
import { z } from "zod";
import { dayDimensions, mostHiddenStates } from "../domain/hidden-market.ts";
import { defineEvent } from "./define-event.ts";
import { countField, epochMsField, fractionField, ratioField, textField } from "./fields.ts";

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

const degreesField = ratioField.refine((value) => value > 2, "expected more than 2 degrees of freedom").nullable();

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
    /** Null where nothing could be fitted: the incremental forms go on alone. So they do where alpha and beta reach 1. */
    garch: garchSchema.nullable(),
    excess: excessSchema.nullable(),
    /** Of Student's t, above 2: of the losses, and of the losses in standard deviations. */
    degreesRatio: degreesField,
    residualDegreesRatio: degreesField,
  }),
);

const probabilitiesSchema = z
  .array(fractionField)
  .min(2)
  .max(mostHiddenStates)
  .refine(
    (row) => Math.abs(row.reduce((sum, mass) => sum + mass, 0) - 1) < 1e-9,
    "expected probabilities that sum to 1",
  );

const hiddenMarketSchema = z
  .strictObject({
    start: probabilitiesSchema.readonly(),
    transition: z.array(probabilitiesSchema.readonly()).readonly(),
    means: z.array(z.array(z.number()).length(dayDimensions).readonly()).readonly(),
    covariances: z
      .array(
        z
          .array(z.number())
          .length(dayDimensions ** 2)
          .readonly(),
      )
      .readonly()
      .refine((each) => each.every(([variance]) => (variance ?? 0) > 0), "expected variances above 0"),
  })
  .refine(
    ({ start, transition, means, covariances }) =>
      [transition, means, covariances, ...transition].every(({ length }) => length === start.length),
    "expected as many transitions, means and covariances as states",
  );

export const regimeEstimated = defineEvent(
  "regime.estimated",
  1,
  "A hidden Markov model was fitted to the days of a symbol, or of the market where the symbol is null.",
  z.strictObject({
    symbol: textField.nullable(),
    /** The last close in the sample. */
    asOfMs: epochMsField,
    days: countField,
    /** Null where nothing could be fitted: the model there is goes on. */
    model: hiddenMarketSchema.nullable(),
    /** Bayesian information criterion: less is better. */
    bic: z.number().nullable(),
  }),
);

/** What a solver leaves of rounding. */
const weightTolerance = 1e-6;

export const allocationEstimated = defineEvent(
  "allocation.estimated",
  1,
  "The weights of the least expected shortfall on recorded days were solved for, as the balancer asked.",
  z
    .strictObject({
      symbols: z.array(textField).min(1).readonly(),
      /** The last close in the sample. */
      asOfMs: epochMsField,
      days: countField,
      /** Of each symbol in turn. Null where the solver found none: the balancer goes on with what needs no solver. */
      weightFractions: z.array(fractionField).readonly().nullable(),
      /** Of the portfolio, per unit of value, at the tail asked for. */
      expectedShortfallRatio: ratioField.nullable(),
    })
    .refine(
      ({ symbols, weightFractions: weights }) => weights === null || weights.length === symbols.length,
      "expected a weight for every symbol",
    )
    .refine(
      ({ weightFractions: weights }) =>
        weights === null || Math.abs(weights.reduce((sum, weight) => sum + weight, 0) - 1) < weightTolerance,
      "expected weights that sum to 1",
    ),
);
