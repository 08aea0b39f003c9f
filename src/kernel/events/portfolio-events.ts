/** Facts of the portfolio balancer: constraints the book breaks, and where it would stand instead. */
import { z } from "zod";
import { allocators, balancerRiskModes, constraintNames, violationSeverities } from "../domain/balancer.ts";
import { defineEvent } from "./define-event.ts";
import { fractionField, ratioField, textField } from "./fields.ts";

export const portfolioViolationsChanged = defineEvent(
  "portfolio.violations_changed",
  1,
  "The constraints that the book breaks, or nears, are others than before. None is listed when all are kept again.",
  z.strictObject({
    violations: z
      .array(
        z.strictObject({
          constraint: z.enum(constraintNames),
          /** A symbol, a sector, a pair, or `portfolio`. */
          subject: textField,
          severity: z.enum(violationSeverities),
          /** Null where it is not a number. */
          value: z.number().nullable(),
          limit: z.number(),
        }),
      )
      .readonly(),
    riskMode: z.enum(balancerRiskModes),
  }),
);

export const portfolioRebalanceRecommended = defineEvent(
  "portfolio.rebalance_recommended",
  1,
  "Where the balancer would have the book stand, and the trims that pay or must be. Additions only ever go through entries.",
  z.strictObject({
    allocator: z.enum(allocators),
    targets: z
      .array(z.strictObject({ symbol: textField, currentRatio: ratioField, targetRatio: ratioField }))
      .readonly(),
    trims: z.array(z.strictObject({ symbol: textField, keepFraction: fractionField, why: textField })).readonly(),
    /** Whether they are carried out, or only recommended. */
    isCarriedOut: z.boolean(),
  }),
);
