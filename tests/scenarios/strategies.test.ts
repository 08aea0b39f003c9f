/** Strategies in a whole fund: who enters, who owns, who leaves, and what becomes of one that fails. */
import { describe, expect, it } from "vitest";
import { fundReconfigured, fundRestarted } from "../../src/kernel/events/fund-events.ts";
import type { Advice } from "../../src/kernel/domain/strategy-choice.ts";
import { decodeState, encodeState } from "../../src/kernel/state-codec.ts";
import type { Strategy, View } from "../../src/kernel/trading/strategies/strategy.ts";
import { openOutbox } from "../../src/kernel/events/outbox.ts";
import { contextOf } from "../../src/kernel/step-govern.ts";
import { ownersExit, strategyEntries } from "../../src/kernel/trading/hear-strategies.ts";
import { openDesk } from "../../src/kernel/trading/strategies/strategies.ts";
import { at, bar, btc, hour, tradingConfig, wavyClose } from "./given.ts";
import { choicesOf, libraryOf, long, none, out, someStrategy } from "./some-strategy.ts";
import { allModelsSay, close, factsNamed, feed, fundOf, openWorld, passTime, type World } from "./world.ts";

const bars = (index: number, factor = 1) => [
  bar("BTC", wavyClose(index) * factor),
  bar("ETH", wavyClose(index, 50) * factor),
];

function worldWith(...strategies: readonly Strategy[]): World {
  const world = openWorld({ ...tradingConfig, strategies: choicesOf(...strategies) }, libraryOf(...strategies));
  for (let index = -12; index < 0; index += 1) close(world, at(index * hour), bars(index));
  return world;
}
function play(world: World, from: number, to: number, factor = 1): void {
  for (let index = from; index < to; index += 1) {
    passTime(world, at(index * hour));
    close(world, at(index * hour), bars(index, factor));
  }
}
const only = (symbol: string, decide: (view: View) => Advice) => (view: View) =>
  view.symbol === symbol ? decide(view) : none;
/** Buys BTC at once and says `held` while it holds. */
const buyer = (name: string, held: (view: View) => Advice = () => none, entry = long()) =>
  someStrategy(
    name,
    only("BTC", (view) => (view.held === undefined ? entry : held(view))),
  );
const positionIn = (world: World, symbol: string) =>
  fundOf(world).trading.positions.find((position) => position?.symbol === symbol);

describe("a strategy's wish", () => {
  it("goes the way of every wish, in its name from the intent to the trade", () => {
    const world = worldWith(buyer("buyer", ({ held }) => (held?.bars === 3 ? out : none)));
    play(world, 0, 2);
    expect(factsNamed(world, "intent.proposed")[0]).toMatchObject({
      kind: "ENTER",
      symbol: "BTC",
      strategy: "buyer",
      outcome: "ORDERED",
      reason: "the test says so",
      signal: { confidence: 0.9 },
    });
    expect(factsNamed(world, "intent.proposed")[0]?.hooks.map(({ hook }) => hook)).toContain("position-sizing");
    expect(positionIn(world, "BTC")).toMatchObject({ strategy: "buyer" });
    const stops = [...fundOf(world).trading.orders.values()];
    expect(stops.map(({ order, strategy }) => [order.purpose, strategy])).toEqual([["STOP", "buyer"]]);
    play(world, 2, 5);
    expect(factsNamed(world, "position.opened")[0]).toMatchObject({ strategy: "buyer" });
    expect(factsNamed(world, "position.closed")[0]).toMatchObject({ strategy: "buyer", exitReason: "SIGNAL" });
  });

  it("sees what it holds: the price paid, the stop, and the closes since", () => {
    const seen: View["held"][] = [];
    const world = worldWith(
      buyer("buyer", ({ held }) => {
        seen.push(held);
        return none;
      }),
    );
    play(world, 0, 4);
    const { averagePrice, stopPrice } = positionIn(world, "BTC") ?? {};
    expect(seen).toEqual([1, 2, 3].map((count) => ({ entryPrice: averagePrice, stopPrice, bars: count })));
  });

  it("is asked for only when its history has closed, and again after the cool-down", () => {
    let asked = 0;
    const counting = someStrategy(
      "counting",
      only("BTC", () => {
        asked += 1;
        return none;
      }),
      15,
    );
    const world = worldWith(counting);
    play(world, 0, 2);
    expect(asked, "14 bars have closed").toBe(0);
    play(world, 2, 3);
    expect(asked).toBe(1);
  });
});

describe("one position a symbol, which its owner leaves", () => {
  it("the models' word does not close what a strategy opened", () => {
    const world = worldWith(buyer("buyer"));
    play(world, 0, 2);
    allModelsSay(world, "BTC", 0.05, at(100 * hour));
    play(world, 2, 5);
    expect(fundOf(world).trading.latest[0]?.direction).toBe("OUT");
    expect(positionIn(world, "BTC")).toMatchObject({ strategy: "buyer", exitReason: undefined });
  });

  it("a strategy's word does not close what the models opened, and it is not asked for it", () => {
    let asked = 0;
    const world = worldWith(
      someStrategy(
        "leaver",
        only("BTC", () => {
          asked += 1;
          return out;
        }),
      ),
    );
    allModelsSay(world, "BTC", 0.95, at(100 * hour));
    play(world, 0, 2);
    expect(positionIn(world, "BTC")).toMatchObject({ strategy: "ensemble" });
    const askedBefore = asked;
    play(world, 2, 5);
    expect(positionIn(world, "BTC")).toMatchObject({ strategy: "ensemble", exitReason: undefined });
    expect(asked).toBe(askedBefore);
  });

  it("of two strategies the one that promises more opens it, and the other stays out", () => {
    const world = worldWith(
      buyer("a", undefined, long({ targetDistance: 0.04 })),
      buyer("b", undefined, long({ targetDistance: 0.05 })),
    );
    play(world, 0, 3);
    expect(factsNamed(world, "position.opened").map(({ strategy }) => strategy)).toEqual(["b"]);
  });

  it("a strong consensus of the models goes before a strategy that promises more", () => {
    const world = worldWith(buyer("boaster", undefined, long({ confidence: 1, targetDistance: 1 })));
    allModelsSay(world, "BTC", 0.95, at(100 * hour));
    play(world, 0, 2);
    expect(positionIn(world, "BTC")).toMatchObject({ strategy: "ensemble" });
  });
});

describe("who is heard at all", () => {
  it("a strategy that the mandate blocks may not enter; what it holds it may leave", () => {
    const world = worldWith(buyer("buyer", () => out));
    play(world, 0, 1);
    const fund = fundOf(world);
    const outbox = openOutbox(world.state.seq, world.state.at);
    const context = contextOf(fund, outbox, []);
    const desk = openDesk({
      state: fund.trading.strategies,
      library: libraryOf(buyer("buyer", () => out)),
      maxStopDistance: 0.04,
      outbox,
    });
    const entriesWith = (blocked: readonly string[]) =>
      strategyEntries({ ...context, desk, policy: { ...context.policy, strategies: { allowed: [], blocked } } }, 0);
    expect(entriesWith(["other"])).toMatchObject([{ strategy: "buyer" }]);
    expect(entriesWith(["buyer"])).toEqual([]);
    play(world, 1, 2);
    const position = positionIn(world, "BTC");
    if (position === undefined) throw new Error("expected the strategy to hold BTC");
    const blocked = { ...context.policy, strategies: { allowed: [], blocked: ["buyer"] } };
    expect(ownersExit(fund.trading, { ...context, desk, policy: blocked }, 0, position)).toMatchObject({
      kind: "EXIT",
    });
  });

  it("of more wishes than a close takes, the least promising wait", () => {
    const symbols = Array.from({ length: 12 }, (_, index) => `S${index}`);
    const promising = someStrategy("promising", ({ symbol }) =>
      long({ targetDistance: 0.1 + 0.01 * symbols.indexOf(symbol) }),
    );
    const instruments = symbols.map((symbol) => ({ ...btc, symbol }));
    const strategies = choicesOf(promising);
    const world = openWorld({ ...tradingConfig, instruments, strategies }, libraryOf(promising));
    for (let index = -12; index < 1; index += 1)
      close(
        world,
        at(index * hour),
        symbols.map((symbol) => bar(symbol, wavyClose(index))),
      );
    const refused = factsNamed(world, "intent.proposed").filter(({ refusedBy }) => refusedBy === "throttle");
    expect(refused.map(({ symbol }) => symbol)).toEqual(["S0", "S1"]);
    expect(fundOf(world).trading.cooldownUntil[0], "and may be wished for at the next close").toBe(0);
  });
});

describe("how it ends", () => {
  const endedBy = (entry: Advice) => {
    const world = worldWith(buyer("buyer", undefined, entry));
    play(world, 0, 2);
    const opened = positionIn(world, "BTC");
    return { world, opened };
  };
  it("at its target, on a close", () => {
    const { world, opened } = endedBy(long({ targetDistance: 0.02 }));
    const entry = opened?.averagePrice ?? Number.NaN;
    const closeAt = (index: number, price: number) =>
      close(world, at(index * hour), [bar("BTC", price), bar("ETH", 50)]);
    closeAt(2, entry * 1.0199);
    expect(positionIn(world, "BTC")?.exitReason).toBeUndefined();
    closeAt(3, entry * 1.0201);
    expect(factsNamed(world, "intent.proposed").at(-1)?.reason).toBe("closed at the target 2.0 % above the entry");
    closeAt(4, entry * 1.02);
    expect(factsNamed(world, "position.closed")[0]).toMatchObject({ strategy: "buyer", exitReason: "TARGET" });
  });
  it("after the bars it was given", () => {
    const { world } = endedBy(long({ maxBars: 3 }));
    play(world, 2, 3);
    expect(positionIn(world, "BTC")?.exitReason).toBeUndefined();
    play(world, 3, 4);
    expect(positionIn(world, "BTC")?.exitReason).toBe("TIME");
    expect(factsNamed(world, "intent.proposed").at(-1)?.reason).toBe("was held for the 3 bars it was given");
  });
  it("when it is not configured any more", () => {
    const { world } = endedBy(long());
    feed(world, world.state.at, "runtime", fundReconfigured.create(tradingConfig));
    play(world, 2, 4);
    expect(factsNamed(world, "intent.proposed").at(-1)).toMatchObject({
      kind: "EXIT",
      strategy: "buyer",
      reason: "buyer is not configured any more",
    });
    expect(positionIn(world, "BTC")).toBeUndefined();
  });
});

describe("one that fails", () => {
  const failing = (name: string, when: (view: View) => boolean, how: () => Advice) =>
    someStrategy(
      name,
      only("BTC", (view) => (when(view) ? how() : view.held === undefined ? long() : none)),
    );
  const threw = () => {
    throw new Error("a slip");
  };

  it("is put to rest for the symbol with one fact; the others go on", () => {
    const world = worldWith(
      failing("broken", () => true, threw),
      buyer("sound"),
    );
    play(world, 0, 3);
    expect(factsNamed(world, "strategy.rested")).toEqual([
      { strategy: "broken", symbol: "BTC", reason: "it threw a slip" },
    ]);
    expect(positionIn(world, "BTC")).toMatchObject({ strategy: "sound" });
  });

  it.each<[string, Advice, string]>([
    ["no number", long({ confidence: Number.NaN }), "expected a confidence from 0 to 1, was NaN"],
    ["a stop beyond the hard limit", long({ stopDistance: 0.0401 }), "expected a stop above 0 and up to 0.04 away"],
  ])("%s is nonsense, too", (_, advice, reason) => {
    const world = worldWith(buyer("wild", undefined, advice));
    play(world, 0, 3);
    expect(factsNamed(world, "strategy.rested")).toMatchObject([
      { strategy: "wild", reason: expect.stringContaining(reason) },
    ]);
    expect(factsNamed(world, "intent.proposed")).toEqual([]);
  });

  it("what it holds is left, since nobody watches it", () => {
    const world = worldWith(failing("broken", ({ held }) => held?.bars === 2, threw));
    play(world, 0, 4);
    expect(factsNamed(world, "intent.proposed").at(-1)).toMatchObject({ kind: "EXIT", reason: "broken rests on BTC" });
    expect(positionIn(world, "BTC")).toBeUndefined();
  });

  it("rests through a snapshot, and may try again after a restart", () => {
    const world = worldWith(failing("broken", () => true, threw));
    play(world, 0, 1);
    expect(encodeState(decodeState(encodeState(world.state)))).toBe(encodeState(world.state));
    expect(fundOf(world).trading.strategies.rested.size).toBe(1);
    feed(world, world.state.at, "runtime", fundRestarted.create({ poison: null }));
    expect(fundOf(world).trading.strategies.rested.size).toBe(0);
    play(world, 1, 2);
    expect(factsNamed(world, "strategy.rested")).toHaveLength(2);
  });
});

describe("while entries are stopped", () => {
  it("its wish is played in the shadow, which its owner leaves", () => {
    const world = worldWith(buyer("buyer", ({ held }) => (held?.bars === 2 ? out : none)));
    feed(world, world.state.at, "venue", {
      type: "venue.connection_changed",
      version: 1,
      data: { connected: false, reason: "test" },
    });
    play(world, 0, 1);
    expect(factsNamed(world, "intent.proposed").map(({ outcome, strategy }) => [outcome, strategy])).toEqual([
      ["SHADOWED", "buyer"],
    ]);
    play(world, 1, 2);
    expect(fundOf(world).trading.shadow.positions.get(0)).toMatchObject({ strategy: "buyer", bars: 1 });
    allModelsSay(world, "BTC", 0.05, at(100 * hour));
    play(world, 2, 4);
    expect(factsNamed(world, "shadow.trade_closed")).toHaveLength(1);
  });
});

describe("a configuration that means other code", () => {
  const [choice] = choicesOf(buyer("buyer"));
  if (choice === undefined) throw new Error("expected a choice");
  it("opens no fund", () =>
    expect(() => openWorld({ ...tradingConfig, strategies: [choice] })).toThrow(
      "expected a strategy that this code knows, was buyer 1.0.0",
    ));
  it("is not taken by a fund that lives", () => {
    const world = openWorld();
    const wanted = fundReconfigured.create({ ...tradingConfig, strategies: [choice] });
    expect(() => feed(world, world.state.at, "runtime", wanted)).toThrow("expected a strategy that this code knows");
  });
  it("other strategies begin to look anew", () => {
    const world = worldWith(buyer("buyer"));
    const { memory } = fundOf(world).trading.strategies;
    feed(world, world.state.at, "runtime", fundReconfigured.create({ ...tradingConfig, strategies: [{ ...choice }] }));
    expect(fundOf(world).trading.strategies.memory, "the same").toBe(memory);
    feed(world, world.state.at, "runtime", fundReconfigured.create(tradingConfig));
    expect(fundOf(world).trading.strategies.memory).not.toBe(memory);
  });
});
