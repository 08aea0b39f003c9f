/** What our own flow of orders lets entries do: at each limit, just past it, back within it, and with numbers that are none. */
import { describe, expect, it } from "vitest";
import { broken } from "../../../tests/scenarios/given-any.ts";
import { defaultSurveillance, type SurveillanceConfig } from "../domain/surveillance.ts";
import { epochMs, type Ratio, ratio } from "../units/units.ts";
import { flowAfter, readFlow, reviewFlow } from "./entry-flow.ts";
import { openSurveillance } from "./surveillance-state.ts";

const hour = 3_600_000;
const t = (ms: number) => epochMs(ms);

/** A memory of so many orders, trades and rejections, all at one moment. */
function memoryOf(orders: number, trades: number, rejections: number, at = t(0)) {
  const memory = openSurveillance();
  const { flow } = memory;
  for (let index = 0; index < orders; index += 1)
    flow.sent.push({ id: `O${index}-0`, symbol: "BTC", isEntry: true, at });
  for (let index = 0; index < trades; index += 1) flow.trades.push({ symbol: "BTC", side: "BUY", price: 100, at });
  for (let index = 0; index < rejections; index += 1) flow.rejections.push({ symbol: "BTC", at });
  return memory;
}
const stateOf = (orders: number, trades: number, rejections: number) =>
  reviewFlow(memoryOf(orders, trades, rejections), defaultSurveillance, t(0)).state;

describe("orders for each trade", () => {
  it.each([
    [20, 0, "FREE"],
    [21, 0, "THROTTLED"],
    [40, 1, "THROTTLED"],
    [41, 1, "STOPPED"],
    [40, 2, "FREE"],
    [41, 2, "THROTTLED"],
    [81, 2, "STOPPED"],
  ] as const)("%s for %s: %s", (orders, trades, state) => expect(stateOf(orders, trades, 0)).toBe(state));
});

describe("rejections", () => {
  it.each([
    [10, 2, "FREE"],
    [10, 3, "THROTTLED"],
    [10, 4, "THROTTLED"],
    [10, 5, "STOPPED"],
    [9, 9, "FREE"],
  ] as const)("of %s orders %s: %s", (orders, rejections, state) =>
    expect(stateOf(orders, orders, rejections)).toBe(state),
  );
});

it("says everything that is beyond its limit", () =>
  expect(reviewFlow(memoryOf(21, 0, 5), defaultSurveillance, t(0)).reason).toBe(
    "21 orders for 0 trades: beyond 20; 5 of 21 orders were rejected: beyond 0.2",
  ));

it("what is stopped stays so until it is back within the limit itself", () => {
  const of = (value: number) => [{ number: "orders", value, limit: 20, what: "orders" }] as const;
  expect([20, 20.1, 40, 40.1].map((value) => flowAfter("STOPPED", of(value), 2).state)).toEqual([
    "FREE",
    "STOPPED",
    "STOPPED",
    "STOPPED",
  ]);
  expect([20, 20.1, 40, 40.1].map((value) => flowAfter("THROTTLED", of(value), 2).state)).toEqual([
    "FREE",
    "THROTTLED",
    "THROTTLED",
    "STOPPED",
  ]);
});

it("ends by itself: orders leave the window although nothing is sent", () => {
  const memory = memoryOf(41, 1, 41);
  expect(reviewFlow(memory, defaultSurveillance, t(hour - 1)).state).toBe("STOPPED");
  expect(reviewFlow(memory, defaultSurveillance, t(hour))).toEqual({ state: "FREE", reason: "" });
  expect(memory.flow).toMatchObject({ sent: [], trades: [], rejections: [] });
});

it("what is within its limit again is news when it next is not", () => {
  const memory = memoryOf(41, 1, 41);
  const keys = ["RT-10 orders", "RT-10 orders far", "RT-10 rejections", "RT-10 rejections far"];
  for (const key of [...keys, "RT-04 BTC"]) memory.standing.add(key);
  reviewFlow(memory, defaultSurveillance, t(hour - 1));
  expect(memory.standing.size).toBe(5);
  reviewFlow(memory, defaultSurveillance, t(hour));
  expect([...memory.standing]).toEqual(["RT-04 BTC"]);
});

it("a number that is none is beyond its limit, and stops", () => {
  const { flow } = memoryOf(9, 9, 0);
  const none = broken<Ratio>(Number.NaN);
  const after = (change: Partial<SurveillanceConfig>) => {
    const config = { ...defaultSurveillance, ...change };
    return flowAfter("FREE", readFlow(flow, config), config.stopAtMultiple).state;
  };
  expect(after({ maxOrderToTradeRatio: none }), "too few to judge").toBe("FREE");
  expect(after({ maxOrderToTradeRatio: none, minFlowOrders: broken(Number.NaN) })).toBe("STOPPED");
  expect(after({ maxRejectFraction: broken(Number.NaN), minFlowOrders: 9 })).toBe("STOPPED");
  expect(after({ stopAtMultiple: none, minFlowOrders: 9 }), "nothing is beyond its limit").toBe("FREE");
  expect(after({ stopAtMultiple: none, minFlowOrders: 9, maxOrderToTradeRatio: ratio(0.9) })).toBe("STOPPED");
});
