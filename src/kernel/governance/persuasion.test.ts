/** Ways to talk the fund out of a limit, each tried once and found closed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Council,
  fallen,
  later,
  openCouncil,
  round,
  seniorReview,
  types,
} from "../../../tests/scenarios/council.ts";
import { at, config, hour } from "../../../tests/scenarios/given.ts";
import { loosenedIn } from "../../../tests/scenarios/given-any.ts";
import { subsystemsIn } from "../../../tests/scenarios/trust.ts";
import {
  ada,
  envelopeOf,
  nobody,
  order,
  setBrake,
  setMode,
  setRisk,
  setStage,
} from "../../../tests/scenarios/orders.ts";
import { factsNamed, feed, fundOf, openWorld, review } from "../../../tests/scenarios/world.ts";
import { operatorEssTripped } from "../events/operator-events.ts";
import { tradingModes } from "../domain/modes.ts";
import { days, fraction, minutes, ratio } from "../units/units.ts";
import type { OperatorCommand } from "./hear-operator.ts";
import { riskLimitsInForce, riskLimitsOfCro, tradingModeInForce, tradingModeOfCeo } from "./in-force.ts";

const setExposure = (council: Council, limit: number, who: Partial<typeof ada> = {}) =>
  setRisk(council, { maxExposureFraction: fraction(limit) }, who);

describe("a grant that ends", () => {
  it("leaves the mode it asked for, not a looser one, where the operator held a tighter one", () => {
    const council = openCouncil();
    setMode(council, { mode: "PAUSED", durationMs: minutes(60) });
    setMode(council, { mode: "SHADOW", ...ada });
    expect(tradingModeInForce(council.state)).toBe("SHADOW");
    later(council, minutes(15));
    round(council);
    expect(tradingModeInForce(council.state)).toBe("SHADOW");
    later(council, minutes(45));
    round(council);
    expect(tradingModeInForce(council.state), "the hold keeps its own end").toBe("LIVE");
  });

  it("leaves the limit it asked for where the operator held a tighter one", () => {
    const council = openCouncil();
    setExposure(council, 0.3);
    setExposure(council, 0.5, ada);
    const granted = envelopeOf(council);
    later(council, minutes(15));
    round(council);
    expect(envelopeOf(council).maxExposure).toBe(0.5);
    expect(loosenedIn(envelopeOf(council), granted)).toEqual([]);
  });

  it("leaves what was tightened in the same order", () => {
    const council = openCouncil();
    fallen(council, 0.03);
    const limits = { maxLeverageRatio: ratio(8), maxExposureFraction: fraction(0.1) };
    order(council, { type: "operator.risk_set", version: 1, data: { limits, reason: "a test", ...ada } });
    expect(riskLimitsInForce(council.state)).toMatchObject({ maxLeverageRatio: 8, maxExposureFraction: 0.1 });
    later(council, minutes(15));
    round(council);
    expect(riskLimitsInForce(council.state)).toMatchObject({ maxLeverageRatio: 7, maxExposureFraction: 0.1 });
  });

  it("never leaves a limit looser than it was before, whatever was ordered", () => {
    const who = fc.constantFrom(ada, nobody);
    const anyOrder: fc.Arbitrary<OperatorCommand> = fc.oneof(
      fc.record({ mode: fc.constantFrom(...tradingModes), who, wait: fc.constantFrom(null, minutes(60)) }).map(
        ({ mode, who: { operator, expiresInMs }, wait: durationMs }): OperatorCommand => ({
          type: "operator.mode_set",
          version: 1,
          data: { mode, durationMs, operator, expiresInMs, reason: "any" },
        }),
      ),
      fc.record({ leverage: fc.nat(10), exposure: fc.nat(90), who }).map(
        ({ leverage, exposure, who: { operator, expiresInMs } }): OperatorCommand => ({
          type: "operator.risk_set",
          version: 1,
          data: {
            limits: { maxLeverageRatio: ratio(leverage), maxExposureFraction: fraction(exposure / 100) },
            operator,
            expiresInMs,
            reason: "any",
          },
        }),
      ),
    );
    fc.assert(
      fc.property(fc.array(anyOrder, { maxLength: 8 }), fc.constantFrom(0, 0.03, 0.05), (orders, drawdown) => {
        const council = openCouncil();
        fallen(council, drawdown);
        for (const command of orders) order(council, command);
        const before = envelopeOf(council);
        later(council, minutes(15));
        round(council);
        expect(loosenedIn(envelopeOf(council), before)).toEqual([]);
      }),
    );
  });

  it("overrules no seat that would have allowed as much", () => {
    const council = openCouncil();
    setExposure(council, 0.3);
    expect(types(setExposure(council, 0.5, ada))).not.toContain("federation.conflict_resolved");
    fallen(council, 0.05);
    expect(types(setExposure(council, 0.8, ada))).toContain("federation.conflict_resolved");
  });
});

it("many orders of the same mode are one hold or two, however they are sent", () => {
  const council = openCouncil();
  setMode(council, { mode: "PAUSED" });
  for (let left = 100; left > 0; left -= 1) setMode(council, { mode: "PAUSED", durationMs: minutes(left) });
  expect(council.state.operator.modeHolds).toHaveLength(1);
  setMode(council, { mode: "EMERGENCY", durationMs: minutes(1) });
  expect(council.state.operator.modeHolds).toHaveLength(2);
});

it("what a demotion kept is not dropped by an unnamed step further down, and is by a named one", () => {
  const council = openCouncil({ stage: "COORDINATION", drillEveryMs: days(7) });
  fallen(council, 0.04);
  later(council, days(7) + 1);
  round(council);
  expect(council.state.stage.current).toBe("PARTIAL");
  const kept = envelopeOf(council);
  setStage(council, "OBSERVATION", null);
  expect(council.state.stage).toMatchObject({ current: "OBSERVATION", keptSymbols: ["BTC", "ETH"] });
  expect(loosenedIn(envelopeOf(council), kept)).toEqual([]);
  setStage(council, "PARTIAL", "Ada");
  expect(council.state.stage).toMatchObject({ keptEnvelope: undefined, keptSymbols: undefined });
});

it("a grant in force when the fund demotes itself is not kept: it ends when it would have", () => {
  const council = openCouncil({ stage: "COORDINATION", drillEveryMs: days(7) });
  fallen(council, 0.05);
  expect(envelopeOf(council).maxExposure).toBe(0.5);
  later(council, days(7) - 1);
  round(council);
  later(council, 1);
  setExposure(council, 0.9, ada);
  expect(envelopeOf(council).maxExposure).toBe(0.9);
  later(council, 1);
  round(council);
  expect(council.state.stage.current).toBe("PARTIAL");
  expect(envelopeOf(council).maxExposure).toBe(0.5);
});

describe("a grant where the council is recorded and not obeyed", () => {
  /** Granted above the CRO's 7, who then has reason to speak anew. */
  const granted = () => {
    const council = openCouncil({ stage: "PARTIAL" });
    fallen(council, 0.03);
    setRisk(council, { maxLeverageRatio: ratio(8) }, ada);
    later(council, minutes(10));
    fallen(council, 0.05);
    expect(riskLimitsOfCro(council.state)).toMatchObject({ maxLeverageRatio: 5 });
    return council;
  };

  it("is ended by no word of the CRO, who would loosen by tightening", () => {
    const council = granted();
    expect(envelopeOf(council).maxLeverage).toBe(8);
    later(council, minutes(5));
    round(council);
    expect(envelopeOf(council).maxLeverage, "its time is up: the hard limit").toBe(10);
  });

  it("ends in the entry that lets the council in again, when its seat has spoken since", () => {
    const council = granted();
    setStage(council, "COORDINATION", "Ada");
    expect(council.state.operator.riskGrant).toBeUndefined();
    expect(riskLimitsInForce(council.state).maxLeverageRatio).toBe(5);
  });

  it("keeps the operator's SHADOW when the CEO says LIVE", () => {
    const council = openCouncil({ stage: "PARTIAL" });
    fallen(council, 0.05);
    later(council, minutes(20));
    round(council);
    expect(tradingModeOfCeo(council.state)).toBe("PAUSED");
    setMode(council, { mode: "SHADOW", ...ada });
    later(council, minutes(10));
    fallen(council, 0);
    expect([tradingModeOfCeo(council.state), envelopeOf(council).entriesAllowed]).toEqual(["LIVE", false]);
    later(council, minutes(5));
    round(council);
    expect(envelopeOf(council).entriesAllowed).toBe(true);
  });
});

it("a person who pulls the brake of the daily loss limit owns it: no review lets it go", () => {
  const council = openCouncil();
  fallen(council, 0.051);
  const { since, envelope } = council.state.brake!;
  expect(types(setBrake(council, true, "Ada"))).toContain("brake.changed");
  expect(types(setBrake(council, true, "Bob")), "the first person's it stays").not.toContain("brake.changed");
  later(council, 26 * hour);
  council.money = { ...council.money, equity: 9_900 };
  round(council);
  round(council, seniorReview);
  expect(council.state.freeze).toBeUndefined();
  expect(council.state.brake).toMatchObject({ by: "Ada", since });
  expect(loosenedIn(council.state.brake!.envelope, envelope)).toEqual([]);
  setBrake(council, false, "Bob");
  expect(council.state.brake).toBeUndefined();
});

it("a review given before the emergency stop trips says nothing about the trip", () => {
  const council = openCouncil();
  for (let loss = 1; loss <= 5; loss += 1) council.state.performance.consecutiveLosses = loss;
  round(council);
  expect(council.state.freeze?.causes).toEqual(["CONSECUTIVE_LOSSES"]);
  round(council, seniorReview);
  expect(council.state.freeze?.reviewGivenBy).toBe("Ada");
  round(council, { essOrder: { operator: "Bob", reason: "smoke in the room", exitMode: "FLATTEN" } });
  expect(council.state.freeze).toMatchObject({ requiresReview: true, reviewGivenBy: undefined });
  for (let minute = 0; minute < 60; minute += 1) {
    later(council, minutes(1));
    round(council);
  }
  expect([council.state.ess.state, council.state.freeze !== undefined]).toEqual(["RECOVERY_REVIEW", true]);
  round(council, seniorReview);
  expect([council.state.ess.state, council.state.freeze]).toEqual(["ARMED", undefined]);
});

it("a live venue whose council is not obeyed receives reductions only, whatever the stage", () => {
  const modes = ["OFF", "OBSERVE", "ADVISORY", "ENFORCED"] as const;
  const entriesWith = (isLiveVenue: boolean) =>
    modes.map((ai_hfos) => {
      const council = openCouncil({ isLiveVenue, subsystems: { ...subsystemsIn("OFF"), ai_hfos } });
      round(council);
      return envelopeOf(council).entriesAllowed;
    });
  expect(entriesWith(true)).toEqual([false, false, false, true]);
  expect(entriesWith(false)).toEqual([true, true, true, true]);
});

describe("the name of a part of the fund", () => {
  const names = ["supervisor", "Daily loss limit", " scripted operator", "the fund itself"];

  it.each(names)("%j is nobody's: whoever gives it is refused", (operator) => {
    const council = openCouncil();
    expect(types(setBrake(council, true, operator))).toContain("operator.command_refused");
    expect(council.state.brake).toBeUndefined();
  });

  it("a review in the Supervisor's name would release the kill switch and keep its peak: it is not heard", () => {
    const world = openWorld();
    const { governance } = fundOf(world);
    governance.performance.allTimePeak = 20_000;
    const told = review(world, at(0), "supervisor");
    expect(types(told.facts)).toContain("operator.command_refused");
    review(world, at(1), "Ada");
    expect(governance.freeze?.causes).toContain("KILL_SWITCH");
    expect(types(review(world, at(2), "supervisor").facts)).toEqual(["operator.command_refused"]);
    expect(governance.freeze?.reviewGivenBy).toBeUndefined();
    const trip = { exitMode: null, operator: "supervisor", reason: "a test" };
    expect(types(feed(world, at(3), "operator", operatorEssTripped.create(trip)).facts)).toEqual([
      "operator.command_refused",
    ]);
    review(world, at(4), "scripted operator", true);
    expect(governance.freeze?.reviewGivenBy, "the script itself is heard").toBe("scripted operator");
  });
});

it("a fund that starts at MICRO has not been downgraded to it: nobody is called", () => {
  const world = openWorld({ ...config, startProfile: "MICRO" });
  expect(factsNamed(world, "ai.federation.decision_made").length).toBeGreaterThan(0);
  expect(factsNamed(world, "federation.alert_raised")).toEqual([]);
});
