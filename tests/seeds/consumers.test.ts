/** Who acts on each type of decision: hold one, let the fund look, and see what changed for trading (000-EVT-05 to 08). */
import { expect, it } from "vitest";
import { type Decision, decisionKinds, type Seat } from "../../src/kernel/domain/decision.ts";
import { clockTicked } from "../../src/kernel/events/market-events.ts";
import { envelopeOf } from "../../src/kernel/governance/arbitrate/envelopes.ts";
import { holdStance } from "../../src/kernel/governance/governance-state.ts";
import { payFee } from "../../src/kernel/ledger/ledger.ts";
import { fraction, ratio, usd } from "../../src/kernel/units/units.ts";
import { at, config } from "../scenarios/given.ts";
import { said, stance } from "../scenarios/given-fund.ts";
import { feed, fundOf, openWorld } from "../scenarios/world.ts";

/** The policy of a calm fund before and after a seat takes a stance. */
function policyAfter(seat: Seat, decision: Decision) {
  const world = openWorld({ ...config, seats: ["SUPERVISOR", "CRO", "CEO", "CIO"] });
  const { governance } = fundOf(world);
  const before = governance.policy;
  holdStance(governance, stance(seat, decision));
  feed(world, at(0), "clock", clockTicked.create({}));
  return { before, after: governance.policy };
}

it("MODE_CHANGE: another mode than LIVE stops entries", () => {
  const shadow: Decision = { kind: "MODE_CHANGE", payload: { mode: "SHADOW", durationMs: null }, ...said };
  const { before, after } = policyAfter("SUPERVISOR", shadow);
  expect(before?.mandate.envelope.entriesAllowed).toBe(true);
  expect(after?.mandate.envelope.entriesAllowed).toBe(false);
});

it("RISK_ADJUSTMENT: every limit of it is in force", () => {
  const { after } = policyAfter("CRO", {
    kind: "RISK_ADJUSTMENT",
    payload: {
      maxLeverageRatio: ratio(3),
      maxPositionUsd: usd(4_000),
      maxDrawdownFraction: fraction(0.04),
      maxExposureFraction: fraction(0.3),
      stopLossMultiplierRatio: ratio(1.4),
    },
    ...said,
  });
  expect(after?.mandate.envelope).toMatchObject({
    maxLeverage: 3,
    maxPosition: 4_000,
    maxDrawdown: 0.04,
    maxExposure: 0.3,
  });
  expect(after?.stopLossMultiplier).toBe(1.4);
});

it("CAPITAL_PROFILE: risk and number of positions are in force", () => {
  const { after } = policyAfter("CEO", {
    kind: "CAPITAL_PROFILE",
    payload: {
      profile: "MICRO",
      maxRiskPerTradeFraction: fraction(0.005),
      maxDailyRiskFraction: fraction(0.02),
      maxPositions: 2,
    },
    ...said,
  });
  expect(after?.mandate.envelope).toMatchObject({ maxRiskPerTrade: 0.005, maxDailyRisk: 0.02, maxPositions: 2 });
  expect(after?.modes.capitalProfile).toBe("MICRO");
});

it("ESS_POLICY: the emergency stop's levels follow it", () => {
  const world = openWorld(config);
  const { governance, ledger } = fundOf(world);
  const payload = {
    cautionFraction: fraction(0.005),
    warningFraction: fraction(0.01),
    criticalFraction: fraction(0.04),
  };
  holdStance(governance, stance("CRO", { kind: "ESS_POLICY", payload, ...said }));
  payFee(ledger, usd(200));
  feed(world, at(0), "clock", clockTicked.create({}));
  expect(governance.ess.level, "at a drawdown of 2 %, which is nothing to the base policy").toBe("WARNING");
});

it("STRATEGY_ALLOCATION: the policy tells trading whom to hear", () => {
  const modelWeights = { momentum: fraction(0.6), reversion: fraction(0.4) };
  const { after } = policyAfter("CIO", {
    kind: "STRATEGY_ALLOCATION",
    payload: { modelWeights, activeStrategies: ["momentum", "reversion"] },
    ...said,
  });
  expect(after?.modelWeights).toEqual(modelWeights);
});

it("SYMBOL_UNIVERSE: the policy tells trading where positions may be opened", () => {
  const { before, after } = policyAfter("CIO", {
    kind: "SYMBOL_UNIVERSE",
    payload: { activeSymbols: ["ETH"], excludedSymbols: ["BTC"] },
    ...said,
  });
  expect(before?.activeSymbols).toContain("BTC");
  expect(after?.activeSymbols).toEqual(["ETH"]);
});

it("RISK_MODE: risk per trade and positions of the mode are in force; an emergency stops entries", () => {
  const defensive = (isEmergency: boolean): Decision => ({
    kind: "RISK_MODE",
    payload: { mode: "DEFENSIVE", isEmergency },
    ...said,
  });
  const { after } = policyAfter("CONTROLLER", defensive(false));
  expect(after?.mandate.envelope).toMatchObject({ maxRiskPerTrade: 0.003, maxPositions: 3 });
  expect(after?.modes).toMatchObject({ riskMode: "DEFENSIVE", emergency: false });
  expect(policyAfter("CONTROLLER", defensive(true)).after?.modes.emergency).toBe(true);
  expect(envelopeOf(defensive(true)).entriesAllowed).toBe(false);
});

it("THRESHOLDS: least confidence, risk per trade and positions are in force", () => {
  const { after } = policyAfter("CONTROLLER", {
    kind: "THRESHOLDS",
    payload: { minConfidenceFraction: fraction(0.55), maxRiskPerTradeFraction: fraction(0.004), maxPositions: 1 },
    ...said,
  });
  expect(after?.mandate.envelope).toMatchObject({ minConfidence: 0.55, maxRiskPerTrade: 0.004, maxPositions: 1 });
});

it("STRATEGY_LISTS: a blocked model has no weight, and those that are left share all of it", () => {
  const lists = (allowedStrategies: string[], blockedStrategies: string[]): Decision => ({
    kind: "STRATEGY_LISTS",
    payload: { allowedStrategies, blockedStrategies },
    ...said,
  });
  const { after } = policyAfter("CONTROLLER", lists(["momentum"], ["reversion"]));
  expect(after?.modelWeights).toEqual({ momentum: 1, reversion: 0 });
  expect(after?.strategies).toEqual({ allowed: ["momentum"], blocked: ["reversion"] });
  const { after: nobody } = policyAfter("CONTROLLER", lists([], ["momentum", "reversion"]));
  expect(nobody?.modelWeights, "nobody is asked, and nothing is divided by nothing").toEqual({
    momentum: 0,
    reversion: 0,
  });
});

it("every decision type has a consumer: what the tests here leave out acts on the books, the tasks or a proposal", () => {
  const here = [
    "MODE_CHANGE",
    "RISK_ADJUSTMENT",
    "CAPITAL_PROFILE",
    "ESS_POLICY",
    "STRATEGY_ALLOCATION",
    "SYMBOL_UNIVERSE",
    "RISK_MODE",
    "THRESHOLDS",
    "STRATEGY_LISTS",
  ];
  const elsewhere = ["CASHFLOW", "RESEARCH_TASK", "OVERRIDE", "FREEZE", "UNFREEZE", "OPERATING_MODE"];
  expect([...here, ...elsewhere].toSorted()).toEqual([...decisionKinds].toSorted());
});
