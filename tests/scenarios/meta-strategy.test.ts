/**
 * The event flows of seeds 002 and 003 around the meta strategy controller, by their event names, through the whole kernel.
 *
 * 002-EX-01 a regime shift, 003-EX-01 market conditions change, 003-EX-03 a health alert. Example 2 of seed 003 needs the
 * opportunity ranker.
 */
import { beforeEach, describe, expect, it } from "vitest";
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import type { MarketAssessment } from "../../src/kernel/domain/regime.ts";
import type { Fact } from "../../src/kernel/events/catalogue.ts";
import { operatorRiskModeSet } from "../../src/kernel/events/operator-events.ts";
import { venueConnectionChanged } from "../../src/kernel/events/venue-events.ts";
import { portfolioOf } from "../../src/kernel/step-govern.ts";
import { fraction, minutes, ratio } from "../../src/kernel/units/units.ts";
import { at, bar, day, hour, tradingConfig } from "./given.ts";
import { allModelsSay, close, feed, fundOf, openWorld, type World } from "./world.ts";

/** Room for five positions and 2 % a trade, so that the controller's limits are the ones that bind. */
const config: FundConfig = {
  ...tradingConfig,
  seats: ["SUPERVISOR", "CRO", "CEO", "CONTROLLER", "CIO"],
  startProfile: "NORMAL",
};
const market: MarketAssessment = {
  trend: "RANGE",
  volatility: "NORMAL",
  isIlliquid: false,
  confidence: fraction(0.8),
  dailyVolatility: ratio(0.03),
  trendStrength: fraction(0.3),
  breakProbability: undefined,
  hidden: undefined,
};

let world: World;
let now: number;
/** Swings of 3 %: worth an entry also where only four of twelve models may speak. */
const swing = (base: number): number => Math.round(base * (100 + 3 * Math.sin((now / hour) * 0.9))) / 100;
const bars = () => [bar("BTC", swing(100)), bar("ETH", swing(50))];
function nextHour(after: number = hour): readonly Fact[] {
  const from = world.steps.length;
  now += after;
  close(world, at(now), bars());
  return world.steps.slice(from).flatMap(({ facts }) => facts);
}
const envelope = () => fundOf(world).governance.policy?.mandate.envelope;
const modes = () => fundOf(world).governance.policy?.modes;
const names = (facts: readonly Fact[]) =>
  facts.map((fact) =>
    fact.type === "ai.federation.decision_made" ? `${fact.data.seat} ${fact.data.decision.kind}` : fact.type,
  );
let ignored = 0;
/** A setter that keeps what the test has put there. */
const ignore = (): void => {
  ignored += 1;
};
/** The market officer believes this from now on: its detectors have tests of their own. */
function believe(change: Partial<MarketAssessment>): void {
  const { market: held } = fundOf(world).governance.marketOfficer;
  Object.defineProperty(held, "assessment", {
    get: () => ({ ...market, ...change }),
    set: ignore,
    configurable: true,
  });
}
const intents = (facts: readonly Fact[]) =>
  facts.flatMap((fact) => (fact.type === "intent.proposed" ? [fact.data] : []));
const connect = (connected: boolean) =>
  feed(world, world.state.at, "venue", venueConnectionChanged.create({ connected, reason: "told so" })).facts;

beforeEach(() => {
  world = openWorld(config);
  believe({});
  now = -24 * hour;
  while (now < 0) nextHour();
});

describe("003-EX-01: market conditions change", () => {
  it("high volatility and weak trends: DEFENSIVE, policy.updated, smaller sizes and fewer positions, in one entry", () => {
    nextHour();
    allModelsSay(world, "BTC", 0.95, at(now + 2 * hour));
    const calm = intents(nextHour());
    const before = envelope();
    expect(before).toMatchObject({ maxRiskPerTrade: 0.0075, maxPositions: 5 });
    believe({ volatility: "HIGH", trend: "CHOPPY" });
    allModelsSay(world, "ETH", 0.95, at(now + 2 * hour));
    const facts = nextHour();
    const order = names(facts).filter((name) => name.startsWith("CONTROLLER") || name === "policy.updated");
    const decisions = ["CONTROLLER RISK_MODE", "CONTROLLER THRESHOLDS", "CONTROLLER STRATEGY_LISTS"];
    expect(order).toEqual([...decisions, "policy.updated"]);
    expect(modes()).toMatchObject({ riskMode: "DEFENSIVE", emergency: false });
    expect(envelope()).toMatchObject({ maxRiskPerTrade: 0.003, maxPositions: 3, entriesAllowed: true });
    const [small] = intents(facts);
    const [large] = calm;
    expect(small?.outcome).toBe("ORDERED");
    expect((small?.notionalUsd ?? 0) / (large?.notionalUsd ?? 1)).toBeCloseTo(0.4, 1);
  });
});

describe("002-EX-01: a regime shift to TRENDING", () => {
  it("AGGRESSIVE where nothing speaks against it: the store's document, larger limits, the change in the journal", () => {
    nextHour();
    believe({ trend: "UP", volatility: "LOW", trendStrength: fraction(0.8) });
    const facts = nextHour();
    expect(names(facts)).toEqual(
      expect.arrayContaining(["CONTROLLER RISK_MODE", "CONTROLLER THRESHOLDS", "policy.updated"]),
    );
    const updated = facts.flatMap((fact) => (fact.type === "policy.updated" ? [fact.data] : []));
    expect(updated.at(-1)).toMatchObject({
      modes: { riskMode: "AGGRESSIVE" },
      changes: expect.arrayContaining([expect.objectContaining({ limit: "maxRiskPerTrade", from: 0.0075, to: 0.015 })]),
    });
    expect(fundOf(world).governance.document?.modes.riskMode).toMatchObject({
      value: "AGGRESSIVE",
      setBy: expect.stringContaining("CONTROLLER RISK_MODE"),
    });
    expect(envelope()?.maxPositions, "as far as the capital profile goes").toBe(5);
  });

  it("market.regime.changed of the market as a whole comes before what it leads to", () => {
    world = openWorld(config);
    now = -24 * hour;
    const facts: Fact[] = [];
    for (let index = 0; index < 60; index += 1) {
      now += hour;
      const from = world.steps.length;
      const price = 100 * 1.01 ** index;
      close(world, at(now), [bar("BTC", price), bar("ETH", price / 2)]);
      facts.push(...world.steps.slice(from).flatMap((each) => each.facts));
    }
    const shift = facts.findIndex(
      (fact) => fact.type === "market.regime.changed" && fact.data.symbol === null && fact.data.trend === "UP",
    );
    const change = facts.findIndex(
      (fact) =>
        fact.type === "ai.federation.decision_made" &&
        fact.data.decision.kind === "RISK_MODE" &&
        fact.data.decision.payload.mode === "AGGRESSIVE",
    );
    expect(shift).toBeGreaterThanOrEqual(0);
    expect(change).toBeGreaterThan(shift);
  });
});

describe("003-EX-03: a health alert", () => {
  it("CRITICAL: emergency at once, entries stop, exits are possible; over when health is back, one step at a time", () => {
    nextHour();
    allModelsSay(world, "BTC", 0.95, at(now + 3 * hour));
    nextHour();
    nextHour();
    expect(portfolioOf(fundOf(world)).openPositions).toBe(1);
    const alert = names(connect(false));
    expect(alert.indexOf("health.status_changed")).toBeLessThan(alert.indexOf("CONTROLLER RISK_MODE"));
    expect(alert.indexOf("CONTROLLER RISK_MODE")).toBeLessThan(alert.indexOf("policy.updated"));
    expect(modes()).toMatchObject({ riskMode: "DEFENSIVE", emergency: true });
    expect(envelope()?.entriesAllowed).toBe(false);

    connect(true);
    expect(modes(), "health alone does not end it").toMatchObject({ emergency: true });
    allModelsSay(world, "ETH", 0.95, at(now + hour));
    allModelsSay(world, "BTC", 0.05, at(now + hour));
    const left = intents(nextHour(hour / 3));
    expect(left).toContainEqual(expect.objectContaining({ symbol: "BTC", kind: "EXIT", outcome: "ORDERED" }));
    expect(left).toContainEqual(expect.objectContaining({ symbol: "ETH", kind: "ENTER", outcome: "SHADOWED" }));
    expect(modes()).toMatchObject({ emergency: true });
    nextHour();
    expect(modes(), "30 minutes of good health").toMatchObject({ riskMode: "DEFENSIVE", emergency: false });
    expect(envelope()?.entriesAllowed).toBe(true);
    for (let hours = 0; hours < 30; hours += 1) nextHour();
    expect(modes()).toMatchObject({ riskMode: "NORMAL", emergency: false });
  });
});

describe("002-TEST-04: update_risk_mode(DEFENSIVE)", () => {
  const set = (mode: "DEFENSIVE" | "NORMAL" | "AGGRESSIVE", operator: string | null, expires: number | null) =>
    feed(
      world,
      world.state.at,
      "operator",
      operatorRiskModeSet.create({
        mode,
        durationMs: null,
        operator,
        reason: "test trigger",
        expiresInMs: expires === null ? null : minutes(expires),
      }),
    );
  const refused = (facts: readonly Fact[]) =>
    facts.flatMap((fact) => (fact.type === "operator.command_refused" ? [fact.data] : []));

  it("is in the orchestrator's policy and in the store's document within 0.1 s, by anyone", () => {
    nextHour();
    const began = performance.now();
    const { facts } = set("DEFENSIVE", null, null);
    const took = performance.now() - began;
    expect(names(facts)).toEqual(["OPERATOR RISK_MODE", "policy.updated"]);
    expect(modes()?.riskMode).toBe("DEFENSIVE");
    expect(envelope()).toMatchObject({ maxRiskPerTrade: 0.003, maxPositions: 3 });
    const { document } = fundOf(world).governance;
    expect(document?.modes.riskMode).toMatchObject({ value: "DEFENSIVE", setBy: expect.stringContaining("OPERATOR") });
    expect(document?.overrides).toContainEqual(expect.objectContaining({ kind: "HOLD", value: "DEFENSIVE" }));
    expect(took).toBeLessThan(100);
  });

  it("holds while the controller would loosen, and ends by name, no further than the controller goes", () => {
    nextHour();
    set("DEFENSIVE", null, null);
    believe({ trend: "UP", volatility: "LOW" });
    for (let hours = 0; hours < 3; hours += 1) nextHour();
    expect(modes()?.riskMode).toBe("DEFENSIVE");
    expect(refused(set("NORMAL", null, null).facts)).toMatchObject([{ field: "operator" }]);
    expect(refused(set("NORMAL", "Ada", 16).facts)).toMatchObject([{ field: "expires_minutes" }]);
    expect(refused(set("AGGRESSIVE", "Ada", 15).facts), "the controller is there itself").toEqual([]);
    expect(modes()?.riskMode).toBe("AGGRESSIVE");
    believe({ volatility: "HIGH", trend: "CHOPPY" });
    nextHour();
    expect(refused(set("NORMAL", "Ada", 15).facts)).toMatchObject([
      { field: "risk_mode", rule: expect.stringContaining("the controller holds DEFENSIVE") },
    ]);
  });

  it("ends by itself where it was set for a while", () => {
    nextHour();
    feed(
      world,
      world.state.at,
      "operator",
      operatorRiskModeSet.create({
        mode: "DEFENSIVE",
        durationMs: minutes(90),
        operator: null,
        reason: "test",
        expiresInMs: null,
      }),
    );
    nextHour();
    expect(modes()?.riskMode).toBe("DEFENSIVE");
    nextHour();
    expect(modes()?.riskMode).toBe("NORMAL");
  });
});

it("a controller that has not looked for three cadences permits no more than DEFENSIVE", () => {
  nextHour();
  const { governance } = fundOf(world);
  expect(modes()?.riskMode).toBe("NORMAL");
  governance.controller.lastRunAt = at(now - day);
  governance.controller.sawHealth = governance.health;
  Object.defineProperty(governance.controller, "lastRunAt", { get: () => at(now - day), set: ignore });
  nextHour();
  expect(modes()?.riskMode).toBe("DEFENSIVE");
  expect(envelope()?.maxRiskPerTrade).toBe(0.003);
  expect(ignored, "it looked, and was not believed to have").toBeGreaterThan(0);
});
