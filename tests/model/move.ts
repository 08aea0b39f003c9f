/** A move of the authority model: one input, and what it may do to limits. */
import type { InputEvent } from "../../src/kernel/events/catalogue.ts";
import { clockTicked } from "../../src/kernel/events/market-events.ts";
import { operatorAlertAcknowledged } from "../../src/kernel/events/surveillance-events.ts";
import { feed, fundOf, type Step, type World } from "../scenarios/world.ts";

/** What a move may do to limits, which is what the checks demand of it. */
export type Effect = "NEVER_LOOSENS" | "MAY_LOOSEN" | "LETS_BRAKE_GO";

export type Move = {
  readonly name: string;
  readonly effect: Effect;
  readonly make: (world: World) => Step[];
  /** What holds in the same entry when the command was not refused: tightening is immediate. */
  readonly demands?: (world: World) => boolean;
};

export const entriesAreAllowed = (world: World): boolean =>
  fundOf(world).governance.policy?.mandate.envelope.entriesAllowed ?? true;

export const told = (world: World, origin: "operator" | "clock" | "venue" | "runtime", event: InputEvent): Step[] => [
  feed(world, world.state.at, origin, event),
];
export const tick = (world: World): Step[] => told(world, "clock", clockTicked.create({}));

/** Somebody at the desk takes every open alert on. */
export const answerAlerts = (world: World): Step[] =>
  [...fundOf(world).surveillance.alerts.open.keys()].flatMap((alertId) =>
    told(
      world,
      "operator",
      operatorAlertAcknowledged.create({ alertId, operator: "Ada", reason: "seen", scripted: false }),
    ),
  );
