/** A critical alert reaches somebody in the step that caused it, and freezes the fund where nobody answers (RT-01, RT-02). */
import { describe, expect, it } from "vitest";
import { journalReserveUsed } from "../../src/kernel/events/fund-events.ts";
import { operatorEssTripped } from "../../src/kernel/events/operator-events.ts";
import { operatorAlertAcknowledged } from "../../src/kernel/events/surveillance-events.ts";
import { epochMs, minutes } from "../../src/kernel/units/units.ts";
import { at, bar, hour, tradingConfig } from "./given.ts";
import { close, factsNamed, factsOf, feed, fundOf, openWorld, passTime, type World } from "./world.ts";

const unattended = { ...tradingConfig, scriptedReviewAfterMs: null };
const calm = (world: World) => close(world, at(0), [bar("BTC", 100)]);

const trip = (world: World) =>
  feed(
    world,
    at(hour / 2),
    "operator",
    operatorEssTripped.create({ exitMode: null, operator: "alice", reason: "a test" }),
  );

describe("a trip of the emergency stop", () => {
  it("opens a critical alert in the same step, with an owner and what was done", () => {
    const world = openWorld(unattended);
    const { facts, entry } = trip(world);
    const [opened] = facts.filter(({ type }) => type === "alert.opened");
    expect(opened?.data).toMatchObject({ level: "critical", owner: "OPERATOR", freezesAtMs: entry.at + minutes(5) });
  });

  it("that nobody acknowledges freezes at five minutes, not before", () => {
    const world = openWorld(unattended);
    const { entry } = trip(world);
    const from = world.steps.length;
    passTime(world, epochMs(entry.at + minutes(5)));
    expect(factsNamed(world, "alert.expired", from)).toEqual([]);
    passTime(world, epochMs(entry.at + minutes(5) + 1));
    expect(factsNamed(world, "alert.expired", from)).toHaveLength(1);
    expect(fundOf(world).governance.freeze).toBeDefined();
  });

  it("that a person acknowledges freezes nothing", () => {
    const world = openWorld(unattended);
    const { facts, entry } = trip(world);
    const from = world.steps.length;
    for (const fact of facts)
      if (fact.type === "alert.opened" && fact.data.level === "critical") {
        const { alertId } = fact.data;
        const given = { alertId, operator: "alice", reason: "looking", scripted: false };
        feed(world, epochMs(entry.at + 1_000), "operator", operatorAlertAcknowledged.create(given));
      }
    passTime(world, epochMs(entry.at + minutes(10)));
    expect(factsNamed(world, "alert.expired", from)).toEqual([]);
  });

  it("is acknowledged by the scripted operator where nobody attends, and he says that he is one", () => {
    const world = openWorld(tradingConfig);
    const { entry } = trip(world);
    passTime(world, epochMs(entry.at + minutes(10)));
    expect(factsOf(world).some(({ type }) => type === "alert.expired")).toBe(false);
    expect(factsNamed(world, "alert.acknowledged")[0]?.operator).toBe("scripted operator");
  });
});

it("a journal that could not be written freezes, and is counted against the records (RT-13)", () => {
  const world = openWorld(unattended);
  calm(world);
  feed(world, at(hour), "runtime", journalReserveUsed.create({ message: "no space left" }));
  expect(factsNamed(world, "fund.frozen")).toHaveLength(1);
  expect(fundOf(world).controls.current.tallies.get("RT-13")).toMatchObject({
    blocked: 1,
    lastReason: "journal failed: no space left",
  });
});

it("a freeze for anything else says nothing against the records", () => {
  const world = openWorld(unattended);
  calm(world);
  const { entry } = trip(world);
  passTime(world, epochMs(entry.at + minutes(6)));
  expect(factsNamed(world, "fund.frozen")).toHaveLength(1);
  expect(fundOf(world).controls.current.tallies.get("RT-13")).toBeUndefined();
});

it("an acknowledgement of an alert that is none changes nothing and says so", () => {
  const world = openWorld(unattended);
  calm(world);
  const given = { alertId: "A1-0", operator: "alice", reason: "looking", scripted: false };
  const { facts } = feed(world, at(hour), "operator", operatorAlertAcknowledged.create(given));
  expect(facts.map(({ type }) => type)).toEqual(["input.ignored"]);
});
