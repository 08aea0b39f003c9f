/** Surveillance of the whole fund where it meets the loops: what is told, when, and whom it takes a word from. */
import { describe, expect, it } from "vitest";
import { at, bar, btc, hour, tradingConfig, wavyClose } from "../../tests/scenarios/given.ts";
import { byHand, cash, happen, holdingWorld, reconcile, stopsOf } from "../../tests/scenarios/reconciled-world.ts";
import {
  allModelsSay,
  close,
  factsNamed,
  feed,
  fundOf,
  openWorld,
  passTime,
  type World,
} from "../../tests/scenarios/world.ts";
import type { FundConfig } from "./domain/config.ts";
import type { Fact } from "./events/catalogue.ts";
import { defaultSurveillance } from "./domain/surveillance.ts";
import { symbolFrozen, symbolReleased, symbolReleaseOrdered } from "./events/reconciliation-events.ts";
import { operatorAlertAcknowledged } from "./events/surveillance-events.ts";
import { withFreezes } from "./surveillance/frozen-symbols.ts";
import { durationMs, quantity } from "./units/units.ts";

/** A fund of one symbol that holds it since the second close of trading. */
function holder(change: Partial<FundConfig> = {}): World {
  const world = openWorld({ ...tradingConfig, instruments: [btc], scriptedReviewAfterMs: null, ...change });
  for (let index = -12; index < 0; index += 1) close(world, at(index * hour), [bar("BTC", wavyClose(index))]);
  allModelsSay(world, "BTC", 0.95, at(1_000 * hour));
  for (let index = 0; index < 2; index += 1) close(world, at(index * hour), [bar("BTC", 100)]);
  expect(fundOf(world).trading.positions[0]?.quantity).toBeGreaterThan(0);
  return world;
}
const alertsOf = (world: World, ...controls: string[]) =>
  factsNamed(world, "alert.opened").filter(({ control }) => controls.includes(control ?? ""));
const silences = (world: World) => alertsOf(world, "RT-04");

describe("a fund whose only stream falls silent with a position open", () => {
  it("is told at three intervals, by the clock alone, and once", () => {
    const world = holder();
    passTime(world, at(4 * hour));
    expect(silences(world)).toEqual([]);
    passTime(world, at(4 * hour + 2));
    expect(silences(world)).toMatchObject([{ symbol: "BTC", message: "no bar of BTC for 3.0 intervals" }]);
    passTime(world, at(30 * hour));
    expect(silences(world)).toHaveLength(1);
  });

  it("is told at as many intervals as are set, although nothing else would wake it", () => {
    const world = holder({ surveillance: { ...defaultSurveillance, silentAfterIntervals: 6 } });
    passTime(world, at(7 * hour));
    expect(silences(world)).toEqual([]);
    passTime(world, at(7 * hour + 2));
    expect(silences(world)).toMatchObject([{ message: "no bar of BTC for 6.0 intervals" }]);
  });
});

const placeByHand = (world: World, symbol = "ETH", id = "web-1"): void => {
  const template = world.book.resting.get(stopsOf(world)[0]?.order.id ?? "");
  if (template === undefined) throw new Error("expected a stop at the venue");
  const order = { ...template.order, id, symbol, side: "BUY" as const, quantity: quantity(1) };
  world.book.resting.set(id, { ...template, order });
};

describe("what freezes a symbol is one critical alert of that symbol", () => {
  const critical = (world: World) =>
    factsNamed(world, "alert.opened")
      .filter(({ level }) => level === "critical")
      .map(({ control, symbol }) => [control, symbol]);

  it("an order that is not ours", () => {
    const world = holdingWorld();
    placeByHand(world);
    reconcile(world);
    expect(critical(world)).toEqual([["RT-05", "ETH"]]);
    expect(alertsOf(world, "RT-05")).toMatchObject([{ level: "critical", freezesAtMs: expect.any(Number) }]);
  });

  it("orders that are not ours in two symbols at once", () => {
    const world = holdingWorld();
    placeByHand(world);
    placeByHand(world, "BTC", "web-2");
    reconcile(world);
    const told = critical(world).map(([, symbol]) => symbol);
    expect(new Set(told)).toEqual(new Set(["BTC", "ETH"]));
    expect(told).toHaveLength(2);
  });

  it("a position, also beside an order that is not ours", () => {
    const world = holdingWorld();
    world.book.holdings.set("ETH", 3);
    placeByHand(world);
    reconcile(world);
    expect(critical(world)).toEqual([["RT-06", "ETH"]]);
    expect(alertsOf(world, "RT-05")).toMatchObject([{ level: "warning" }]);
  });

  it("that stays frozen for another reason is not told again, and that is frozen again is", () => {
    const standing = new Set<string>();
    const frozen = symbolFrozen.create({ symbol: "ETH", reasons: ["it differs"] });
    const released = symbolReleased.create({ symbol: "ETH", frozenForMs: durationMs(1), releasedBy: "ada" });
    const told = (...facts: Fact[]) => withFreezes([], facts, standing).map(({ symbol }) => symbol);
    expect([told(frozen), told(frozen), told(released, frozen)]).toEqual([["ETH"], [], ["ETH"]]);
  });

  it("a trade by hand", () => {
    const world = holdingWorld();
    happen(world, byHand("SELL", 0.01));
    expect(critical(world)).toEqual([["RT-06", "BTC"]]);
  });
});

it.each([
  [
    "TRANSFER",
    [{ level: "warning", owner: "OPERATOR", message: "-500 USD were moved out of the account at the venue" }],
  ],
  ["FUNDING", []],
] as const)("cash that moves for %s", (cause, expected) => {
  const world = holdingWorld();
  happen(world, cash(-500, cause));
  expect(alertsOf(world, "RT-06")).toMatchObject(expected);
  expect(alertsOf(world, "RT-06")).toHaveLength(expected.length);
});

describe("what differs from the venue's books", () => {
  it("is told and counted once each, whatever else comes and goes meanwhile", () => {
    const world = holdingWorld();
    world.book.holdings.set("ETH", 3);
    world.book.cashMicros -= 5_000_000;
    reconcile(world);
    placeByHand(world);
    reconcile(world);
    world.book.resting.delete("web-1");
    reconcile(world);
    expect(factsNamed(world, "reconciliation.completed")).toHaveLength(3);
    expect(alertsOf(world, "RT-05", "RT-06").map(({ control }) => control)).toEqual(["RT-06", "RT-05"]);
    const { tallies } = fundOf(world).controls.current;
    expect([tallies.get("RT-05")?.blocked, tallies.get("RT-06")?.blocked]).toEqual([1, 1]);
    const cashAlerts = factsNamed(world, "federation.alert_raised").filter(({ what }) => what === "cash differs");
    expect(cashAlerts).toHaveLength(1);
  });

  it("is told again once it was gone", () => {
    const world = holdingWorld();
    for (const held of [3, 0, 3]) {
      world.book.holdings.set("ETH", held);
      reconcile(world);
    }
    expect(alertsOf(world, "RT-06")).toHaveLength(2);
  });
});

describe("nobody speaks in the name of a part of the fund", () => {
  const differing = (): World => {
    const world = holdingWorld();
    world.book.holdings.set("ETH", 3);
    reconcile(world);
    return world;
  };
  const names = ["Supervisor", " scripted operator ", "reconciliation"];

  it.each(names)("an alert acknowledged by %j stays open and freezes", (operator) => {
    const world = differing();
    const alertId = alertsOf(world, "RT-06")[0]?.alertId ?? "";
    const acknowledged = (by: string, scripted = false) =>
      feed(
        world,
        world.state.at,
        "operator",
        operatorAlertAcknowledged.create({ alertId, operator: by, reason: "seen", scripted }),
      ).facts;
    expect(acknowledged(operator)).toMatchObject([
      { type: "operator.command_refused", data: { command: "operator.alert_acknowledged", field: "operator" } },
    ]);
    expect(fundOf(world).surveillance.alerts.open.get(alertId)?.freezesAt).toBeDefined();
    expect(acknowledged("scripted operator", true)).toMatchObject([{ type: "alert.acknowledged" }]);
  });

  it.each(names)("a symbol released by %j stays frozen", (operator) => {
    const world = differing();
    const released = (by: string) =>
      feed(
        world,
        world.state.at,
        "operator",
        symbolReleaseOrdered.create({ operator: by, symbol: "ETH", reason: "mine" }),
      ).facts;
    expect(released(operator)).toMatchObject([
      { type: "operator.command_refused", data: { command: "operator.symbol_released", field: "operator" } },
    ]);
    expect(fundOf(world).trading.reconcile.frozen.has("ETH")).toBe(true);
    expect(released("ada")).toMatchObject([{ type: "symbol.released", data: { releasedBy: "ada" } }]);
  });
});
