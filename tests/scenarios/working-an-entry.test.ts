/** How an entry is worked at the simulated venue: resting first, in parts, stopped, and what its slippage leads to. */
import { describe, expect, it } from "vitest";
import type { Bar } from "../../src/kernel/domain/bar.ts";
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import { noControlLimits } from "../../src/kernel/domain/control-limits.ts";
import { defaultExecution, type ExecutionConfig } from "../../src/kernel/domain/execution.ts";
import { operatorEssTripped } from "../../src/kernel/events/operator-events.ts";
import { bps, durationMs, hours, minutes, price, quantity, usd } from "../../src/kernel/units/units.ts";
import { executionConfig, executionWarmUp, teachMakers } from "./execution.ts";
import { at, bar, hour, justAbove, wavyClose } from "./given.ts";
import {
  allModelsSay,
  close,
  coverOf,
  factsNamed,
  feed,
  fundOf,
  hear,
  openWorld,
  passTime,
  type World,
} from "./world.ts";

const traded = (of: Bar, turnover: number): Bar => ({ ...of, volume: quantity(turnover / of.close) });

type Given = {
  readonly turnover?: number;
  readonly execution?: Partial<ExecutionConfig>;
  readonly change?: Partial<FundConfig>;
};

/** A fund that has decided to buy BTC at 100, at the close of hour 0. Markets are as thin here as a test wants them. */
function decided({ turnover = 1e6, execution = {}, change = {} }: Given, isTaught = false): World {
  const controls = { ...executionConfig.controls, thickness: noControlLimits.thickness };
  const config = { ...executionConfig, controls, execution: { ...executionConfig.execution, ...execution }, ...change };
  const world = openWorld(config);
  for (let index = 0 - executionWarmUp; index < 0; index += 1)
    close(world, at(index * hour), [traded(bar("BTC", wavyClose(index)), turnover)]);
  if (isTaught) teachMakers(world);
  allModelsSay(world, "BTC", 0.95, at(100 * hour));
  close(world, at(0), [traded(bar("BTC", 100), turnover)]);
  return world;
}
const sent = (world: World) => factsNamed(world, "order.submitted").filter(({ purpose }) => purpose === "ENTRY");
const ends = (world: World) => factsNamed(world, "execution.completed");
const open = (world: World) => [...fundOf(world).trading.orders.keys()];
const parents = (world: World) => [...fundOf(world).trading.execution.parents.values()];

describe("an order that waits at the bid", () => {
  it("is filled where the price trades through it, as a maker, and says what it cost", () => {
    const world = decided({}, true);
    expect(sent(world)).toMatchObject([{ orderType: "POST_ONLY", limitPriceUsd: 99.99 }]);
    close(world, at(hour), [bar("BTC", 100, { low: 99.9 })]);
    expect(factsNamed(world, "trade.executed")).toMatchObject([{ priceUsd: 99.99, liquidity: "MAKER" }]);
    expect(ends(world)).toMatchObject([{ style: "POST_ONLY", children: 1, averagePriceUsd: 99.99, reason: "filled" }]);
    const [{ slippageBps, feeBps, delayBps, opportunityBps }] = ends(world) as [ReturnType<typeof ends>[number]];
    expect([slippageBps, feeBps, delayBps]).toEqual([expect.closeTo(-1, 6), expect.closeTo(2, 2), 0]);
    expect(opportunityBps).toBe(0);
    expect(coverOf(world, "BTC"), "its stop is there").toBeGreaterThan(0);
  });

  it("takes after the stated wait what the bid left unfilled", () => {
    const world = decided({}, true);
    close(world, at(hour), [bar("BTC", 100.3, { open: 100.2, low: 100.1 })]);
    expect(sent(world).map(({ orderType, parentId }) => [orderType, parentId])).toEqual([
      ["POST_ONLY", sent(world)[0]!.id],
      ["MARKET", sent(world)[0]!.id],
    ]);
    close(world, at(2 * hour), [bar("BTC", 100.3)]);
    expect(ends(world)).toMatchObject([{ style: "POST_ONLY", children: 2, reason: "filled" }]);
    expect(ends(world)[0]!.delayBps, "waiting cost what the price ran away by").toBeCloseTo(30, 0);
  });

  it.each([
    ["before", -1, "WORKING"],
    ["after", 2, "CANCELED"],
  ] as const)("is called back by a timer %s the wait is over: %s ms", (_, late, status) => {
    const world = decided({ execution: { makerWaitMs: minutes(30) } }, true);
    passTime(world, at(minutes(30) + late));
    const { trading } = fundOf(world);
    const record = [...trading.orders.values(), ...trading.ended].find(({ order }) => order.purpose === "ENTRY");
    expect(record?.status).toBe(status);
    expect(sent(world), "what takes waits for a price that is fresh").toHaveLength(1);
  });

  it.each([
    [4, "is still waited for"],
    [5, "is given up"],
  ] as const)("at the close of hour %s, with a quarter of the horizon over at hour 4, %s", (last, _) => {
    const world = decided({ execution: { makerWaitMs: hours(100) } }, true);
    for (let index = 1; index <= last; index += 1) close(world, at(index * hour), [bar("BTC", 100)]);
    expect(ends(world).map(({ reason }) => reason)).toEqual(last === 5 ? ["its time is over"] : []);
  });

  it("is called back when the signal turns", () => {
    const world = decided({ execution: { makerWaitMs: hours(100) } }, true);
    allModelsSay(world, "BTC", 0.05, at(100 * hour));
    close(world, at(hour), [bar("BTC", 100)]);
    expect(ends(world)).toMatchObject([{ filledQuantity: 0, reason: "the signal has turned" }]);
    expect(open(world)).toEqual([]);
  });

  it("never pays more than the worst price of its parent, however far the market ran", () => {
    const world = decided({}, true);
    close(world, at(hour), [bar("BTC", 104, { open: 103, low: 103 })]);
    close(world, at(2 * hour), [bar("BTC", 104)]);
    expect(ends(world)).toMatchObject([{ filledQuantity: 0, averagePriceUsd: null, slippageBps: null }]);
    expect(ends(world)[0]!.opportunityBps).toBeCloseTo(400, 0);
  });
});

describe("an entry in parts", () => {
  const thin = 500;
  const advisory = { hooks: { ...executionConfig.hooks, "slippage-check": "ADVISORY" as const } };
  const inParts = () => decided({ turnover: thin, change: advisory });
  const next = (world: World, index: number, of: Bar = bar("BTC", 100)) =>
    close(world, at(index * hour), [traded(of, 1e6)]);

  it("sends one at each close, counts the rest as exposure, and the sum is what was decided", () => {
    const world = inParts();
    const [parent] = parents(world);
    expect(parent!.steps.length).toBe(4);
    expect(sent(world)).toHaveLength(1);
    for (const index of [1, 2, 3, 4]) next(world, index);
    expect(sent(world)).toHaveLength(4);
    const total = factsNamed(world, "trade.executed").reduce((sum, fill) => sum + fill.quantity, 0);
    expect(total).toBeCloseTo(parent!.quantity, 9);
    expect(ends(world)).toMatchObject([{ children: 4, filledQuantity: parent!.quantity, reason: "filled" }]);
    expect(coverOf(world, "BTC"), "every part is protected").toBeCloseTo(total, 9);
  });

  it("buys less by what an order filled that was thought to have ended", () => {
    const world = inParts();
    const [parent] = parents(world);
    const [first] = sent(world);
    const orderId = first!.id;
    world.book.resting.delete(orderId);
    hear(world, world.state.at, { kind: "CANCELED", orderId, expired: true, reason: "a test" });
    const filled = {
      fillId: "late",
      price: price(100),
      quantity: first!.quantity,
      fee: usd(0),
      liquidity: "TAKER",
    } as const;
    hear(world, world.state.at, { kind: "FILLED", orderId, ...filled });
    world.book.holdings.set("BTC", first!.quantity);
    for (const index of [1, 2, 3, 4]) next(world, index);
    const total = factsNamed(world, "trade.executed")
      .filter(({ side }) => side === "BUY")
      .reduce((sum, fill) => sum + fill.quantity, 0);
    expect(total).toBeCloseTo(parent!.quantity, 9);
    expect(ends(world)).toMatchObject([{ filledQuantity: parent!.quantity }]);
  });

  /** So many orders without a trade in the last hour that the next part meets it. */
  const flood = (world: World, orders: number) => {
    for (let index = 0; index < orders; index += 1)
      fundOf(world).surveillance.flow.sent.push({
        id: `O0-${index}`,
        symbol: "ETH",
        isEntry: true,
        at: world.state.at,
      });
  };
  const slow = { ...executionConfig.surveillance, throttleEveryMs: durationMs(1.5 * hour), flowWindowMs: hours(2) };

  it("waits for its turn while entries are throttled, and catches up (RT-10)", () => {
    const world = decided({ turnover: thin, change: { ...advisory, surveillance: slow } });
    flood(world, 22);
    next(world, 1);
    expect(sent(world)).toHaveLength(1);
    expect(ends(world)).toEqual([]);
    next(world, 2);
    expect(sent(world)).toHaveLength(2);
    expect(factsNamed(world, "order.refused")).toEqual([]);
  });

  it("ends when entries stop, and what was bought stays protected (RT-10)", () => {
    const world = decided({ turnover: thin, change: { ...advisory, surveillance: slow } });
    flood(world, 60);
    next(world, 1);
    expect(ends(world)).toMatchObject([{ children: 1, reason: expect.stringContaining("entries are stopped: 6") }]);
    expect(coverOf(world, "BTC")).toBeGreaterThan(0);
  });

  it("is stopped at once by an emergency stop: nothing more is sent, what was bought stays protected", () => {
    const world = inParts();
    next(world, 1);
    const trip = { exitMode: "CANCEL" as const, operator: "Ada", reason: "a test" };
    feed(world, world.state.at, "operator", operatorEssTripped.create(trip));
    expect(parents(world)).toEqual([]);
    expect(ends(world)[0]!.reason).toContain("exit mode is CANCEL");
    for (const index of [2, 3]) next(world, index);
    expect(sent(world)).toHaveLength(2);
    expect(coverOf(world, "BTC")).toBeCloseTo(fundOf(world).trading.positions[0]!.quantity, 9);
  });

  it("does not hold up an exit: a flatten sells what was bought at the next open, and buys no more", () => {
    const world = inParts();
    next(world, 1);
    const trip = { exitMode: "FLATTEN" as const, operator: "Ada", reason: "a test" };
    feed(world, world.state.at, "operator", operatorEssTripped.create(trip));
    const exits = factsNamed(world, "order.submitted").filter(({ purpose }) => purpose === "EXIT");
    expect(exits).toMatchObject([{ orderType: "MARKET", parentId: null }]);
    next(world, 2);
    expect(fundOf(world).trading.positions[0]).toBeUndefined();
  });

  it("ends when the stop of what it bought is hit: it does not buy into the fall", () => {
    const world = inParts();
    next(world, 1, bar("BTC", 95, { open: 100, low: 94 }));
    expect(ends(world)).toMatchObject([{ reason: "what it bought is sold" }]);
    next(world, 2, bar("BTC", 95));
    const [{ parentId }] = ends(world) as [ReturnType<typeof ends>[number]];
    expect(sent(world).filter((each) => each.parentId === parentId)).toHaveLength(1);
  });

  it("is not cut where cutting is switched off, nor where styles are not chosen", () => {
    const whole = decided({ turnover: thin, change: advisory, execution: { slices: false } });
    expect(sent(whole)).toMatchObject([{ orderType: "LIMIT" }]);
    const plain = decided({ turnover: thin, change: advisory, execution: defaultExecution });
    expect(sent(plain), "whole and at the market it costs more than it promises").toEqual([]);
    expect(factsNamed(plain, "order.refused")).toMatchObject([{ control: "PT-18", check: "expected-edge" }]);
  });
});

describe("slippage", () => {
  /** The next open is so far above the close that the fill slips by `gap` bps, half a spread and a little impact. */
  const filledAt = (gap: number, mode: "ENFORCED" | "ADVISORY" = "ENFORCED", pauseMs = hours(2)) => {
    const hooks = { ...executionConfig.hooks, "slippage-check": mode };
    const world = decided({ change: { hooks }, execution: { pauseMs } });
    close(world, at(hour), [bar("BTC", 100, { open: 100 * (1 + gap / 10_000) })]);
    return world;
  };

  it("within the limit is recorded with the fill, and nothing else happens", () => {
    const world = filledAt(10);
    const [fill] = factsNamed(world, "trade.executed");
    expect(fill!.slippageBps).toBeCloseTo(10_000 * (fill!.priceUsd / 100 - 1), 9);
    expect(factsNamed(world, "slippage.breached")).toEqual([]);
  });

  it("beyond it pauses the symbol for the stated time, and says until when", () => {
    const world = filledAt(30);
    expect(factsNamed(world, "slippage.breached")).toMatchObject([
      { symbol: "BTC", mode: "ENFORCED", limitBps: 15, pausedUntilMs: at(hours(2)) },
    ]);
    expect(fundOf(world).trading.execution.pausedUntil[0]).toBe(at(hours(2)));
  });

  it.each([
    ["before", 6, "REFUSED", "slippage-check"],
    ["at", 5, "ORDERED", null],
  ] as const)("a wish %s the end of the pause", (_, pause, outcome, refusedBy) => {
    const world = filledAt(30, "ENFORCED", hours(pause));
    allModelsSay(world, "BTC", 0.05, at(100 * hour));
    for (const index of [2, 3, 4]) close(world, at(index * hour), [bar("BTC", 100)]);
    expect(fundOf(world).trading.positions[0], "an exit waits for no pause").toBeUndefined();
    allModelsSay(world, "BTC", 0.95, at(100 * hour));
    close(world, at(5 * hour), [bar("BTC", 100)]);
    expect(factsNamed(world, "intent.proposed").at(-1)).toMatchObject({ kind: "ENTER", outcome, refusedBy });
  });

  it("beyond the limit ends a parent in parts too", () => {
    const world = decided({ turnover: 500 });
    expect(parents(world)[0]!.steps.length).toBeGreaterThan(1);
    close(world, at(hour), [bar("BTC", 100, { open: 100.3 })]);
    expect(ends(world)).toMatchObject([{ children: 1, reason: "slippage pauses BTC" }]);
  });

  it("is only told where the hook only advises", () => {
    const world = filledAt(30, "ADVISORY");
    expect(factsNamed(world, "slippage.breached")).toMatchObject([{ mode: "ADVISORY", pausedUntilMs: null }]);
    expect(fundOf(world).trading.execution.pausedUntil[0]).toBe(0);
  });

  it("a spread too wide refuses the entry by the hook's name, and no order leaves", () => {
    const world = decided({ execution: { maxSpreadBps: bps(1.9) } });
    expect(factsNamed(world, "intent.proposed")).toMatchObject([{ outcome: "REFUSED", refusedBy: "slippage-check" }]);
    expect(sent(world)).toEqual([]);
    expect(sent(decided({ execution: { maxSpreadBps: bps(2) } }))).toHaveLength(1);
  });

  it("expected beyond the limit makes the entry smaller; the wish says so", () => {
    const limit = 5;
    const world = decided({ turnover: 1e5, execution: { maxSlippageBps: bps(limit), choosesStyle: false } });
    const [wish] = factsNamed(world, "intent.proposed");
    expect(wish!.hooks.at(-1)!.note).toContain("shrunk to");
    expect(sent(world)[0]!.expectedSlippageBps).toBeLessThanOrEqual(justAbove(limit));
    expect(wish!.notionalUsd).toBeLessThan(4_000);
  });
});
