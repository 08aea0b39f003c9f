/** `universe.*`: which symbols Universe OS takes, what it thinks of each, and how the universe as a whole is doing. */
import { z } from "zod";
import { universeConfidences, universeProfiles, universeTiers } from "../domain/universe.ts";
import { defineEvent } from "./define-event.ts";
import { countField, textField } from "./fields.ts";

const withReason = z.strictObject({ symbol: textField, reason: textField });

export const universeUpdated = defineEvent(
  "universe.updated",
  1,
  "The universe is another, or a symbol's tier is: what is added, kept and removed, each with its reason.",
  z.strictObject({
    profile: z.enum(universeProfiles),
    symbols: z.array(textField).readonly(),
    added: z.array(withReason).readonly(),
    kept: z.array(textField).readonly(),
    removed: z.array(withReason).readonly(),
    tierChanges: z
      .array(
        z.strictObject({
          symbol: textField,
          from: z.enum(universeTiers),
          to: z.enum(universeTiers),
          reason: textField,
        }),
      )
      .readonly(),
    tiers: z.record(z.enum(universeTiers), countField),
  }),
);

export const universeHealthChanged = defineEvent(
  "universe.health_changed",
  1,
  "What is wrong with the universe as a whole, or how well it is known, is another.",
  z.strictObject({
    confidence: z.enum(universeConfidences),
    issues: z.array(textField).readonly(),
    blacklisted: countField,
  }),
);
