/** Operators: tightening at once and by anyone, loosening by name and for a while, and never past what is fixed. */
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
import { broken, loosenedIn } from "../../../tests/scenarios/given-any.ts";
import { config, hour } from "../../../tests/scenarios/given.ts";
import {
  ada,
  type Data,
  envelopeOf,
  nobody,
  order,
  refusalIn,
  setBrake,
  setMode,
  setRisk,
  setSeat,
  setStage,
} from "../../../tests/scenarios/orders.ts";
import { operatorOverrideApproved } from "../events/operator-events.ts";
import { riskModes, tradingModes } from "../domain/modes.ts";
import { integrationStages } from "../domain/subsystem.ts";
import { days, durationMs, fraction, hours, minutes, ratio, usd } from "../units/units.ts";
import { decodeState, encodeState } from "../state-codec.ts";
import type { OperatorCommand } from "./hear-operator.ts";
import { riskLimitsInForce, tradingModeInForce } from "./in-force.ts";

const modeOf = ({ state }: Council) => tradingModeInForce(state);

describe("an override with a second person", () => {
  const twoPersons = { controls: { ...config.controls, overrideNeedsSecondPerson: true } };
  const approve = (council: Council, by = "Grace", token = "token-01") =>
    order(council, operatorOverrideApproved.create({ token, operator: by, reason: "seen" }));
  const paused = (change = twoPersons): Council => {
    const council = openCouncil(change);
    setMode(council, {});
    return council;
  };
  const loosen = (council: Council, approval?: string) => setMode(council, { mode: "LIVE", ...ada, approval });

  it("is refused without one, with a forged token and with one's own", () => {
    const council = paused();
    approve(council, "Ada", "token-02");
    for (const approval of [undefined, "forged-1", "token-02"])
      expect(refusalIn(loosen(council, approval)), approval).toMatchObject({ field: "approval" });
    expect(modeOf(council)).toBe("PAUSED");
  });

  it("is given once by a token, which is used up also where the state was written down in between", () => {
    const council = paused();
    approve(council);
    expect(refusalIn(loosen(council, "token-01"))).toBeUndefined();
    expect(modeOf(council)).toBe("LIVE");
    setMode(council, {});
    const resumed = { ...council, state: broken<Council["state"]>(decodeState(encodeState(council.state))) };
    expect(refusalIn(loosen(resumed, "token-01"))).toMatchObject({ field: "approval" });
    expect(modeOf(resumed)).toBe("PAUSED");
  });

  it("limits and flags ask for it too", () => {
    const council = openCouncil(twoPersons);
    setRisk(council, { maxExposureFraction: fraction(0.2) });
    const limits = { maxExposureFraction: fraction(0.3) };
    expect(refusalIn(setRisk(council, limits, ada))).toMatchObject({ field: "approval" });
    approve(council);
    expect(refusalIn(setRisk(council, limits, { ...ada, approval: "token-01" }))).toBeUndefined();
  });

  it("is not asked for on paper unless it is configured", () =>
    expect(refusalIn(loosen(paused({ controls: config.controls })))).toBeUndefined());
});

describe("the trading mode", () => {
  it("is tightened at once, by anyone, with the highest priority and a decision in the operator's name", () => {
    const council = openCouncil();
    const facts = setMode(council, { mode: "SHADOW" });
    expect(facts.find((fact) => fact.type === "ai.federation.decision_made")?.data).toMatchObject({
      seat: "OPERATOR",
      decision: { kind: "MODE_CHANGE", priority: "CRITICAL", payload: { mode: "SHADOW", durationMs: null } },
      outcome: "STANDS",
    });
    expect([modeOf(council), envelopeOf(council).entriesAllowed]).toEqual(["SHADOW", false]);
    expect(council.state.policy?.mandate.setBy.entriesAllowed).toMatch(/^OPERATOR MODE_CHANGE D\d+-\d+$/);
  });

  it("goes back by itself when its time is up, and not a moment earlier", () => {
    const council = openCouncil();
    setMode(council, { durationMs: minutes(60) });
    later(council, minutes(60) - 1);
    round(council);
    expect(envelopeOf(council).entriesAllowed).toBe(false);
    later(council, 1);
    round(council);
    expect([modeOf(council), envelopeOf(council).entriesAllowed]).toEqual(["LIVE", true]);
  });

  it("is not shortened by a later order of the same mode that ends earlier", () => {
    const council = openCouncil();
    setMode(council, {});
    setMode(council, { durationMs: minutes(1) });
    later(council, hours(2));
    round(council);
    expect(modeOf(council)).toBe("PAUSED");
  });

  it.each([
    ["nobody's name", { operator: null }, "operator"],
    ["no end", { expiresInMs: null }, "expires_minutes"],
    ["an end of 0", { expiresInMs: durationMs(0) }, "expires_minutes"],
    ["an end past 15 minutes", { expiresInMs: durationMs(minutes(15) + 1) }, "expires_minutes"],
  ])("is not loosened with %s, and stays", (_, change, field) => {
    const council = openCouncil();
    setMode(council, {});
    const facts = setMode(council, { mode: "LIVE", ...ada, ...change });
    expect(refusalIn(facts)).toMatchObject({ command: "operator.mode_set", field });
    expect(modeOf(council)).toBe("PAUSED");
  });

  it("is loosened past the CEO by name for at most 15 minutes, both sides logged", () => {
    const council = openCouncil();
    council.vitals = { ...council.vitals, unknownOrders: 1 };
    round(council);
    expect(modeOf(council), "DEGRADED is SHADOW").toBe("SHADOW");
    const facts = setMode(council, { mode: "LIVE", ...ada });
    expect(types(facts)).toContain("federation.conflict_resolved");
    expect([modeOf(council), envelopeOf(council).entriesAllowed]).toEqual(["LIVE", true]);
    later(council, minutes(15));
    round(council);
    expect([modeOf(council), envelopeOf(council).entriesAllowed]).toEqual(["SHADOW", false]);
  });

  it("a grant lapses the moment the seat speaks anew: tightening is instant", () => {
    const council = openCouncil();
    council.vitals = { ...council.vitals, unknownOrders: 1 };
    round(council);
    setMode(council, { mode: "LIVE", ...ada });
    council.vitals = { ...council.vitals, venueConnected: false };
    round(council);
    expect([modeOf(council), envelopeOf(council).entriesAllowed]).toEqual(["PAUSED", false]);
  });

  it("no name opens entries while the fund is frozen", () => {
    const council = openCouncil();
    fallen(council, 0.11);
    setMode(council, { mode: "LIVE", ...ada });
    expect(envelopeOf(council).entriesAllowed).toBe(false);
  });
});

describe("risk limits", () => {
  it("are tightened field by field, and a later tightening of the CRO is heard beside them", () => {
    const council = openCouncil();
    setRisk(council, { maxLeverageRatio: ratio(3) });
    expect(riskLimitsInForce(council.state)).toMatchObject({ maxLeverageRatio: 3, maxPositionUsd: 10_000 });
    fallen(council, 0.04);
    expect(envelopeOf(council)).toMatchObject({ maxLeverage: 3, maxPosition: 7_000, maxExposure: 0.7 });
  });

  it.each([
    [{ maxLeverageRatio: ratio(10.01) }, "maxLeverageRatio"],
    [{ maxExposureFraction: fraction(0.91) }, "maxExposureFraction"],
    [{ maxDrawdownFraction: fraction(0.11) }, "maxDrawdownFraction"],
  ])("never pass the hard limits, whoever asks: %o", (limits, field) => {
    const council = openCouncil();
    expect(refusalIn(setRisk(council, limits, ada))).toMatchObject({ field });
  });

  it("are loosened by name, only in what is named, as far as was asked and no further", () => {
    const council = openCouncil();
    setRisk(council, { maxLeverageRatio: ratio(3), maxPositionUsd: usd(2_000) });
    expect(refusalIn(setRisk(council, { maxLeverageRatio: ratio(6) }))).toMatchObject({ field: "operator" });
    setRisk(council, { maxLeverageRatio: ratio(6) }, ada);
    expect(riskLimitsInForce(council.state)).toMatchObject({ maxLeverageRatio: 6, maxPositionUsd: 2_000 });
    later(council, minutes(15));
    round(council);
    expect(riskLimitsInForce(council.state), "nothing gets looser when a grant ends").toMatchObject({
      maxLeverageRatio: 6,
      maxPositionUsd: 2_000,
    });
    setRisk(council, { maxLeverageRatio: ratio(10) }, ada);
    later(council, minutes(15));
    round(council);
    expect(riskLimitsInForce(council.state)).toMatchObject({ maxLeverageRatio: 10, maxPositionUsd: 2_000 });
  });

  it("need at least one field", () => {
    expect(refusalIn(setRisk(openCouncil(), {}))).toMatchObject({ field: "limits" });
  });

  it("a stop multiplier is tightened upwards", () => {
    const council = openCouncil();
    setRisk(council, { stopLossMultiplierRatio: ratio(2) });
    expect(council.state.policy?.stopLossMultiplier).toBe(2);
    expect(refusalIn(setRisk(council, { stopLossMultiplierRatio: ratio(1.5) }))).toBeDefined();
  });
});

describe("seats", () => {
  it("the supervisor cannot be switched off", () => {
    const council = openCouncil();
    expect(refusalIn(setSeat(council, "SUPERVISOR", false))).toMatchObject({ field: "role", value: "supervisor" });
    expect(types(fallen(council, 0.11))).toContain("fund.frozen");
  });
  it("a seat that rests no longer evaluates, and what it last said holds", () => {
    const council = openCouncil();
    fallen(council, 0.03);
    const held = riskLimitsInForce(council.state);
    const facts = setSeat(council, "CRO", false);
    expect(types(facts)).toContain("seat.switched");
    expect(facts.find(({ type }) => type === "federation.alert_raised")?.data).toMatchObject({
      level: "HIGH",
      what: "CRO rests",
    });
    fallen(council, 0.07);
    expect(riskLimitsInForce(council.state)).toEqual(held);
    setSeat(council, "CRO", true);
    expect(riskLimitsInForce(council.state)).not.toEqual(held);
  });
  it.each([
    ["CRO", "operator"],
    ["CEO", "operator"],
    ["CIO", "operator"],
    ["CFO", undefined],
    ["RESEARCHER", undefined],
  ] as const)("%s rests for nobody in particular only if it limits nothing", (seat, field) => {
    const council = openCouncil();
    expect(refusalIn(setSeat(council, seat, false, null))?.field).toBe(field);
    expect(council.state.seatsOff.has(seat)).toBe(field === undefined);
    setSeat(council, seat, false);
    expect(types(setSeat(council, seat, true, null)), "anybody calls it back").toContain("seat.switched");
  });
  it("one that is not configured is refused by name", () => {
    const council = openCouncil({ seats: ["SUPERVISOR", "CRO"] });
    expect(refusalIn(setSeat(council, "CEO", true))).toMatchObject({ value: "ceo" });
  });
});

describe("the brake", () => {
  it("is pulled by anyone, stops entries, and is let go by name only", () => {
    const council = openCouncil();
    expect(types(setBrake(council, true))).toContain("brake.changed");
    expect(council.state.policy).toMatchObject({ modes: { braked: true }, exitMode: "CANCEL" });
    expect(envelopeOf(council).entriesAllowed).toBe(false);
    expect(refusalIn(setBrake(council, false))).toMatchObject({ field: "operator" });
    setBrake(council, false, "Ada");
    expect(envelopeOf(council).entriesAllowed).toBe(true);
  });
  it("lifts no freeze, coming or going", () => {
    const council = openCouncil();
    fallen(council, 0.11);
    setBrake(council, true);
    setBrake(council, false, "Ada");
    expect(council.state.freeze).toBeDefined();
  });
  it("keeps the mandate: while it is on nothing gets looser", () => {
    const council = openCouncil();
    setRisk(council, { maxLeverageRatio: ratio(3) });
    setBrake(council, true);
    const braked = envelopeOf(council);
    setRisk(council, { maxLeverageRatio: ratio(9) }, ada);
    expect(loosenedIn(envelopeOf(council), braked)).toEqual([]);
  });
  it("comes with a daily loss past its limit and goes with the review of its freeze, a person's does not", () => {
    const council = openCouncil();
    fallen(council, 0.051);
    expect(council.state.brake?.by).toBe("daily loss limit");
    round(council);
    later(council, 26 * hour);
    council.money = { ...council.money, equity: 9_900 };
    round(council, seniorReview);
    expect([council.state.freeze, council.state.brake]).toEqual([undefined, undefined]);
    setBrake(council, true, "Ada");
    fallen(council, 0.2);
    later(council, 3 * 24 * hour);
    council.money = { ...council.money, equity: 9_900 };
    round(council, seniorReview);
    expect(council.state.brake?.by).toBe("Ada");
  });
  it("let go while the fund is frozen, it is pulled again by the next daily loss past its limit", () => {
    const council = openCouncil();
    fallen(council, 0.06);
    setBrake(council, false, "Ada");
    expect(council.state.brake).toBeUndefined();
    later(council, days(1));
    fallen(council, 0.06);
    later(council, 1);
    fallen(council, 0.06);
    expect(council.state.brake, "a new day without a loss").toBeUndefined();
    fallen(council, 0.12);
    expect(council.state.brake?.by).toBe("daily loss limit");
  });
});

describe("stages", () => {
  it("go down at any time, below the council's door by name", () => {
    const council = openCouncil();
    expect(types(setStage(council, "COORDINATION"))).toContain("stage.changed");
    expect(refusalIn(setStage(council, "OBSERVATION"))).toMatchObject({ field: "operator" });
    expect(types(setStage(council, "OBSERVATION", "Ada"))).toContain("stage.changed");
  });
  it("go up by name; on a live venue one at a time and when earned", () => {
    const council = openCouncil({ stage: "OBSERVATION", isLiveVenue: true });
    expect(refusalIn(setStage(council, "PARTIAL"))).toMatchObject({ field: "operator" });
    expect(refusalIn(setStage(council, "COORDINATION", "Ada"))?.rule).toContain("one stage at a time");
    expect(refusalIn(setStage(council, "PARTIAL", "Ada"))?.rule).toContain("closed days 0, needs at least 7");
    for (let each = 1; each <= 7; each += 1) {
      later(council, days(1));
      round(council);
    }
    expect(setStage(council, "PARTIAL", "Ada").find(({ type }) => type === "stage.changed")?.data).toMatchObject({
      isEarned: true,
    });
  });
  it("below COORDINATION a live venue receives reductions only, and the council is recorded but not obeyed", () => {
    const live = openCouncil({ stage: "PARTIAL", isLiveVenue: true });
    round(live);
    expect(envelopeOf(live).entriesAllowed).toBe(false);
    const paper = openCouncil({ stage: "PARTIAL" });
    fallen(paper, 0.04);
    expect(envelopeOf(paper)).toMatchObject({ entriesAllowed: true, maxLeverage: 10, maxDrawdown: 0.1 });
    expect(riskLimitsInForce(paper.state).maxPositionUsd, "the CRO has spoken").toBe(7_000);
  });
  it.each(integrationStages)("%s gates neither freeze nor hard limits nor emergency stop", (stage) => {
    const council = openCouncil({ stage });
    fallen(council, 0.11);
    expect(council.state.freeze).toBeDefined();
    expect(envelopeOf(council).entriesAllowed).toBe(false);
    expect(council.state.ess.state).not.toBe("ARMED");
  });
  it("an overdue drill demotes by one, once per missed period", () => {
    const council = openCouncil({ drillEveryMs: days(7) });
    later(council, days(7));
    round(council);
    expect(council.state.stage.current).toBe("AUTONOMY");
    later(council, 1);
    expect(types(round(council))).toContain("stage.changed");
    round(council);
    expect(council.state.stage.current).toBe("COORDINATION");
    later(council, days(7) + 1);
    round(council);
    expect(council.state.stage.current).toBe("PARTIAL");
  });
  it("a drill that passed in time keeps the stage", () => {
    const council = openCouncil({ drillEveryMs: days(7) });
    later(council, days(6));
    council.state.drillPassedAt = council.now;
    later(council, days(7));
    round(council);
    expect(council.state.stage.current).toBe("AUTONOMY");
  });
  it("a demotion never loosens a limit", () => {
    const council = openCouncil({ stage: "COORDINATION", drillEveryMs: days(7) });
    fallen(council, 0.04);
    later(council, days(7) - 1);
    round(council);
    later(council, 1);
    round(council);
    const before = envelopeOf(council);
    expect(before.sizeFactor).toBe(0.7);
    later(council, 1);
    round(council);
    expect(council.state.stage.current).toBe("PARTIAL");
    expect(loosenedIn(envelopeOf(council), before)).toEqual([]);
  });
  it("settings that lower it further at a start keep what a demotion kept: they are no person", () => {
    const council = openCouncil({ stage: "COORDINATION", drillEveryMs: days(7) });
    fallen(council, 0.04);
    later(council, days(7) + 1);
    round(council);
    const { keptEnvelope } = council.state.stage;
    expect(keptEnvelope).toBeDefined();
    setStage(council, "OBSERVATION", "environment");
    expect(council.state.stage).toMatchObject({ current: "OBSERVATION", keptEnvelope });
  });
  it("an unnamed operator who lowers it further keeps what a demotion kept; a named one lets it go", () => {
    const demoted = () => {
      const council = openCouncil({ stage: "COORDINATION", drillEveryMs: days(7) });
      fallen(council, 0.04);
      later(council, days(7) + 1);
      round(council);
      expect(council.state.stage.current).toBe("PARTIAL");
      return council;
    };
    const unnamed = demoted();
    const before = envelopeOf(unnamed);
    setStage(unnamed, "OBSERVATION");
    expect(unnamed.state.stage.current).toBe("OBSERVATION");
    expect(loosenedIn(envelopeOf(unnamed), before)).toEqual([]);
    const named = demoted();
    setStage(named, "OBSERVATION", "Ada");
    expect(loosenedIn(envelopeOf(named), before)).not.toEqual([]);
  });
  it("the kill switch takes autonomy away", () => {
    const council = openCouncil();
    fallen(council, 0.21);
    expect(council.state.stage.current).toBe("COORDINATION");
  });
});

describe("policy flags", () => {
  const setFlags = (council: Council, flags: Data<"operator.flags_set">["flags"], who: Partial<typeof ada> = ada) =>
    order(council, {
      type: "operator.flags_set",
      version: 1,
      data: { flags, operator: who.operator ?? null, reason: "a test", expiresInMs: who.expiresInMs ?? null },
    });
  it("are set by name for a while, and go back", () => {
    const council = openCouncil();
    expect(refusalIn(setFlags(council, { enableCeo: false }, {}))).toMatchObject({ field: "operator" });
    expect(refusalIn(setFlags(council, { enableCeo: false }, { operator: "Ada" }))).toMatchObject({
      field: "expires_minutes",
    });
    setFlags(council, { enableCeo: false });
    expect(council.state.flags.enableCeo).toBe(false);
    later(council, minutes(15));
    expect(types(round(council))).toContain("policy.flags_changed");
    expect(council.state.flags).toEqual(config.agents);
  });
  it("make an agent look more often, never less, and one override does not live on in the next", () => {
    const council = openCouncil();
    expect(refusalIn(setFlags(council, { ceoIntervalMs: minutes(1) }))).toMatchObject({ field: "ceoIntervalMs" });
    setFlags(council, { enableCeo: false });
    setFlags(council, { ceoIntervalMs: durationMs(10_000) });
    expect(council.state.flags).toMatchObject({ enableCeo: true, ceoIntervalMs: 10_000 });
  });
  it("cannot switch on what the configuration has off", () => {
    const council = openCouncil({ agents: { ...config.agents, enableCeo: false } });
    expect(refusalIn(setFlags(council, { enableCeo: true }))).toMatchObject({ field: "enableCeo" });
  });
});

describe("whatever operators order without a name", () => {
  const anyUnnamed: fc.Arbitrary<OperatorCommand> = fc.oneof(
    fc.record({ mode: fc.constantFrom(...tradingModes), wait: fc.option(fc.integer({ min: 1, max: 600 })) }).map(
      ({ mode, wait }): OperatorCommand => ({
        type: "operator.mode_set",
        version: 1,
        data: { mode, durationMs: wait === null ? null : minutes(wait), reason: "any", ...nobody },
      }),
    ),
    fc.record({ leverage: fc.nat(12), exposure: fc.nat(100) }).map(
      ({ leverage, exposure }): OperatorCommand => ({
        type: "operator.risk_set",
        version: 1,
        data: {
          limits: { maxLeverageRatio: ratio(leverage), maxExposureFraction: fraction(exposure / 100) },
          reason: "any",
          ...nobody,
        },
      }),
    ),
    fc.record({ mode: fc.constantFrom(...riskModes), wait: fc.option(fc.integer({ min: 1, max: 600 })) }).map(
      ({ mode, wait }): OperatorCommand => ({
        type: "operator.risk_mode_set",
        version: 1,
        data: { mode, durationMs: wait === null ? null : minutes(wait), reason: "any", ...nobody },
      }),
    ),
    fc.boolean().map(
      (engaged): OperatorCommand => ({
        type: "operator.brake_set",
        version: 1,
        data: { engaged, operator: null, reason: "any" },
      }),
    ),
    fc.constantFrom(...integrationStages).map(
      (stage): OperatorCommand => ({
        type: "operator.stage_set",
        version: 1,
        data: { stage, operator: null, reason: "any" },
      }),
    ),
  );
  it("never loosens any limit", () => {
    fc.assert(
      fc.property(fc.array(anyUnnamed, { maxLength: 20 }), (commands) => {
        const council = openCouncil({ seats: ["SUPERVISOR", "CRO", "CEO", "CONTROLLER", "CIO"] });
        round(council);
        for (const command of commands) {
          const before = envelopeOf(council);
          order(council, command);
          expect(loosenedIn(envelopeOf(council), before)).toEqual([]);
        }
      }),
    );
  });
});
