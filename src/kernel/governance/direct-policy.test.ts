/** What binds whoever sits in the council: each part of the constitution on its own, and the exit mode. */
import { describe, expect, it } from "vitest";
import { at, config } from "../../../tests/scenarios/given.ts";
import { freeze, stance, trip } from "../../../tests/scenarios/given-fund.ts";
import type { Ess } from "../domain/briefing.ts";
import { defaultHardLimits } from "../domain/hard-limits.ts";
import type { Policy } from "../domain/mandate.ts";
import { type EssState, essStates, type ExitMode, exitModes } from "../domain/modes.ts";
import { unlimited } from "../domain/risk-envelope.ts";
import { type IntegrationStage, integrationStages } from "../domain/subsystem.ts";
import { openOutbox } from "../events/outbox.ts";
import { fraction, ratio, usd } from "../units/units.ts";
import { directPolicy } from "./direct-policy.ts";
import { demote } from "./operator-stage.ts";
import { type GovernanceState, holdStance, openGovernance } from "./governance-state.ts";

function policyWith(change: (state: GovernanceState) => void, limits = defaultHardLimits): Policy {
  const state = openGovernance(config, at(0));
  change(state);
  directPolicy(state, { ...config, hardLimits: limits }, openOutbox(1, at(0)));
  return state.policy!;
}
const calm = () => undefined;
const entriesUnder = (change: (state: GovernanceState) => void) => {
  const { envelope, setBy } = policyWith(change).mandate;
  return { allowed: envelope.entriesAllowed, by: setBy.entriesAllowed };
};

describe("the constitution", () => {
  it("allows entries to a calm fund", () => expect(entriesUnder(calm)).toEqual({ allowed: true, by: "nobody" }));

  it("hard limits hold without any council", () => {
    const limits = { ...defaultHardLimits, maxLeverageRatio: ratio(3), maxExposureFraction: fraction(0.4) };
    const { envelope, setBy } = policyWith(calm, limits).mandate;
    expect(envelope).toMatchObject({
      maxLeverage: 3,
      maxExposure: 0.4,
      maxRiskPerTrade: 0.02,
      maxDailyRisk: 0.05,
      maxDrawdown: 0.1,
    });
    expect(setBy.maxLeverage).toBe("hard limits");
  });

  it("hard limits hold against a council that wants more", () => {
    const { envelope } = policyWith((state) =>
      holdStance(
        state,
        stance("CRO", {
          kind: "RISK_ADJUSTMENT",
          payload: {
            maxLeverageRatio: ratio(99),
            maxPositionUsd: usd(1e9),
            maxDrawdownFraction: fraction(1),
            maxExposureFraction: fraction(1),
            stopLossMultiplierRatio: ratio(1),
          },
          priority: "NORMAL",
          reason: "greed",
        }),
      ),
    ).mandate;
    expect(envelope).toMatchObject({ maxLeverage: 10, maxExposure: 0.9, maxDrawdown: 0.1 });
  });

  it.each(essStates)("the emergency stop %s stops entries unless it is armed or disabled", (essState) => {
    const isFree = essState === "ARMED" || essState === "DISABLED";
    expect(entriesUnder((state) => (state.ess = { state: essState, level: "WARNING", trip: undefined }))).toEqual({
      allowed: isFree,
      by: isFree ? "nobody" : "emergency stop system",
    });
  });

  it("the emergency brake stops entries and keeps the mandate it found", () => {
    const brake = { since: at(0), by: "Ada", reason: "a test", envelope: { ...unlimited, maxLeverage: ratio(2) } };
    const { envelope, setBy } = policyWith((state) => (state.brake = brake)).mandate;
    expect([envelope.entriesAllowed, setBy.entriesAllowed]).toEqual([false, "emergency brake"]);
    expect([envelope.maxLeverage, setBy.maxLeverage]).toEqual([2, "emergency brake"]);
  });

  it("a live venue receives reductions only below COORDINATION, a paper one trades on", () => {
    const entriesAt = (stage: IntegrationStage, isLiveVenue: boolean) => {
      const state = openGovernance({ ...config, stage, isLiveVenue }, at(0));
      directPolicy(state, { ...config, stage, isLiveVenue }, openOutbox(1, at(0)));
      return state.policy!.mandate.envelope.entriesAllowed;
    };
    expect(integrationStages.map((stage) => entriesAt(stage, true))).toEqual([false, false, true, true, true]);
    expect(integrationStages.map((stage) => entriesAt(stage, false))).toEqual([true, true, true, true, true]);
  });

  it("what the mandate allowed before the fund demoted itself stays the most it allows", () => {
    const keptEnvelope = { ...unlimited, maxExposure: fraction(0.3) };
    const { envelope, setBy } = policyWith((state) => (state.stage.keptEnvelope = keptEnvelope)).mandate;
    expect([envelope.maxExposure, setBy.maxExposure]).toEqual([0.3, "kept since the stage was lowered"]);
  });

  it("self-healing halves sizes for a quarantine, and stops entries for one of those that bound them", () => {
    const { envelope, setBy } = policyWith((state) => state.healing.quarantined.add("pal")).mandate;
    expect([envelope.sizeFactor, setBy.sizeFactor, envelope.entriesAllowed]).toEqual([0.5, "self-healing", true]);
    expect(entriesUnder((state) => state.healing.quarantined.add("pba"))).toEqual({
      allowed: false,
      by: "self-healing",
    });
  });

  it("a freeze stops entries", () => {
    expect(entriesUnder((state) => (state.freeze = freeze()))).toEqual({ allowed: false, by: "freeze" });
  });

  it.each([
    ["EMERGENCY", false],
    ["CRITICAL", false],
    ["DEGRADED", true],
    ["HEALTHY", true],
    ["OPTIMAL", true],
  ] as const)("system health %s allows entries: %s", (health, allowed) => {
    expect(entriesUnder((state) => (state.health = health))).toEqual({
      allowed,
      by: allowed ? "nobody" : "system health",
    });
  });

  it("the ramp after a release sets the size, day by day", () => {
    const sizeAfter = (clean: number | undefined) =>
      policyWith((state) => (state.cleanDaysSinceRelease = clean)).mandate;
    expect(sizeAfter(0)).toMatchObject({ envelope: { sizeFactor: 0.25 }, setBy: { sizeFactor: "ramp after release" } });
    expect([1, 2, 3, undefined].map((clean) => sizeAfter(clean).envelope.sizeFactor)).toEqual([0.5, 0.75, 1, 1]);
  });
});

describe("the exit mode", () => {
  const stoppedWith = (exitMode: ExitMode, state: EssState = "TRIPPED"): Ess => ({
    state,
    level: "NOMINAL",
    trip: trip({ exitMode }),
  });

  it("is HOLD in calm, CANCEL while frozen", () => {
    expect(policyWith(calm).exitMode).toBe("HOLD");
    expect(policyWith((state) => (state.freeze = freeze())).exitMode).toBe("CANCEL");
  });

  it.each(exitModes)("is the %s a stop asks for, until it is armed again", (asked) => {
    for (const essState of essStates) {
      const isFree = essState === "ARMED" || essState === "DISABLED";
      const { exitMode } = policyWith((state) => (state.ess = stoppedWith(asked, essState)));
      expect(exitMode, essState).toBe(isFree ? "HOLD" : asked);
    }
  });

  it.each([
    ["HOLD", "CANCEL"],
    ["CANCEL", "CANCEL"],
    ["REDUCE", "REDUCE"],
    ["FLATTEN", "FLATTEN"],
  ] as const)("is the strongest asked for: a stop's %s and a freeze give %s", (asked, expected) => {
    const { exitMode } = policyWith((state) => {
      state.ess = stoppedWith(asked);
      state.freeze = freeze();
    });
    expect(exitMode).toBe(expected);
  });

  it("is CANCEL for a stop nobody can say anything about", () => {
    const unknown: Ess = { state: "TRIPPED", level: "CRITICAL", trip: undefined };
    expect(policyWith((state) => (state.ess = unknown)).exitMode).toBe("CANCEL");
  });

  it("is FLATTEN under the kill switch", () => {
    expect(policyWith((state) => (state.freeze = freeze({ causes: ["KILL_SWITCH"] }))).exitMode).toBe("FLATTEN");
  });

  it("asked for anew makes a new policy, so that REDUCE can be carried out again", () => {
    const state = openGovernance(config, at(0));
    state.ess = stoppedWith("REDUCE");
    directPolicy(state, config, openOutbox(1, at(0)));
    expect(state.policy?.exitAskedAt).toBe(at(0));
    state.ess = { ...state.ess, trip: trip({ exitMode: "REDUCE", exitAskedAt: at(5) }) };
    directPolicy(state, config, openOutbox(2, at(5)));
    expect(state.policy).toMatchObject({ version: 2, exitAskedAt: at(5) });
  });
});

describe("a missing council", () => {
  it("leaves the tightest profile in force", () => expect(policyWith(calm).modes.capitalProfile).toBe("MICRO"));

  it("is asked again only when something it depends on has changed", () => {
    const state = openGovernance(config, at(0));
    directPolicy(state, config, openOutbox(1, at(0)));
    const first = state.policy;
    directPolicy(state, config, openOutbox(2, at(1)));
    expect(state.policy).toBe(first);
    state.freeze = freeze();
    directPolicy(state, config, openOutbox(3, at(2)));
    expect(state.policy?.version).toBe(2);
  });
});

describe("what the CIO sets", () => {
  const universe = stance("CIO", {
    kind: "SYMBOL_UNIVERSE",
    payload: { activeSymbols: ["ETH"], excludedSymbols: ["BTC"] },
    priority: "HIGH",
    reason: "contracted",
  });
  const weights = stance("CIO", {
    kind: "STRATEGY_ALLOCATION",
    payload: { modelWeights: { momentum: fraction(0.4), reversion: fraction(0.6) }, activeStrategies: [] },
    priority: "NORMAL",
    reason: "track records",
  });
  const hold = (state: GovernanceState) => {
    holdStance(state, universe);
    holdStance(state, weights);
  };

  it("while it has not spoken: every configured symbol, and all models alike", () =>
    expect(policyWith(calm)).toMatchObject({ activeSymbols: ["BTC", "ETH"], modelWeights: undefined }));

  it("symbols and weights reach the policy", () =>
    expect(policyWith(hold)).toMatchObject({
      activeSymbols: ["ETH"],
      modelWeights: { momentum: 0.4, reversion: 0.6 },
    }));

  it("at stage COORDINATION weights are advice, since they may loosen; symbols bind", () => {
    const policy = policyWith((state) => {
      hold(state);
      state.stage.current = "COORDINATION";
    });
    expect(policy).toMatchObject({ activeSymbols: ["ETH"], modelWeights: undefined });
  });

  it("below it both are advice", () => {
    const policy = policyWith((state) => {
      hold(state);
      state.stage.current = "PARTIAL";
    });
    expect(policy).toMatchObject({ activeSymbols: ["BTC", "ETH"], modelWeights: undefined });
  });

  it("a fund that demotes itself below it keeps the symbols it had, with its limits", () => {
    const state = openGovernance(config, at(0));
    hold(state);
    state.stage.current = "COORDINATION";
    const outbox = openOutbox(1, at(0));
    directPolicy(state, config, outbox);
    demote(state, config, "a missed drill", outbox);
    directPolicy(state, config, outbox);
    expect([state.stage.current, state.policy?.activeSymbols]).toEqual(["PARTIAL", ["ETH"]]);
    demote(state, config, "another", outbox);
    directPolicy(state, config, outbox);
    expect([state.stage.current, state.policy?.activeSymbols]).toEqual(["OBSERVATION", ["ETH"]]);
  });
});
