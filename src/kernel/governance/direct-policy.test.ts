/** What binds whoever sits in the council: each part of the constitution on its own, and the exit mode. */
import { describe, expect, it } from "vitest";
import { at, config, freeze } from "../../../tests/scenarios/given.ts";
import { stance } from "../../../tests/scenarios/given.ts";
import { defaultHardLimits } from "../domain/hard-limits.ts";
import type { Policy } from "../domain/mandate.ts";
import { unlimited } from "../domain/risk-envelope.ts";
import { type IntegrationStage, integrationStages } from "../domain/subsystem.ts";
import { openOutbox } from "../events/outbox.ts";
import { fraction, ratio, usd } from "../units/units.ts";
import { directPolicy } from "./direct-policy.ts";
import { type GovernanceState, holdStance, openGovernance } from "./governance-state.ts";

function policyWith(change: (state: GovernanceState) => void, openDrawdown = 0, limits = defaultHardLimits): Policy {
  const state = openGovernance(config, at(0));
  change(state);
  directPolicy(state, { ...config, hardLimits: limits }, openDrawdown, openOutbox(1, at(0)));
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
    const { envelope, setBy } = policyWith(calm, 0, limits).mandate;
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

  it("a tripped emergency stop stops entries; an armed or disabled one does not", () => {
    expect(entriesUnder((state) => (state.ess = { state: "TRIPPED", level: "CRITICAL", trip: undefined }))).toEqual({
      allowed: false,
      by: "emergency stop system",
    });
    expect(entriesUnder((state) => (state.ess = { state: "ARMED", level: "WARNING", trip: undefined })).allowed).toBe(
      true,
    );
    expect(
      entriesUnder((state) => (state.ess = { state: "DISABLED", level: "NOMINAL", trip: undefined })).allowed,
    ).toBe(true);
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
      directPolicy(state, { ...config, stage, isLiveVenue }, 0, openOutbox(1, at(0)));
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
  it("is HOLD in calm, CANCEL while frozen or tripped", () => {
    expect(policyWith(calm).exitMode).toBe("HOLD");
    expect(policyWith((state) => (state.freeze = freeze())).exitMode).toBe("CANCEL");
    expect(policyWith((state) => (state.ess = { state: "TRIPPED", level: "CRITICAL", trip: undefined })).exitMode).toBe(
      "CANCEL",
    );
  });

  it("is FLATTEN when open positions lose strictly more than 10 % of equity", () => {
    expect(policyWith(calm, 0.1).exitMode).toBe("HOLD");
    expect(policyWith(calm, 0.1000001).exitMode).toBe("FLATTEN");
    expect(policyWith(calm, Number.NaN).exitMode).toBe("FLATTEN");
  });

  it("is not FLATTEN for that where the emergency stop is disabled", () => {
    expect(
      policyWith((state) => (state.ess = { state: "DISABLED", level: "NOMINAL", trip: undefined }), 0.5).exitMode,
    ).toBe("HOLD");
  });

  it("is FLATTEN under the kill switch", () => {
    expect(policyWith((state) => (state.freeze = freeze({ causes: ["KILL_SWITCH"] }))).exitMode).toBe("FLATTEN");
  });
});

describe("a missing council", () => {
  it("leaves the tightest profile in force", () => expect(policyWith(calm).modes.capitalProfile).toBe("MICRO"));

  it("is asked again only when something it depends on has changed", () => {
    const state = openGovernance(config, at(0));
    directPolicy(state, config, 0, openOutbox(1, at(0)));
    const first = state.policy;
    directPolicy(state, config, 0, openOutbox(2, at(1)));
    expect(state.policy).toBe(first);
    state.freeze = freeze();
    directPolicy(state, config, 0, openOutbox(3, at(2)));
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
});
