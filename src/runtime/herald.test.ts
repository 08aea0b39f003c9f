/** Heartbeats: each on its cadence in fund time, in the shape of its schema, and the log with the seeds' phrases. */
import { describe, expect, it } from "vitest";
import { keepFederationLog } from "../apps/live/federation-log.ts";
import { at, bar, hour } from "../../tests/scenarios/given.ts";
import { close, feed, fundOf, openWorld, review, type World } from "../../tests/scenarios/world.ts";
import { noticeDefinitions } from "../kernel/events/notice-events.ts";
import { journalReserveUsed } from "../kernel/events/fund-events.ts";
import { type Bus, type BusName, createBus } from "./bus.ts";
import { createHerald, noticeOf } from "./herald.ts";

const names = ["ceo.decision", "risk.state", "system.health_updated", "global_state.updated"] as const;
const agents = ["CEO", "RISK_OFFICER", "CONDUCTOR", "CLERK"] as const;

/** A world whose bus says what happens in it. */
function openHeard(listen: (bus: Bus) => void): World {
  const world = openWorld();
  const bus = createBus((error) => {
    throw error;
  });
  listen(bus);
  const herald = createHerald(bus, world.state);
  world.watch = ({ entry, facts }) => herald.onEntry(entry, facts);
  return world;
}
const countOf = (counts: Map<string, number>) => (bus: Bus) => {
  for (const name of names) bus.subscribe(name, () => counts.set(name, (counts.get(name) ?? 0) + 1));
};
const closeAt = (world: World, hours: number) =>
  close(world, at(hours * hour), [bar("BTC", 100 + (hours % 3)), bar("ETH", 50)]);

describe("heartbeats", () => {
  it("come once a bar where bars are longer than cadences, however much happens in between", () => {
    const counts = new Map<string, number>();
    const world = openHeard(countOf(counts));
    for (let hours = 0; hours < 5; hours += 1) {
      closeAt(world, hours);
      review(world, at(hours * hour + 1), "Ada");
      review(world, at(hours * hour + 2), "Ada");
    }
    expect(names.map((name) => counts.get(name))).toEqual([5, 5, 5, 5]);
  });

  it("say nothing before the fund trades", () => {
    const counts = new Map<string, number>();
    const world = openHeard(countOf(counts));
    closeAt(world, -5);
    expect(counts.size).toBe(0);
  });

  it("have the shape of their schemas", () => {
    const world = openWorld();
    closeAt(world, 0);
    for (const [index, agent] of agents.entries()) {
      const notice = noticeOf(fundOf(world), agent, world.state.at);
      expect(notice?.type).toBe(names[index]);
      const definition = noticeDefinitions.find(({ type }) => type === notice?.type);
      expect(definition?.schema.parse(notice?.data)).toEqual(notice?.data);
    }
  });

  it("are no facts: the journal holds none of them", () => {
    const world = openHeard(() => undefined);
    closeAt(world, 0);
    const types: string[] = world.steps.flatMap(({ facts }) => facts.map(({ type }) => type));
    expect(names.filter((name) => types.includes(name))).toEqual([]);
  });

  it("reach subscribers under the seeds' names", () => {
    const heard = new Map<string, unknown>();
    const aliases: BusName[] = [
      "ceo_decision",
      "risk_state_update",
      "strategy_state_update",
      "strategy_recommendation",
      "system_health_update",
      "global_state_update",
    ];
    const world = openHeard((bus) => {
      for (const name of aliases) bus.subscribe(name, ({ payload }) => heard.set(name, payload));
    });
    closeAt(world, 0);
    expect(heard.get("global_state_update")).toMatchObject({
      global_mode: "EXPANSION",
      risk_level: "low",
      effective_risk_limits: { max_leverage: 10 },
      data_completeness: 1,
      snapshot_timestamp: at(0),
    });
    expect(heard.get("risk_state_update")).toMatchObject({ risk_score: 0, should_pause_trading: false });
    expect(heard.get("ceo_decision")).toMatchObject({ operating_mode: "EXPANSION", decision_confidence: 1 });
    for (const name of ["strategy_state_update", "strategy_recommendation"])
      expect(heard.get(name), name).toMatchObject({
        primary: null,
        meta_strategy: "ensemble_conservative",
        alerts: [],
      });
    expect(heard.get("system_health_update")).toMatchObject({
      system_status: "OPTIMAL",
      ess_state: "ARMED",
      ess_level: "NOMINAL",
      system_risk_mode: "AGGRESSIVE",
    });
  });
});

it("the federation log uses the phrases of the seeds, one object a line", () => {
  const lines: { fields: object; message: string }[] = [];
  const world = openHeard((bus) =>
    keepFederationLog(bus, (_level, fields, message) => lines.push({ fields, message })),
  );
  closeAt(world, 0);
  feed(world, at(1), "runtime", journalReserveUsed.create({ message: "the disk is full" }));
  closeAt(world, 1);
  const messages = lines.map(({ message }) => message);
  expect(messages[0]).toBe("Orchestration event listeners registered");
  expect(messages).toContain("Decision published");
  expect(messages).toContain("EMERGENCY FREEZE");
  expect(messages).toContain("Global State: mode=EXPANSION, risk=low");
  expect(messages).toContain("Mode switched to: CAPITAL_PRESERVATION\n   Reason: system health is CRITICAL");
  expect(lines.at(-1)?.fields).toMatchObject({ seq: world.state.seq, time: "2020-09-13T01:00:00.000Z" });
});
