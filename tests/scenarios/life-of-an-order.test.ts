/**
 * The life of an order, read from top to bottom: a signal, a wish, what each hook said, an order, a fill, a position with
 * its stop, and a trade that closed. Every line a fact, in the order the journal has them.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fundRestarted } from "../../src/kernel/events/fund-events.ts";
import { orderAbsent, orderOutcomeUnknown } from "../../src/kernel/events/venue-events.ts";
import { imbalanceOf } from "../../src/kernel/ledger/ledger.ts";
import { preTradeHooks } from "../../src/kernel/trading/hooks/pre-trade/pre-trade.ts";
import { portfolioOf } from "../../src/kernel/step-govern.ts";
import { commitmentsOf } from "../../src/kernel/trading/commitments.ts";
import { hasSeenOrder } from "../../src/kernel/trading/trading-state.ts";
import { executionConfig, executionWarmUp, teachMakers } from "./execution.ts";
import { at, bar, hour, tradingConfig, wavyClose } from "./given.ts";
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

/** Every hook of the trading floor is enforced, and resting at the bid is worth it. */
function floorWorld(): World {
  const names = [
    "universe-filter",
    "confidence-adjustment",
    "risk-check",
    "portfolio-check",
    "position-sizing",
  ] as const;
  const hooks = { ...executionConfig.hooks, ...Object.fromEntries(names.map((name) => [name, "ENFORCED" as const])) };
  const world = openWorld({ ...executionConfig, hooks });
  for (let index = 0 - executionWarmUp; index < 0; index += 1)
    close(world, at(index * hour), [bar("BTC", wavyClose(index))]);
  teachMakers(world);
  allModelsSay(world, "BTC", 0.95, later);
  return world;
}

describe("the life of an order, as its page tells it", () => {
  const world = floorWorld();
  const bought = () => factsNamed(world, "order.submitted").find(({ purpose }) => purpose === "ENTRY")!;
  const wish = () => factsNamed(world, "intent.proposed")[0]!;
  const note = (name: string) => wish().hooks.find(({ hook }) => hook === name)?.note;
  /** Each step of docs/concepts/life-of-an-order.md under its title there. */
  const steps: readonly (readonly [title: string, shows: () => void])[] = [
    [
      "A bar closes",
      () => {
        close(world, at(0), [bar("BTC", 100)]);
        expect(fundOf(world).features.close[0]).toBe(100);
      },
    ],
    [
      "The ensemble speaks",
      () => {
        const signal = fundOf(world).trading.latest[0];
        expect(signal).toMatchObject({ symbol: "BTC", direction: "LONG" });
        expect(wish().signal).toEqual(signal);
      },
    ],
    [
      "Five hooks review the wish",
      () => {
        const asked = preTradeHooks(fundOf(world).config).map(({ name }) => name);
        expect(
          wish()
            .hooks.map(({ hook }) => hook)
            .slice(0, asked.length),
        ).toEqual(asked);
        expect(wish().hooks.every(({ mode, verdict }) => mode === "ENFORCED" && verdict === "PASS")).toBe(true);
        expect(note("position-sizing")).toContain("USD, bound by");
      },
    ],
    [
      "The balance fits it into the mandate",
      () => {
        const { envelope } = fundOf(world).governance.policy!.mandate;
        expect(wish().notionalUsd).toBeLessThanOrEqual(envelope.maxPosition);
        expect(wish().notionalUsd * wish().stopDistanceFraction).toBeLessThanOrEqual(10_000 * envelope.maxRiskPerTrade);
      },
    ],
    [
      "Execution chooses how it is worked",
      () => {
        expect(note("order-type-selection")).toMatch(/^POST_ONLY: a fill is 100 % likely, \d+ % is enough$/);
        expect(bought()).toMatchObject({ orderType: "POST_ONLY", limitPriceUsd: 99.99 });
      },
    ],
    [
      "Its slippage is estimated",
      () => {
        expect(note("slippage-check")).toBe("expected slippage of -1.0 bps, at most 15");
        expect(bought().expectedSlippageBps).toBeCloseTo(-1, 2);
      },
    ],
    [
      "The guard has the last word",
      () => {
        expect(factsNamed(world, "order.refused")).toEqual([]);
        expect(hasSeenOrder(fundOf(world).trading, bought().id), "the same id never passes again").toBe(true);
      },
    ],
    [
      "The journal comes before the venue",
      () => {
        const step = world.steps.find(({ effects }) => effects.some(({ kind }) => kind === "SubmitOrder"))!;
        const told = step.facts.flatMap((fact) => (fact.type === "order.submitted" ? [fact.data.id] : []));
        const asked = step.effects.flatMap((effect) => (effect.kind === "SubmitOrder" ? [effect.order.id] : []));
        expect(
          asked,
          "an effect leaves with the facts that ask for it, and is carried out after they are durable",
        ).toEqual(told);
      },
    ],
    [
      "The venue works it",
      () => {
        expect(open(world)).toEqual([["ENTRY", "WORKING"]]);
        const [parent] = fundOf(world).trading.execution.parents.values();
        expect(parent).toMatchObject({ id: bought().id, style: "POST_ONLY", filled: 0 });
      },
    ],
    [
      "A fill is booked, and its stop leaves",
      () => {
        close(world, at(hour), [bar("BTC", 100, { low: 99.9 })]);
        expect(factsNamed(world, "trade.executed")).toMatchObject([{ priceUsd: 99.99, liquidity: "MAKER" }]);
        expect(factsNamed(world, "position.opened")).toMatchObject([{ symbol: "BTC", quantity: bought().quantity }]);
        expect(open(world)).toEqual([["STOP", "WORKING"]]);
      },
    ],
    [
      "Its slippage is measured",
      () => {
        expect(factsNamed(world, "trade.executed")[0]!.slippageBps).toBeCloseTo(-1, 6);
        expect(fundOf(world).trading.execution.slippages).toHaveLength(1);
        expect(factsNamed(world, "slippage.breached")).toEqual([]);
      },
    ],
    [
      "The entry is accounted for",
      () => {
        const [end] = factsNamed(world, "execution.completed");
        expect(end).toMatchObject({ parentId: bought().id, style: "POST_ONLY", children: 1, reason: "filled" });
        const { delayBps, impactBps, feeBps, opportunityBps, totalBps } = end!;
        expect(delayBps + impactBps + feeBps + opportunityBps).toBeCloseTo(totalBps, 9);
        expect(totalBps, "half a spread earned, the maker's fee paid").toBeCloseTo(1, 2);
      },
    ],
    [
      "The position is held, and says nothing",
      () => {
        const before = world.steps.length;
        close(world, at(2 * hour), [bar("BTC", 100)]);
        expect(typesOf(world, before)).toEqual([]);
      },
    ],
    [
      "The stop ends it",
      () => {
        close(world, at(3 * hour), [bar("BTC", 99, { open: 100, low: 96 })]);
        const [closed] = factsNamed(world, "position.closed");
        expect(closed).toMatchObject({ exitReason: "STOP", quantity: bought().quantity });
        expect(closed!.rMultipleRatio).toBeLessThan(-1);
        const { ledger } = fundOf(world);
        expect(imbalanceOf(ledger)).toBe(0);
        expect(ledger.balances.CASH / 1e6 - 10_000, "to the micro-dollar").toBeCloseTo(closed!.pnlUsd, 6);
      },
    ],
  ];

  it("has the steps of the page, in its order", () => {
    const page = readFileSync("docs/concepts/life-of-an-order.md", "utf8");
    const titles = [...page.matchAll(/^\d+\. \*\*(.+?)\.\*\*/gmu)].map(([, title]) => title);
    expect(steps.map(([title]) => title)).toEqual(titles);
  });
  for (const [title, shows] of steps) it(title, shows);
});

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
  /** The CEO would take the whole fund to SHADOW, and hide whether the symbol is blocked. */
  const world = openWorld({ ...tradingConfig, seats: tradingConfig.seats.filter((seat) => seat !== "CEO") });
  const closeBoth = (index: number, prices: readonly [btc: number, eth: number] = [100, 50]) =>
    close(world, at(index * hour), [bar("BTC", prices[0]), bar("ETH", prices[1])]);
  for (let index = -12; index < 0; index += 1) closeBoth(index, [wavyClose(index), wavyClose(index, 50)]);
  const entered = () =>
    factsNamed(world, "order.submitted")
      .filter(({ purpose }) => purpose === "ENTRY")
      .map(({ symbol }) => symbol);
  const statusOf = (orderId: string) => fundOf(world).trading.orders.get(orderId)?.status;

  allModelsSay(world, "BTC", 0.95, later);
  world.perform = (effect) => {
    if (effect.kind === "SubmitOrder")
      feed(world, world.state.at, "venue", orderOutcomeUnknown.create({ orderId: effect.order.id, reason: "timeout" }));
  };
  closeBoth(0);
  const lost = factsNamed(world, "order.submitted")[0]!;
  expect(statusOf(lost.id)).toBe("UNKNOWN");
  const { trading, config } = fundOf(world);
  const { notional, symbols } = commitmentsOf(trading, portfolioOf(fundOf(world)), config.instruments);
  expect(notional, "counts at its worst, though nothing is held").toBeCloseTo(lost.quantity * lost.limitPriceUsd!, 9);
  expect([...symbols]).toEqual(["BTC"]);

  world.perform = (effect) => performAtBook(world, effect);
  allModelsSay(world, "ETH", 0.95, later);
  for (const index of [1, 2, 3, 4, 5]) closeBoth(index);
  feed(world, world.state.at, "runtime", fundRestarted.create({ poison: null }));
  closeBoth(6);
  expect(entered(), "the other symbol is entered, this one is not").toEqual(["BTC", "ETH"]);
  expect(statusOf(lost.id), "no timer and no restart guesses").toBe("UNKNOWN");

  feed(world, world.state.at, "venue", orderAbsent.create({ orderId: lost.id }));
  expect(statusOf(lost.id)).toBeUndefined();
  for (const index of [7, 8, 9]) closeBoth(index);
  expect(entered(), "and the symbol is free again").toEqual(["BTC", "ETH", "BTC"]);
});

it("while an outcome is unknown the CEO lets nothing be entered anywhere", () => {
  const world = warmWorld();
  allModelsSay(world, "BTC", 0.95, later);
  world.perform = (effect) => {
    if (effect.kind === "SubmitOrder")
      feed(world, world.state.at, "venue", orderOutcomeUnknown.create({ orderId: effect.order.id, reason: "timeout" }));
  };
  for (const index of [0, 1, 2]) close(world, at(index * hour), [bar("BTC", 100)]);
  expect(open(world)).toEqual([["ENTRY", "UNKNOWN"]]);
  expect(fundOf(world).governance.policy?.modes).toMatchObject({ systemHealth: "DEGRADED", tradingMode: "SHADOW" });
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
