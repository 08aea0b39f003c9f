/** The fund against its venue: what it does when the two differ, scene by scene. */
import { describe, expect, it } from "vitest";
import {
  byHand,
  cash,
  happen,
  heldOf,
  holdingWorld,
  playClose,
  reconcile,
  stopsOf,
  warmWorld,
} from "../../tests/scenarios/reconciled-world.ts";
import { allModelsSay, coverOf, factsNamed, factsOf, feed, fundOf, typesOf } from "../../tests/scenarios/world.ts";
import { at, hour } from "../../tests/scenarios/given.ts";
import { broken } from "../../tests/scenarios/given-any.ts";
import { parseFact, parseInput } from "./events/catalogue.ts";
import { fundRestarted } from "./events/fund-events.ts";
import { symbolReleaseOrdered } from "./events/reconciliation-events.ts";
import { venueConnectionChanged } from "./events/venue-events.ts";
import { imbalanceOf, realizedOf } from "./ledger/ledger.ts";
import { accountOf } from "./simulation/venue/venue-account.ts";
import { accountDue, accountEvent } from "./step-reconcile.ts";
import { isReconciled } from "./trading/reconcile/reconcile-state.ts";
import { price, quantity } from "./units/units.ts";
import type { World } from "../../tests/scenarios/world.ts";

const trusts = (world: World): boolean => {
  const { config, trading } = fundOf(world);
  return isReconciled(trading.reconcile, { ...config.reconciliation, intervalMs: config.intervalMs }, world.state.at);
};
const entriesIn = (world: World, from = 0) =>
  factsNamed(world, "order.submitted", from).filter(({ purpose }) => purpose === "ENTRY");

describe("at the start", () => {
  it("nothing is entered until the venue's account agrees, and the wish says why", () => {
    const world = warmWorld();
    playClose(world, 0);
    expect(entriesIn(world)).toEqual([]);
    expect(factsNamed(world, "intent.proposed")).toMatchObject([{ outcome: "REFUSED", refusedBy: "reconciliation" }]);
    reconcile(world);
    for (const index of [1, 2, 3]) playClose(world, index);
    expect(entriesIn(world)).toHaveLength(1);
  });
  it("a pass that agrees says nothing, and its entry is short", () => {
    const world = holdingWorld();
    const { facts, effects, entry } = reconcile(world);
    expect([facts, effects]).toEqual([[], []]);
    expect(entry.event).toMatchObject({ data: { rows: null, digest: expect.any(String) } });
  });
  it.each([
    ["a restart", () => fundRestarted.create({ poison: null })],
    ["a reconnect", () => venueConnectionChanged.create({ connected: true, reason: "back" })],
  ])("after %s it has to agree again, and what is held may be left meanwhile", (_, event) => {
    const world = holdingWorld();
    feed(world, world.state.at, "runtime", event());
    expect([trusts(world), accountDue(world.state, world.state.at)]).toEqual([false, "ALL"]);
    allModelsSay(world, "BTC", 0.05, at(1_000 * hour));
    playClose(world, 2);
    playClose(world, 3);
    expect(heldOf(world)).toBe(0);
    reconcile(world);
    expect(trusts(world)).toBe(true);
  });
  it("an account of nonsense is told to nobody", () => {
    const world = holdingWorld();
    const account = { at: world.state.at, reportSeq: world.reports, ...accountOf(world.book) };
    const spoilt = { ...account, cash: broken<typeof account.cash>(Number.NaN) };
    expect(() => accountEvent(fundOf(world), spoilt, "ALL")).toThrow("expected an account of numbers");
  });
});

describe("somebody trades by hand", () => {
  it("a sale of everything is booked, its stop is taken back, and a person is told", () => {
    const world = holdingWorld();
    const from = world.steps.length;
    happen(world, byHand("SELL", heldOf(world)));
    expect(heldOf(world)).toBe(0);
    expect(stopsOf(world)).toEqual([]);
    expect(factsNamed(world, "position.closed", from)).toMatchObject([{ exitReason: "MANUAL" }]);
    expect(factsNamed(world, "symbol.frozen", from)).toMatchObject([{ symbol: "BTC" }]);
    expect(factsNamed(world, "federation.alert_raised", from)).toMatchObject([{ level: "CRITICAL" }]);
    expect(reconcile(world).facts).toMatchObject([{ type: "symbol.released", data: { releasedBy: "reconciliation" } }]);
  });
  it("a sale of a part leaves the rest behind a stop that fits", () => {
    const world = holdingWorld();
    const before = heldOf(world);
    const sold = Number((Math.round(before * 5_000) / 10_000).toFixed(4));
    happen(world, byHand("SELL", sold, { cause: "LIQUIDATION" }));
    expect(heldOf(world)).toBeCloseTo(before - sold, 9);
    expect(coverOf(world, "BTC")).toBeCloseTo(before - sold, 9);
    expect(reconcile(world).facts.map(({ type }) => type)).toEqual(["symbol.released"]);
  });
  it("a purchase is adopted behind the widest stop the fund allows", () => {
    const world = holdingWorld();
    happen(world, byHand("BUY", 1, { symbol: "ETH", priceUsd: 50 }));
    expect([heldOf(world, "ETH"), coverOf(world, "ETH")]).toEqual([1, 1]);
    expect(fundOf(world).trading.positions[1]?.stopPrice).toBeCloseTo(50 * 0.96, 6);
    expect(reconcile(world).facts.map(({ type }) => type)).toEqual(["symbol.released"]);
  });
  it("no entry leaves in the symbol while it is frozen, and the wish says why", () => {
    const world = holdingWorld();
    happen(world, byHand("SELL", heldOf(world)));
    const from = world.steps.length;
    for (const index of [2, 3, 4, 5]) playClose(world, index);
    expect(entriesIn(world, from)).toEqual([]);
    const refused = factsNamed(world, "intent.proposed", from).filter(
      ({ refusedBy }) => refusedBy === "reconciliation",
    );
    expect(refused[0]?.reason).toContain("somebody traded by hand");
  });
  it("a sale of more than is held is booked as far as it goes; the rest is named by the next account", () => {
    const world = holdingWorld();
    const held = heldOf(world);
    happen(world, byHand("SELL", held + 1));
    expect(factsNamed(world, "foreign_fill.booked")).toMatchObject([{ quantity: held, unbookedQuantity: 1 }]);
    const { facts } = reconcile(world);
    expect(facts[0]).toMatchObject({ type: "reconciliation.completed" });
    expect(fundOf(world).trading.reconcile.open.map(({ kind }) => kind)).toEqual(["POSITION", "CASH"]);
    expect(trusts(world)).toBe(false);
  });
  it("a report that comes twice, or under another number, is booked once", () => {
    const world = holdingWorld();
    const sale = byHand("SELL", 0.01);
    const again = happen(world, sale)?.entry.event;
    const once = heldOf(world);
    if (again?.type !== "venue.foreign_filled") throw new Error("expected the sale");
    feed(world, world.state.at, "venue", again);
    feed(world, world.state.at, "venue", { ...again, data: { ...again.data, reportSeq: ++world.reports } });
    expect(heldOf(world)).toBe(once);
    expect(factsNamed(world, "input.ignored").map(({ reason }) => reason.slice(0, 6))).toEqual(["report", "fill H"]);
  });
});

describe("cash moves", () => {
  it.each([
    ["FUNDING", -3, -3],
    ["FEE", -1, -1],
    ["TRANSFER", 500, 0],
  ] as const)("%s of %d USD is in the ledger once, and the books agree", (cause, amount, profit) => {
    const world = holdingWorld();
    const before = realizedOf(fundOf(world).ledger);
    happen(world, cash(amount, cause));
    expect(realizedOf(fundOf(world).ledger) - before).toBeCloseTo(profit, 9);
    expect(imbalanceOf(fundOf(world).ledger)).toBe(0);
    expect(reconcile(world).facts).toEqual([]);
  });
  it.each([-4_000, 4_000])("a transfer of %d USD is neither a loss nor the end of one", (amount) => {
    const world = holdingWorld();
    playClose(world, 2, 0.97);
    const { drawdown, dailyLoss } = fundOf(world).governance.lastPerformance!;
    expect(dailyLoss).toBeGreaterThan(0);
    happen(world, cash(amount, "TRANSFER"));
    const after = fundOf(world).governance.lastPerformance!;
    expect(after.drawdown).toBeCloseTo(drawdown, 12);
    expect(after.dailyLoss).toBeCloseTo(dailyLoss, 12);
    expect(after.allTimeDrawdown).toBeCloseTo(drawdown, 12);
    expect(factsNamed(world, "fund.frozen")).toEqual([]);
  });
  it("a withdrawal of all there is leaves a fund that has lost everything, not one without figures", () => {
    const world = warmWorld();
    reconcile(world);
    happen(world, cash(0 - fundOf(world).config.startEquityUsd, "TRANSFER"));
    expect(fundOf(world).governance.lastPerformance?.drawdown).toBe(1);
  });
  it("cash that is missing without a word stops all entries, until it is back", () => {
    const world = holdingWorld();
    world.book.cashMicros -= 5_000_000;
    expect(reconcile(world).facts.map(({ type }) => type)).toContain("federation.alert_raised");
    expect(trusts(world)).toBe(false);
    world.book.cashMicros += 5_000_000;
    reconcile(world);
    expect(trusts(world)).toBe(true);
  });
});

describe("reports that do not come", () => {
  it("are asked for when the venue stays ahead, and then booked", () => {
    const world = holdingWorld();
    const before = heldOf(world);
    happen(world, byHand("SELL", 0.01), false);
    expect(reconcile(world).effects, "it may be on its way").toEqual([]);
    const { effects } = reconcile(world);
    expect(effects).toMatchObject([{ kind: "AskReports" }]);
    expect(heldOf(world)).toBeCloseTo(before - 0.01, 9);
    reconcile(world);
    expect(fundOf(world).trading.reconcile.frozen.size).toBe(0);
  });
});

describe("a stop", () => {
  it("that has vanished is asked for, ended by two proofs, and placed again under another id", () => {
    const world = holdingWorld();
    const [stop] = stopsOf(world);
    world.book.resting.delete(stop!.order.id);
    const { effects } = reconcile(world);
    expect(effects).toEqual([{ kind: "QueryOrder", orderId: stop!.order.id }]);
    expect(fundOf(world).trading.reconcile.open).toMatchObject([{ kind: "ORDER_MISSING_AT_VENUE" }]);
    expect(
      stopsOf(world).map(({ order }) => order.id),
      "until it is proven it counts",
    ).toEqual([stop!.order.id]);
    reconcile(world);
    expect(stopsOf(world)).toHaveLength(1);
    expect(stopsOf(world)[0]!.order.id).not.toBe(stop!.order.id);
    expect(coverOf(world, "BTC")).toBe(heldOf(world));
    expect(reconcile(world).facts.map(({ type }) => type)).toEqual(["reconciliation.completed", "symbol.released"]);
  });
  it("that rests elsewhere is believed to rest there, and raised from there", () => {
    const world = holdingWorld();
    const [stop] = stopsOf(world);
    const open = world.book.resting.get(stop!.order.id)!;
    open.order = { ...open.order, stopPrice: price(50) };
    reconcile(world);
    expect(factsNamed(world, "order.amended").at(-1)).toMatchObject({ stopPriceUsd: 50 });
    playClose(world, 2);
    expect(stopsOf(world)[0]!.order.stopPrice).toBeGreaterThan(50);
  });
});

describe("an order that is not ours", () => {
  const placeByHand = (world: World) => {
    const template = world.book.resting.get(stopsOf(world)[0]!.order.id)!;
    const order = { ...template.order, id: "web-1", symbol: "ETH", side: "BUY" as const, quantity: quantity(1) };
    world.book.resting.set("web-1", { ...template, order });
  };
  it("is named and never cancelled, and entries wait for a person", () => {
    const world = holdingWorld();
    placeByHand(world);
    const { effects } = reconcile(world);
    expect(effects).toEqual([]);
    expect(fundOf(world).trading.reconcile.frozen.get("ETH")?.reasons[0]).toContain("web-1");
    expect(world.book.resting.has("web-1")).toBe(true);
  });
  it("is no difference any more once an operator accepts it", () => {
    const world = holdingWorld();
    placeByHand(world);
    reconcile(world);
    const release = symbolReleaseOrdered.create({ operator: "ada", symbol: "ETH", reason: "mine" });
    feed(world, world.state.at, "operator", release);
    expect(factsNamed(world, "symbol.released")).toMatchObject([{ symbol: "ETH", releasedBy: "ada" }]);
    expect(reconcile(world).facts).toEqual([]);
    feed(world, world.state.at, "operator", release);
    expect(typesOf(world).at(-1)).not.toBe("symbol.released");
  });
});

it("whatever is said and told can be read back", () => {
  const world = holdingWorld();
  happen(world, byHand("SELL", 0.01, { cause: "AUTO_DELEVERAGING" }));
  happen(world, byHand("BUY", 1, { symbol: "DOGE" }));
  happen(world, cash(-1));
  world.book.cashMicros -= 5_000_000;
  world.book.holdings.set("ETH", 3);
  reconcile(world);
  const { open } = fundOf(world).trading.reconcile;
  expect(open.map(({ kind }) => kind)).toEqual(["POSITION", "SYMBOL_UNKNOWN_HERE", "CASH"]);
  for (const fact of factsOf(world))
    expect(parseFact(JSON.parse(JSON.stringify(fact)))).toMatchObject({ kind: "PARSED" });
  for (const { entry } of world.steps)
    expect(parseInput(JSON.parse(JSON.stringify(entry.event)))).toMatchObject({ kind: "PARSED" });
});
