/** Critical health halves what is risky, once in a spell of it, and nothing else (resolutions 48). */
import { describe, expect, it } from "vitest";
import { type Desk, make, openDesk } from "../../../tests/scenarios/desk.ts";
import { fillAt, openAt } from "../../../tests/scenarios/unruly-venue.ts";
import { fundOf } from "../../../tests/scenarios/world.ts";
import type { PositionClass } from "../domain/position-plan.ts";
import type { SystemHealth } from "../domain/modes.ts";
import type { SubsystemMode } from "../domain/subsystem.ts";
import { openOutbox } from "../events/outbox.ts";
import { contextOf } from "../step-govern.ts";
import { epochMs } from "../units/units.ts";
import { reduceRisky } from "./reduce-risky.ts";

/** A fund that holds BTC with its stop in place. */
function holding(): Desk {
  const desk = openDesk();
  make(desk, { kind: "CLOSE", btc: 0, eth: 0 });
  for (const kept of openAt(desk.venue)) fillAt(desk.world, desk.venue, kept, 1);
  return desk;
}

/** What is asked to be sold in part when health is this and position intelligence says that. */
function askedOf(
  desk: Desk,
  systemHealth: SystemHealth,
  kind: PositionClass | undefined,
  seq = 1_000,
  pil: SubsystemMode = "ENFORCED",
): string[] {
  const fund = fundOf(desk.world);
  const [position] = fund.trading.positions;
  if (position === undefined) throw new Error("expected a position");
  position.plan.class = kind;
  const outbox = openOutbox(seq, epochMs(desk.world.state.at + seq), undefined);
  const context = contextOf(fund, outbox, []);
  const modes = { ...context.policy.modes, systemHealth };
  const config = { ...context.config, hooks: { ...context.config.hooks, "position-classification": pil } };
  reduceRisky(fund.trading, { ...context, config, policy: { ...context.policy, modes } });
  return outbox.facts.flatMap((fact) =>
    fact.type === "position.managed" ? [`${fact.data.by} ${fact.data.move}`] : [],
  );
}

describe("a position", () => {
  it.each([
    ["CRITICAL", "TOXIC", ["ai_hfos SELL_PART"]],
    ["CRITICAL", "REVERSAL_RISK", ["ai_hfos SELL_PART"]],
    ["EMERGENCY", "TOXIC", ["ai_hfos SELL_PART"]],
    ["DEGRADED", "TOXIC", []],
    ["CRITICAL", "STALLING", []],
    ["CRITICAL", undefined, []],
  ] as const)("in %s health and of class %s: %j", (health, kind, expected) =>
    expect(askedOf(holding(), health, kind)).toEqual(expected),
  );

  it.each(["ADVISORY", "OBSERVE", "OFF"] as const)("whose class PIL only tells of in %s is left alone", (pil) =>
    expect(askedOf(holding(), "CRITICAL", "TOXIC", 1_000, pil)).toEqual([]),
  );

  it("is halved once in a spell, and again in the next", () => {
    const desk = holding();
    expect(askedOf(desk, "CRITICAL", "TOXIC", 1_000)).toHaveLength(1);
    fundOf(desk.world).trading.positions[0]!.reduction = undefined;
    expect(askedOf(desk, "CRITICAL", "TOXIC", 1_001)).toEqual([]);
    expect(askedOf(desk, "HEALTHY", "TOXIC", 1_002)).toEqual([]);
    expect(askedOf(desk, "CRITICAL", "TOXIC", 1_003)).toHaveLength(1);
  });

  it("without a stop is risky whatever it is called", () => {
    const desk = openDesk();
    make(desk, { kind: "CLOSE", btc: 0, eth: 0 });
    make(desk, { kind: "VENUE", next: ["REJECTS"] });
    for (const kept of openAt(desk.venue)) fillAt(desk.world, desk.venue, kept, 1);
    expect(askedOf(desk, "CRITICAL", undefined)).toHaveLength(1);
  });
});
