/**
 * PT-05: how many messages may leave: of the whole fund, to one venue and by one strategy, in a second and in a minute.
 *
 * Entries stop while a part of every rate is still free, so that cancels, exits and stops always find room; those are
 * counted and never refused (resolutions 16). Source: controls.md, PT-05.
 */
import type { MessageLimits, MessageRate, MessageScope } from "../../../domain/control-limits.ts";
import type { Check } from "../check.ts";
import type { GuardControl } from "../guard-control.ts";
import { measured, rounding } from "../measured.ts";
import { limitParameter } from "./limit-parameter.ts";

const rates = { second: "perSecond", minute: "perMinute" } as const;

/** Entries may not use what is kept for cancels, exits and stops. */
const forEntries = (limits: MessageLimits, scope: MessageScope, rate: keyof MessageRate): number =>
  limits[scope][rate] * (1 - limits.reservedFraction);

const messagesFit = (scope: MessageScope, span: keyof typeof rates): Check =>
  measured({
    name: `messages-${scope}-${span}`,
    measure: (_, { messages, controls: { messages: limits } }) => ({
      value: messages[scope][span] + 1,
      limit: forEntries(limits, scope, rates[span]),
      unit: "COUNT",
      bound: "AT_MOST",
    }),
    slack: rounding,
    says: ({ value, limit }) =>
      `expected at most ${limit} messages a ${span} while entries go out (${scope}), was ${value.toFixed(1)}`,
  });

export const systemHasSecond = messagesFit("system", "second");
export const systemHasMinute = messagesFit("system", "minute");
export const venueHasSecond = messagesFit("venue", "second");
export const venueHasMinute = messagesFit("venue", "minute");
export const strategyHasSecond = messagesFit("strategy", "second");
export const strategyHasMinute = messagesFit("strategy", "minute");

export const messageRates: GuardControl = {
  id: "PT-05",
  name: "Maximum messages",
  purpose: "Keeps a fund that runs wild from flooding a venue, and cancels and exits from standing behind its entries.",
  answers: ["RTS 6 Art. 15(1)(c)", "FIA message throttle"],
  source: "controls.md, PT-05; rates chosen below those of large venues (ADR 0040)",
  owner: "TRADER",
  action: "Entries are refused until the count has drained; cancels, amendments, exits and stops go on.",
  parameters: ({ controls: { messages } }) => [
    ...(["system", "venue", "strategy"] as const).flatMap((scope) =>
      (["perSecond", "perMinute"] as const).map((rate) => ({
        ...limitParameter(`controls.messages.${scope}.${rate}`, "COUNT", forEntries(messages, scope, rate)),
        note: `entries, of ${messages[scope][rate]}`,
      })),
    ),
    {
      setting: "controls.messages.reservedFraction",
      unit: "SHARE",
      bound: "AT_LEAST",
      warn: null,
      block: messages.reservedFraction,
    },
  ],
  checks: [systemHasSecond, systemHasMinute, venueHasSecond, venueHasMinute, strategyHasSecond, strategyHasMinute],
};
