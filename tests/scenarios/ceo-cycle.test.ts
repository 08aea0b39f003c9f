/**
 * The two sequence diagrams of seed 001, step by step, in a whole fund with its bus: a timed cycle of the CEO that ends
 * in DEFENSIVE, and a critical risk alert that makes it evaluate at once.
 */
import { beforeEach, describe, expect, it } from "vitest";
import { venueConnectionChanged } from "../../src/kernel/events/venue-events.ts";
import type { AgentFlags } from "../../src/kernel/domain/agents.ts";
import { fundReconfigured } from "../../src/kernel/events/fund-events.ts";
import { operatorDecisionForced } from "../../src/kernel/events/operator-events.ts";
import { type BusName, createBus } from "../../src/runtime/bus.ts";
import { createHerald } from "../../src/runtime/herald.ts";
import { at, bar, hour, tradingConfig, wavyClose } from "./given.ts";
import { allModelsSay, close, factsNamed, feed, fundOf, openWorld, typesOf, type World } from "./world.ts";

const seen: BusName[] = [
  "risk_alert",
  "risk_state_update",
  "ai.federation.decision_made",
  "ceo_decision",
  "ceo_mode_switch",
  "ceo_alert",
  "policy.updated",
  "global_state_update",
];

let world: World;
let heard: { name: string; payload: unknown }[];

/** A fund that holds BTC bought at 100, at the close of hour 1. */
beforeEach(() => {
  world = openWorld({ ...tradingConfig, startProfile: "NORMAL" });
  heard = [];
  const bus = createBus((error) => {
    throw error;
  });
  for (const name of seen) bus.subscribe(name, ({ payload }) => heard.push({ name, payload }));
  for (let hours = -12; hours < 0; hours += 1) closeAt(hours, wavyClose(hours));
  allModelsSay(world, "BTC", 0.95, at(100 * hour));
  closeAt(0, 100);
  closeAt(1, 100);
  expect(fundOf(world).trading.positions[0]?.quantity).toBeGreaterThan(0);
  const herald = createHerald(bus, world.state);
  world.watch = ({ entry, facts }) => herald.onEntry(entry, facts);
});

const closeAt = (hours: number, price: number) => close(world, at(hours * hour), [bar("BTC", price), bar("ETH", 50)]);
const governance = () => fundOf(world).governance;
/** Values the fund as if it had been worth this much more a while ago. */
const fallenBy = (drawdown: number) => {
  const { performance } = governance();
  performance.today.peak = equity() / (1 - drawdown);
};
const losingTheDay = (share: number) => {
  governance().performance.dayStartEquity = equity() / (1 - share);
};
const equity = (): number => governance().lastBriefing?.portfolio.equity ?? Number.NaN;
const namesOf = () => heard.map(({ name }) => name);

describe("a timed cycle of the CEO that ends in DEFENSIVE (001-SEQ-01)", () => {
  it("gathers, evaluates, reads and writes policy, and publishes in the order of the diagram", () => {
    fallenBy(0.035);
    closeAt(2, 100);
    const evaluation = governance().operatingMode.lastEvaluation;
    expect(evaluation, "it looked at what the risk officer says, in the same round").toMatchObject({
      operatingMode: "DEFENSIVE",
      previousMode: "EXPANSION",
      modeChanged: true,
    });
    expect(governance().policy?.modes.operatingMode, "the policy is written").toBe("DEFENSIVE");
    expect(governance().policy?.mandate.envelope).toMatchObject({ maxLeverage: 5, sizeFactor: 0.7 });
    const names = namesOf();
    expect(names.indexOf("ai.federation.decision_made")).toBeLessThan(names.indexOf("ceo_mode_switch"));
    expect(names.indexOf("ceo_mode_switch")).toBeLessThan(names.indexOf("policy.updated"));
    expect(names).toContain("ceo_decision");
    expect(heard.find(({ name }) => name === "ceo_mode_switch")?.payload).toMatchObject({
      new_mode: "DEFENSIVE",
      reason: expect.stringContaining("drawdown"),
    });
  });

  it("publishes ceo_decision in a cycle that changes nothing, and ceo_mode_switch only with a change", () => {
    closeAt(2, 100);
    closeAt(3, 100);
    expect(namesOf().filter((name) => name === "ceo_decision")).toHaveLength(2);
    expect(namesOf()).not.toContain("ceo_mode_switch");
  });

  it("does not evaluate again before its cadence, which no bar is shorter than", () => {
    closeAt(2, 100);
    const before = governance().lastRuns.CEO;
    feed(world, at(2 * hour + 60_000), "venue", venueConnectionChanged.create({ connected: true, reason: "test" }));
    expect(governance().lastRuns.CEO).toBe(before);
    closeAt(3, 100);
    expect(governance().lastRuns.CEO).toBe(at(3 * hour));
  });
});

describe("a risk alert that leads to DEFENSIVE (001-SEQ-04)", () => {
  /** Drawdown above 4 % and a daily loss that makes the score 78, between two closes. */
  function alarm() {
    closeAt(2, 100);
    heard.length = 0;
    fallenBy(0.045);
    losingTheDay(0.0445);
    feed(world, at(2 * hour + 60_000), "venue", venueConnectionChanged.create({ connected: true, reason: "test" }));
  }

  it("alerts, evaluates at once, writes the policy and says the mode", () => {
    alarm();
    const names = namesOf().filter((name) => name !== "risk_state_update");
    expect(names.slice(0, 2)).toEqual(["risk_alert", "ai.federation.decision_made"]);
    expect(names.indexOf("risk_alert")).toBeLessThan(names.indexOf("ceo_mode_switch"));
    expect(names.indexOf("ceo_mode_switch")).toBeLessThan(names.indexOf("policy.updated"));
    expect(heard.find(({ name }) => name === "risk_alert")?.payload).toMatchObject({
      level: "critical",
      risk_score: expect.closeTo(78, 0),
      alerts: expect.arrayContaining(["drawdown above 4 %"]),
      should_reduce_exposure: true,
    });
    expect(governance().lastRuns.CEO, "it did not wait for its cycle").toBe(at(2 * hour + 60_000));
    expect(governance().policy?.modes.operatingMode).toBe("DEFENSIVE");
  });

  it("calls the CEO once: while the alert stands it waits for its cycle again", () => {
    alarm();
    feed(world, at(2 * hour + 120_000), "venue", venueConnectionChanged.create({ connected: true, reason: "test" }));
    expect(governance().lastRuns.CEO).toBe(at(2 * hour + 60_000));
    expect(factsNamed(world, "risk.alerted").filter(({ level }) => level === "critical")).toHaveLength(1);
  });

  it("is not raised, nor acted on, while the risk officer is switched off; the tail goes on being counted", () => {
    setFlags({ enableRiskOfficer: false });
    const before = governance().risk.score;
    alarm();
    expect(namesOf()).not.toContain("risk_alert");
    expect(governance().risk).toMatchObject({ score: before, sampleDays: expect.any(Number) });
  });
});

describe("flags and force (001-CFG-01, 001-API-04)", () => {
  it("a CEO that is switched off evaluates nothing and its mode holds, however long", () => {
    setFlags({ enableCeo: false });
    fallenBy(0.06);
    for (let hours = 2; hours < 9; hours += 1) closeAt(hours, 100);
    expect(governance().policy?.modes.operatingMode).toBe("EXPANSION");
    expect(governance().policy?.mandate.setBy.entriesAllowed).not.toBe("stale CEO");
  });

  it("an operator makes it evaluate at once", () => {
    closeAt(2, 100);
    fallenBy(0.06);
    feed(world, at(2 * hour + 1), "operator", operatorDecisionForced.create({}));
    expect(governance().policy?.modes.operatingMode).toBe("CAPITAL_PRESERVATION");
  });

  it("which is refused by name while it is switched off", () => {
    setFlags({ enableCeo: false });
    feed(world, at(2 * hour), "operator", operatorDecisionForced.create({}));
    expect(factsNamed(world, "operator.command_refused")).toMatchObject([{ field: "enable_ai_ceo" }]);
    expect(typesOf(world)).not.toContain("ceo.mode_switched");
  });
});

/** A new configuration: what an operator sets ends after 15 minutes, these tests take hours. */
function setFlags(flags: Partial<AgentFlags>) {
  const config = fundOf(world).config;
  const agents = { ...config.agents, ...flags };
  feed(world, at(hour + 1), "runtime", fundReconfigured.create({ ...config, agents }));
}
