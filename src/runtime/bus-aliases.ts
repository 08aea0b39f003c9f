/**
 * The seeds' event names for ours, and our payloads in their spelling: snake_case, without the unit in the name.
 *
 * Source: seed 001, "Event Flow" and "Subscribing to Orchestration Events"; fields of the earlier system from
 * origin-facts 2.6, 2.8 and 2.9. The seeds have both the strategy officer's state and its recommendation in every cycle:
 * one heartbeat holds both, and the fact that a recommendation changed has only its own name.
 */
import type { Fact } from "../kernel/events/catalogue.ts";
import type { Notice } from "../kernel/events/notice-events.ts";
import type { EpochMs } from "../kernel/units/units.ts";

export const aliases = [
  "ceo_decision",
  "ceo_mode_switch",
  "ceo_alert",
  "risk_state_update",
  "risk_alert",
  "risk_ceiling_update",
  "strategy_state_update",
  "strategy_recommendation",
  "strategy_alert",
  "global_state_update",
  "system_health_update",
] as const;
export type Alias = (typeof aliases)[number];

/** What else this event is called. */
export function aliasesOf(event: Fact | Notice): readonly Alias[] {
  switch (event.type) {
    case "ceo.decision":
      return ["ceo_decision"];
    case "ceo.mode_switched":
      return ["ceo_mode_switch"];
    case "ceo.alerted":
      return ["ceo_alert"];
    case "risk.state":
      return ["risk_state_update"];
    case "risk.alerted":
      return ["risk_alert"];
    case "strategy.state":
      return ["strategy_state_update", "strategy_recommendation"];
    case "strategy.alerted":
      return ["strategy_alert"];
    case "risk.ceiling_updated":
      return ["risk_ceiling_update"];
    case "global_state.updated":
      return ["global_state_update"];
    case "system.health_updated":
      return ["system_health_update"];
    default:
      return [];
  }
}

export const aliasPayload = (data: object, at: EpochMs): Readonly<Record<string, unknown>> => ({
  ...spelled(data),
  timestamp: at,
});

const spelled = (data: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(data).map(([name, value]) => [spellingOf(name), valueOf(value)]));

function valueOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(valueOf);
  return typeof value === "object" && value !== null ? spelled(value) : value;
}

/** `decisionConfidenceFraction` is `decision_confidence`; milliseconds say so. */
const spellingOf = (name: string): string =>
  name
    .replace(/(Fraction|Ratio|Usd)$/, "")
    .replace(/TimestampMs$/, "Timestamp")
    .replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
