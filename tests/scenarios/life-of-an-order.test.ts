/**
 * The life of an order, read from top to bottom: a signal, a wish, what each hook said, an order, a fill, a position with
 * its stop, and a trade that closed. Every line a fact, in the order the journal has them.
 */
import { describe, expect, it } from "vitest";
import { orderOutcomeUnknown } from "../../src/kernel/events/venue-events.ts";
import { imbalanceOf } from "../../src/kernel/ledger/ledger.ts";
import { at, bar, hour, wavyClose } from "./given.ts";
import {
  allModelsSay,
  close,
  factsNamed,
  feed,
  fundOf,
  openWorld,
  performAtBook,
  typesOf,
  type World,
} from "./world.ts";

/** Twelve hours of bars before trading begins: the models' windows fill. */
function warmWorld(): World {
  const world = openWorld();
  for (let index = -12; index < 0; index += 1) close(world, at(index * hour), [bar("BTC", wavyClose(index))]);
  return world;
}
const later = at(100 * hour);
const open = (world: World) =>
  [...fundOf(world).trading.orders.values()].map(({ order, status }) => [order.purpose, status]);

describe("from a signal to a stopped trade", () => {
  const world = warmWorld();
  let heard = 0;
  /** The facts since the last look. */
  const news = (): string[] => {
    const types = typesOf(world, heard);
    heard = world.steps.length;
    return types;
  };

  it("begins with a fund that is seated and has its first policy", () => {
    expect(news().slice(0, 6)).toEqual([...Array<string>(5).fill("ai.federation.decision_made"), "policy.updated"]);
  });

  it("a signal becomes an intent, the intent an order, and the venue takes it", () => {
    allModelsSay(world, "BTC", 0.95, later);
    close(world, at(0), [bar("BTC", 100)]);
    const firstWords = ["ai.federation.decision_made", "ai.federation.decision_made", "policy.updated"];
    expect(news()).toEqual([
      "health.status_changed",
      "risk.ceiling_updated",
      "risk.state_updated",
      "strategy.recommended",
      ...firstWords,
      "intent.proposed",
      "order.submitted",
      "order.status_changed",
    ]);
    expect(factsNamed(world, "intent.proposed")).toMatchObject([
      {
        kind: "ENTER",
        symbol: "BTC",
        outcome: "ORDERED",
        hooks: [
          { hook: "universe-filter", mode: "ENFORCED", verdict: "PASS" },
          { hook: "risk-check", mode: "ENFORCED", verdict: "PASS" },
          {
            hook: "position-sizing",
            mode: "ENFORCED",
            verdict: "PASS",
            note: "4000.00 USD, bound by the stop; a stop 2.50 % away",
          },
        ],
      },
    ]);
    expect(factsNamed(world, "order.submitted")).toMatchObject([
      {
        side: "BUY",
        purpose: "ENTRY",
        quantity: 39.6039,
        limitPriceUsd: 101,
        referencePriceUsd: 100,
        policyVersion: 2,
      },
    ]);
    expect(open(world)).toEqual([["ENTRY", "WORKING"]]);
  });

  it("the next open fills it: money moves, a position opens, and its stop goes to the venue", () => {
    close(world, at(1 * hour), [bar("BTC", 100.5, { open: 100 })]);
    expect(news()).toEqual([
      "order.status_changed",
      "trade.executed",
      "position.opened",
      "order.submitted",
      "portfolio.snapshot_updated",
      "execution.completed",
      "order.status_changed",
    ]);
    const [opened] = factsNamed(world, "position.opened");
    expect(opened).toMatchObject({ symbol: "BTC", quantity: 39.6039 });
    expect(opened!.averagePriceUsd, "the open, half a spread and the impact of our size").toBeGreaterThan(100.01);
    expect(opened!.stopPriceUsd / opened!.averagePriceUsd).toBeCloseTo(0.975, 4);
    expect(open(world)).toEqual([["STOP", "WORKING"]]);
  });

  it("while the signal holds, the fund holds and says nothing", () => {
    close(world, at(2 * hour), [bar("BTC", 101)]);
    expect(news()).toEqual([]);
    expect(fundOf(world).governance.lastPerformance?.drawdown).toBeLessThan(0.001);
  });

  it("the stop is hit inside a bar: the trade is closed before the bar is, at about one R", () => {
    close(world, at(3 * hour), [bar("BTC", 99, { open: 101, low: 96 })]);
    expect(news().slice(0, 4)).toEqual([
      "order.status_changed",
      "trade.executed",
      "position.closed",
      "portfolio.snapshot_updated",
    ]);
    const [closed] = factsNamed(world, "position.closed");
    expect(closed).toMatchObject({ exitReason: "STOP", quantity: 39.6039 });
    expect(closed!.rMultipleRatio).toBeLessThan(-1);
    expect(closed!.rMultipleRatio, "costs are small beside the risk").toBeGreaterThan(-1.3);
  });

  it("what was lost is what the equity fell by, to the micro-dollar", () => {
    const [closed] = factsNamed(world, "position.closed");
    const { ledger } = fundOf(world);
    expect(imbalanceOf(ledger)).toBe(0);
    expect(ledger.balances.CASH / 1e6 - 10_000).toBeCloseTo(closed!.pnlUsd, 6);
  });
});

it("a signal that turns closes at the market: the stop gives way first, then the exit sells, so nothing is sold twice", () => {
  const world = warmWorld();
  allModelsSay(world, "BTC", 0.95, later);
  for (const index of [0, 1]) close(world, at(index * hour), [bar("BTC", 100)]);
  allModelsSay(world, "BTC", 0.05, later);
  const before = world.steps.length;
  close(world, at(2 * hour), [bar("BTC", 100)]);
  expect(typesOf(world, before)).toEqual([
    "intent.proposed",
    "order.status_changed",
    "order.status_changed",
    "order.submitted",
    "order.status_changed",
  ]);
  expect(factsNamed(world, "order.status_changed", before).map(({ from, to }) => `${from} to ${to}`)).toEqual([
    "WORKING to PENDING_CANCEL",
    "PENDING_CANCEL to CANCELED",
    "SUBMITTED to WORKING",
  ]);
  close(world, at(3 * hour), [bar("BTC", 100)]);
  expect(factsNamed(world, "position.closed")).toMatchObject([{ exitReason: "SIGNAL" }]);
  expect(open(world)).toEqual([]);
});

it("an entry the next open cannot fill within its limit expires, and the symbol is wished for again after its cool-down", () => {
  const world = warmWorld();
  allModelsSay(world, "BTC", 0.95, later);
  close(world, at(0), [bar("BTC", 100)]);
  close(world, at(1 * hour), [bar("BTC", 103, { open: 103 })]);
  expect(factsNamed(world, "order.status_changed").map(({ to }) => to)).toEqual(["WORKING", "EXPIRED"]);
  expect(factsNamed(world, "intent.proposed")).toHaveLength(1);
  close(world, at(2 * hour), [bar("BTC", 103)]);
  expect(factsNamed(world, "intent.proposed")).toHaveLength(2);
});

it("an order without an answer is UNKNOWN: it counts, blocks its symbol, and only the venue's word ends it", () => {
  const world = warmWorld();
  allModelsSay(world, "BTC", 0.95, later);
  world.perform = (effect) => {
    if (effect.kind === "SubmitOrder")
      feed(world, world.state.at, "venue", orderOutcomeUnknown.create({ orderId: effect.order.id, reason: "timeout" }));
  };
  close(world, at(0), [bar("BTC", 100)]);
  expect(open(world)).toEqual([["ENTRY", "UNKNOWN"]]);
  expect(fundOf(world).governance.policy?.modes).toMatchObject({ systemHealth: "DEGRADED", tradingMode: "SHADOW" });
  for (const index of [1, 2, 3, 4, 5]) close(world, at(index * hour), [bar("BTC", 100)]);
  expect(open(world), "no timer guesses").toEqual([["ENTRY", "UNKNOWN"]]);
  expect(factsNamed(world, "order.submitted"), "and nothing is sent again").toHaveLength(1);
  world.perform = (effect) => performAtBook(world, effect);
});

it("a wish beyond the mandate is refused by name, and no order leaves", () => {
  const world = warmWorld();
  for (const symbol of ["BTC", "ETH"]) allModelsSay(world, symbol, 0.95, later);
  const thin = { ...bar("BTC", 100), volume: 1 as never };
  close(world, at(0), [thin]);
  close(world, at(1 * hour), [thin]);
  const refusals = factsNamed(world, "intent.proposed").filter(({ outcome }) => outcome === "REFUSED");
  for (const refusal of refusals) expect(refusal.refusedBy).not.toBeNull();
});
