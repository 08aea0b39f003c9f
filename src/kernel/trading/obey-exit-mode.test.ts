/** What each exit mode does to what is there, told from the orders of a small fund. */
import { describe, expect, it } from "vitest";

import { make, openDesk } from "../../../tests/scenarios/desk.ts";
import { fillAt, openAt } from "../../../tests/scenarios/unruly-venue.ts";
import { factsNamed, feed, fundOf } from "../../../tests/scenarios/world.ts";
import type { ExitMode } from "../domain/modes.ts";
import { operatorModeSet } from "../events/operator-events.ts";
import { quantity, usd } from "../units/units.ts";
import { exitWork } from "./obey-exit-mode.ts";

/** BTC is held behind its stop, and an entry in ETH waits at the venue. */
function heldAndWaiting() {
  const desk = openDesk();
  make(desk, { kind: "CLOSE", btc: 0, eth: 0 });
  for (const kept of openAt(desk.venue)) fillAt(desk.world, desk.venue, kept, 1);
  make(desk, { kind: "WISH", symbol: "ETH", up: true });
  make(desk, { kind: "CLOSE", btc: 0, eth: 0 });
  return desk;
}
const openOrders = (desk: ReturnType<typeof openDesk>) =>
  openAt(desk.venue).map(({ order }) => `${order.purpose} ${order.symbol} ${order.quantity}`);
const under = (exitMode: ExitMode) => {
  const desk = heldAndWaiting();
  const [before = 0] = fundOf(desk.world).trading.positions.map((each) => each?.quantity ?? 0);
  make(desk, { kind: "TRIP", exitMode });
  return { desk, before, orders: openOrders(desk) };
};
const workOf = (desk: ReturnType<typeof openDesk>) => {
  const { trading, governance, config } = fundOf(desk.world);
  return exitWork(trading, { config, policy: governance.policy! });
};

it("the fund of these tests holds one and waits for the other", () => {
  const purposes = openAt(heldAndWaiting().venue).map(({ order }) => `${order.purpose} ${order.symbol}`);
  expect(purposes).toEqual(["STOP BTC", "ENTRY ETH"]);
});

it("HOLD leaves what is held as it is; the trip itself cancels entries", () => {
  const { orders, before, desk } = under("HOLD");
  expect(orders).toEqual([`STOP BTC ${before}`]);
  expect(workOf(desk)).toEqual({ openEntries: 0, positionsLeft: 0, unsentOrders: 0 });
});

it("an entry that waits at the venue goes when a mode stops entries, and the fact says who did", () => {
  const desk = heldAndWaiting();
  const { world } = desk;
  const reason = "odd fills";
  const pause = { mode: "PAUSED" as const, durationMs: null, operator: null, reason, expiresInMs: null };
  feed(world, world.state.at, "operator", operatorModeSet.create(pause));
  expect(openOrders(desk).map((each) => each.slice(0, 8))).toEqual(["STOP BTC"]);
  expect(factsNamed(world, "order.status_changed").find(({ to }) => to === "PENDING_CANCEL")?.note).toMatch(
    /^entries are stopped by OPERATOR MODE_CHANGE D\d+-\d+$/,
  );
});

it("what is worth less than the venue trades is not waited for", () => {
  const { desk } = under("FLATTEN");
  const position = fundOf(desk.world).trading.positions.find((each) => each !== undefined)!;
  expect(workOf(desk).positionsLeft).toBe(1);
  const { minNotionalUsd } = fundOf(desk.world).config.instruments[0]!;
  position.quantity = quantity(minNotionalUsd / position.lastPrice);
  expect(workOf(desk).positionsLeft, "exactly the least it trades").toBe(1);
  position.quantity = quantity((minNotionalUsd / position.lastPrice) * 0.999);
  expect(workOf(desk)).toMatchObject({ positionsLeft: 0, unsentOrders: 0 });
});

it("CANCEL cancels entries and keeps stops", () => {
  const { orders, before, desk } = under("CANCEL");
  expect(orders).toEqual([`STOP BTC ${before}`]);
  expect(workOf(desk)).toEqual({ openEntries: 0, positionsLeft: 0, unsentOrders: 0 });
});

describe("REDUCE", () => {
  it("sells half in whole lots and protects the rest in the same step", () => {
    const { orders, before, desk } = under("REDUCE");
    const half = Math.floor((before / 2) * 10_000 + 1e-6) / 10_000;
    expect(orders).toEqual([`EXIT BTC ${half}`, `STOP BTC ${Number((before - half).toFixed(4))}`]);
    expect(workOf(desk)).toEqual({ openEntries: 0, positionsLeft: 1, unsentOrders: 0 });
  });

  it("is done when half is sold, and is not done again at any later event", () => {
    const { desk, before } = under("REDUCE");
    for (const kept of openAt(desk.venue)) if (kept.order.purpose === "EXIT") fillAt(desk.world, desk.venue, kept, 1);
    expect(workOf(desk)).toEqual({ openEntries: 0, positionsLeft: 0, unsentOrders: 0 });
    for (const kind of ["TICK", "RESTART", "TICK"] as const) make(desk, { kind });
    make(desk, { kind: "CLOSE", btc: 0, eth: 0 });
    const [left] = openAt(desk.venue);
    expect(openAt(desk.venue)).toHaveLength(1);
    expect(left?.order).toMatchObject({ purpose: "STOP", quantity: fundOf(desk.world).trading.positions[0]?.quantity });
    expect(left?.order.quantity).toBeCloseTo(before / 2, 3);
  });

  it("leaves alone what the venue would find too small to trade", () => {
    const desk = heldAndWaiting();
    const { config } = fundOf(desk.world);
    const instruments = config.instruments.map((each) => ({ ...each, minNotionalUsd: usd(1e9) }));
    fundOf(desk.world).config = { ...config, instruments };
    make(desk, { kind: "TRIP", exitMode: "REDUCE" });
    expect(openOrders(desk).map((each) => each.slice(0, 8))).toEqual(["STOP BTC"]);
    expect(workOf(desk).positionsLeft).toBe(0);
  });
});

describe("FLATTEN", () => {
  it("sells everything", () => {
    const { orders, before, desk } = under("FLATTEN");
    expect(orders).toEqual([`EXIT BTC ${before}`]);
    expect(workOf(desk)).toEqual({ openEntries: 0, positionsLeft: 1, unsentOrders: 0 });
  });

  it("tries an exit the venue refused again at the next tick of its own clock", () => {
    const desk = heldAndWaiting();
    make(desk, { kind: "VENUE", next: ["ANSWERS", "ANSWERS", "REJECTS"] });
    make(desk, { kind: "TRIP", exitMode: "FLATTEN" });
    expect(openOrders(desk)).toEqual([]);
    expect(workOf(desk)).toMatchObject({ positionsLeft: 1, unsentOrders: 1 });
    make(desk, { kind: "TICK" });
    expect(openOrders(desk).map((each) => each.slice(0, 8))).toEqual(["EXIT BTC"]);
  });
});
