/** Events of seed 000 that a subscriber reads, with the fields it reads. */
import { expect, it } from "vitest";
import { parseInput } from "../../src/kernel/events/catalogue.ts";
import { createBus } from "../../src/runtime/bus.ts";
import { createHerald } from "../../src/runtime/herald.ts";
import { at, bar, day, hour, tradingConfig, wavyClose } from "../scenarios/given.ts";
import { allModelsSay, close, factsNamed, fundOf, openWorld } from "../scenarios/world.ts";

/** A fund that buys BTC on its first day and holds it over midnight. */
function holdOverMidnight() {
  const world = openWorld(tradingConfig);
  const closeAt = (hours: number, price: number) =>
    close(world, at(hours * hour), [bar("BTC", price), bar("ETH", price / 2)]);
  for (let index = -12; index <= 0; index += 1) closeAt(index, wavyClose(index));
  allModelsSay(world, "BTC", 0.95, at(2 * day));
  for (let index = 1; index <= 25; index += 1) closeAt(index, 100);
  expect(fundOf(world).trading.positions[0]).toBeDefined();
  return factsNamed(world, "portfolio.snapshot_updated");
}

it("000-EVT-01: portfolio.snapshot_updated tells equity, drawdown and what was realised today", () => {
  const told = holdOverMidnight();
  const bought = told.find(({ openPositions }) => openPositions === 1);
  expect(bought?.equityUsd).toBeLessThan(10_000);
  expect(bought?.drawdownRatio).toBeGreaterThan(0);
  expect(bought?.realizedPnlTodayUsd, "the fee of the entry").toBeLessThan(0);
  expect(bought?.realizedPnlTodayUsd).toBe(bought?.realizedPnlUsd);
  expect(told.at(-1)?.realizedPnlUsd, "since it opened").toBeLessThan(0);
});

it("000-EVT-02: system.health_updated tells system status and emergency stop", () => {
  const world = openWorld(tradingConfig);
  const heard: unknown[] = [];
  const bus = createBus((error) => {
    throw error;
  });
  bus.subscribe("system_health_update", ({ payload }) => heard.push(payload));
  const herald = createHerald(bus, world.state);
  world.watch = ({ entry, facts }) => herald.onEntry(entry, facts);
  close(world, at(0), [bar("BTC", 100), bar("ETH", 50)]);
  expect(heard).toEqual([
    expect.objectContaining({ system_status: "OPTIMAL", ess_state: "ARMED", ess_level: "NOMINAL" }),
  ]);
});

it("000-EVT-03: model.performance_updated takes name, Sharpe ratio and win rate, and refuses to go without", () => {
  const data = { model: "xgboost", sharpeRatio: 1.2, winRateFraction: 0.6, cases: 40, daysSinceTraining: 3 };
  const event = (body: object) => parseInput({ type: "model.performance_updated", version: 1, data: body });
  expect(event(data)).toMatchObject({ kind: "PARSED" });
  for (const field of Object.keys(data))
    expect(event(Object.fromEntries(Object.entries(data).filter(([name]) => name !== field))).kind, field).toBe(
      "REFUSED",
    );
});
