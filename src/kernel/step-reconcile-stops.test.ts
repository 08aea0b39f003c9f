/** A stop that has vanished while holdings differ: somebody's own coins must not leave the fund's position without cover. */
import { describe, expect, it } from "vitest";
import { heldOf, holdingWorld, playClose, reconcile, stopsOf } from "../../tests/scenarios/reconciled-world.ts";
import { allModelsSay, coverOf, factsNamed, feed, fundOf, type World } from "../../tests/scenarios/world.ts";
import { at, hour } from "../../tests/scenarios/given.ts";
import { fundRestarted } from "./events/fund-events.ts";
import { symbolReleaseOrdered } from "./events/reconciliation-events.ts";

/** Somebody's own coins come or go at the venue, and no report tells of it. */
const differBy = (world: World, gap: number): void =>
  void world.book.holdings.set("BTC", Number(((world.book.holdings.get("BTC") ?? 0) + gap).toPrecision(12)));

/** The fund's stop is gone at the venue, without a report. */
function loseStop(world: World): string {
  const id = stopsOf(world)[0]!.order.id;
  world.book.resting.delete(id);
  return id;
}

const release = (world: World) =>
  feed(
    world,
    world.state.at,
    "operator",
    symbolReleaseOrdered.create({ operator: "ada", symbol: "BTC", reason: "mine" }),
  );

/** The venue refuses to sell what it does not hold; where it holds as much again, the next close protects. */
function bringBack(world: World, size: number): void {
  differBy(world, size);
  playClose(world, 2);
}

function expectProtected(world: World, lost: string): void {
  expect(stopsOf(world).map(({ order }) => order.id)).not.toContain(lost);
  for (const { order } of stopsOf(world)) expect(world.book.resting.has(order.id)).toBe(true);
  expect(coverOf(world, "BTC")).toBeCloseTo(heldOf(world), 9);
}

describe("a stop that vanishes where holdings differ", () => {
  it("by coins that no fill of it could have brought is placed anew, accepted or not", () => {
    for (const isAccepted of [false, true]) {
      const world = holdingWorld();
      differBy(world, 0.5);
      reconcile(world);
      if (isAccepted) release(world);
      const lost = loseStop(world);
      for (const _ of [1, 2, 3]) reconcile(world);
      expectProtected(world, lost);
      expect(fundOf(world).trading.reconcile.frozen.has("BTC")).toBe(!isAccepted);
    }
  });
  it("by coins that an operator has accepted is placed anew, whatever could have moved them", () => {
    const world = holdingWorld();
    differBy(world, -0.01);
    reconcile(world);
    release(world);
    const lost = loseStop(world);
    for (const _ of [1, 2]) reconcile(world);
    bringBack(world, 0.01);
    expectProtected(world, lost);
  });
  it("by what a fill of it could explain is placed anew once its reports were asked for in vain", () => {
    const world = holdingWorld();
    const lost = loseStop(world);
    differBy(world, -0.01);
    reconcile(world);
    const { effects } = reconcile(world);
    expect(effects.map(({ kind }) => kind)).toContain("AskReports");
    expect(stopsOf(world)[0]!.order.id, "a report may be on its way").toBe(lost);
    reconcile(world);
    bringBack(world, 0.01);
    expectProtected(world, lost);
  });
  it("by all there was stays: the venue holds nothing that a stop could protect", () => {
    const world = holdingWorld();
    const lost = loseStop(world);
    world.book.holdings.set("BTC", 0);
    for (const _ of [1, 2, 3, 4]) reconcile(world);
    expect(stopsOf(world).map(({ order }) => order.id)).toEqual([lost]);
  });
  it("does not keep the position from being left, a restart in between or not", () => {
    for (const isRestarted of [false, true]) {
      const world = holdingWorld();
      const lost = loseStop(world);
      differBy(world, -0.01);
      allModelsSay(world, "BTC", 0.05, at(1_000 * hour));
      for (const index of [2, 3]) playClose(world, index);
      if (isRestarted) feed(world, world.state.at, "runtime", fundRestarted.create({ poison: null }));
      for (const _ of [1, 2, 3]) reconcile(world);
      expect(factsNamed(world, "order.submitted").filter(({ purpose }) => purpose === "EXIT")).toHaveLength(1);
      expect(fundOf(world).trading.orders.has(lost)).toBe(false);
    }
  });
});

describe("an operator who accepts a symbol", () => {
  it("accepts no order of the fund's own that is missing: it is proven to have ended, and the symbol waits for that", () => {
    const world = holdingWorld();
    differBy(world, -0.01);
    const lost = loseStop(world);
    reconcile(world);
    const { facts } = release(world);
    expect(facts).toMatchObject([{ type: "symbol.frozen", data: { reasons: [expect.stringContaining(lost)] } }]);
    const again = release(world);
    expect(again.facts).toMatchObject([{ type: "input.ignored", data: { reason: expect.stringContaining(lost) } }]);
    expect([...fundOf(world).trading.reconcile.frozen.keys()]).toEqual(["BTC"]);
    for (const _ of [1, 2]) reconcile(world);
    expect(stopsOf(world).map(({ order }) => order.id)).not.toContain(lost);
    expect([...fundOf(world).trading.reconcile.frozen.keys()], "the coins were accepted").toEqual([]);
  });
});
