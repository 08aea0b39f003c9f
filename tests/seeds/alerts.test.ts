/** Seed 000's four alerts, each raised by the fund at its trigger and not before. */
import { expect, it } from "vitest";
import { clockTicked } from "../../src/kernel/events/market-events.ts";
import { openOutbox } from "../../src/kernel/events/outbox.ts";
import { logConflict } from "../../src/kernel/governance/announce.ts";
import { openGovernance } from "../../src/kernel/governance/governance-state.ts";
import { cashOf, payFee } from "../../src/kernel/ledger/ledger.ts";
import { usd } from "../../src/kernel/units/units.ts";
import { at, config } from "../scenarios/given.ts";
import { factsNamed, feed, fundOf, openWorld } from "../scenarios/world.ts";

/** Levels of what a fund says after it lost this share of its money at once. */
function alertsAfter(loss: number): string[] {
  const world = openWorld({ ...config, seats: ["SUPERVISOR", "CRO", "CEO", "CIO", "CFO", "RESEARCHER"] });
  const { ledger } = fundOf(world);
  payFee(ledger, usd(cashOf(ledger) * loss));
  const from = world.steps.length;
  feed(world, at(0), "clock", clockTicked.create({}));
  return factsNamed(world, "federation.alert_raised", from).map(({ level, what }) => `${level} ${what}`);
}

it("000-ALERT-01: a freeze by the Supervisor is critical", () => {
  expect(alertsAfter(0.051)).toContain("CRITICAL trading frozen by SUPERVISOR");
  expect(alertsAfter(0.049)).toEqual([]);
});

it("000-ALERT-02: a capital profile of MICRO is high", () => {
  expect(alertsAfter(0.081)).toContain("HIGH capital profile is MICRO");
  expect(alertsAfter(0.04).join()).not.toContain("HIGH");
});

it("000-ALERT-03: the fifth conflict within an hour is medium, and said once", () => {
  const governance = openGovernance(config, at(0));
  const side = { who: "CEO", decisionId: null, wants: "more" };
  const outbox = openOutbox(1, at(0));
  const raised = Array.from({ length: 6 }, () => {
    const before = outbox.facts.length;
    logConflict(governance, { about: "MODE_CHANGE", heard: side, overruled: side, rule: "seniority" }, outbox);
    return outbox.facts
      .slice(before)
      .flatMap((fact) => (fact.type === "federation.alert_raised" ? fact.data.level : []));
  });
  expect(raised).toEqual([[], [], [], [], ["MEDIUM"], []]);
});

it("000-ALERT-04: a research task is low", () => {
  expect(alertsAfter(0.061)).toContain("LOW research task asked for");
  expect(alertsAfter(0.059).join()).not.toContain("LOW");
});
