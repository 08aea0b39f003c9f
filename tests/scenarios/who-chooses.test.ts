/** The CIO at work: weights that follow track records change the signal, and a universe that contracts binds entries only. */
import { describe, expect, it } from "vitest";
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import { forecastReceived, modelPerformanceUpdated } from "../../src/kernel/events/market-events.ts";
import { fraction, ratio } from "../../src/kernel/units/units.ts";
import { at, bar, btc, eth, hour, tradingConfig, wavyClose } from "./given.ts";
import { allModelsSay, close, factsNamed, feed, fundOf, openWorld, type World } from "./world.ts";

const policyOf = (world: World) => fundOf(world).governance.policy!;
const decisionsOf = (world: World, kind: string, from = 0) =>
  factsNamed(world, "ai.federation.decision_made", from).filter(({ decision }) => decision.kind === kind);

describe("model weights", () => {
  /** Fifty hours that only teach the kernel's two models, ten of trading, and an oracle that begins to speak. */
  function withOracle(): World {
    const world = openWorld({ ...tradingConfig, tradeFromMs: at(-10 * hour) });
    for (let index = -60; index < 0; index += 1)
      close(world, at(index * hour), [bar("BTC", wavyClose(index)), bar("ETH", wavyClose(index, 50))]);
    feed(
      world,
      at(0),
      "model",
      forecastReceived.create({
        model: "oracle",
        symbol: "BTC",
        upProbabilityFraction: fraction(0.9),
        sampleSize: 100,
        evidenceRatio: ratio(0),
        validUntilMs: at(100 * hour),
      }),
    );
    close(world, at(0), [bar("BTC", 100), bar("ETH", 50)]);
    return world;
  }
  const report = (world: World, model: string, sharpe: number, cases = 100) =>
    feed(
      world,
      world.state.at,
      "model",
      modelPerformanceUpdated.create({
        model,
        winRateFraction: fraction(0.6),
        sharpeRatio: ratio(sharpe),
        cases,
        daysSinceTraining: 1,
      }),
    );
  const upOf = (world: World): number => {
    const { direction, confidence } = fundOf(world).trading.latest[0]!;
    return direction === "OUT" ? 1 - confidence : confidence;
  };

  it("a newcomer is given a start share at the close it first speaks at", () => {
    const world = withOracle();
    expect(decisionsOf(world, "STRATEGY_ALLOCATION").at(-1)?.decision.reason).toBe(
      "the models are now momentum, reversion, oracle",
    );
    expect(policyOf(world).modelWeights?.["oracle"]).toBeCloseTo(1 / 3, 12);
  });

  it("a record that is much better moves the weights at once, and with them the next signal", () => {
    const world = withOracle();
    const before = world.steps.length;
    report(world, "oracle", 1_000);
    const [allocation] = decisionsOf(world, "STRATEGY_ALLOCATION", before);
    expect(allocation).toMatchObject({ seat: "CIO", outcome: "STANDS" });
    expect(policyOf(world).modelWeights?.["oracle"]).toBeCloseTo(0.6, 12);
    close(world, at(hour), [bar("BTC", 100.3), bar("ETH", 50)]);
    const { forecasts } = fundOf(world).trading.latest[0]!;
    const weights = policyOf(world).modelWeights!;
    const weighed = forecasts.reduce((sum, each) => sum + (weights[each.model] ?? 0) * each.upProbability, 0);
    const plain = forecasts.reduce((sum, each) => sum + each.upProbability, 0) / forecasts.length;
    expect(upOf(world)).toBeCloseTo(weighed, 12);
    expect(upOf(world)).toBeGreaterThan(plain + 0.05);
  });

  it("a report of 19 cases moves nothing", () => {
    const world = withOracle();
    const before = world.steps.length;
    report(world, "oracle", 1_000, 19);
    expect(decisionsOf(world, "STRATEGY_ALLOCATION", before)).toEqual([]);
  });

  it("nobody outside speaks or reports as a model of the kernel", () => {
    const world = withOracle();
    const before = world.steps.length;
    report(world, "momentum", 1_000);
    expect(factsNamed(world, "input.ignored", before)).toEqual([
      { type: "model.performance_updated", reason: "momentum is a model of the kernel" },
    ]);
  });

  it("without a CIO all models weigh alike", () => {
    const world = openWorld({ ...tradingConfig, seats: ["SUPERVISOR", "CRO", "CEO"] });
    for (let index = 0; index < 60; index += 1)
      close(world, at(index * hour), [bar("BTC", wavyClose(index)), bar("ETH", wavyClose(index, 50))]);
    expect(policyOf(world)).toMatchObject({ modelWeights: undefined, activeSymbols: ["BTC", "ETH"] });
  });
});

describe("the symbol universe", () => {
  const symbols = ["ADA", "BTC", "ETH", "SOL"] as const;
  const four: FundConfig = {
    ...tradingConfig,
    instruments: [btc, eth, { ...eth, symbol: "SOL" }, { ...eth, symbol: "ADA" }],
  };
  /** ADA is traded least. */
  const bars = (hours: number) =>
    symbols.map((symbol) => {
      const each = bar(symbol, wavyClose(hours));
      return symbol === "ADA" ? { ...each, volume: bar(symbol, 2 * wavyClose(hours)).volume } : each;
    });
  /** A fund that holds ADA, or waits for its entry to be filled. */
  function wantingAda(config: FundConfig, until: number): World {
    const world = openWorld(config);
    for (let hours = -12; hours < 0; hours += 1) close(world, at(hours * hour), bars(hours));
    allModelsSay(world, "ADA", 0.95, at(1_000 * hour));
    for (let hours = 0; hours <= until; hours += 1) close(world, at(hours * hour), bars(hours));
    return world;
  }
  /** Twenty trades lost within 30 days: a win rate below 45 %. */
  function contract(world: World): void {
    for (let each = 0; each < 20; each += 1)
      fundOf(world).governance.performance.trades.push({ closedAt: world.state.at, won: false });
  }
  const ada = (world: World) => fundOf(world).trading.positions[3];

  it("starts with the five most traded of what is configured: here all four", () => {
    const world = wantingAda(four, 1);
    expect(policyOf(world).activeSymbols).toEqual(["BTC", "ETH", "SOL", "ADA"]);
    expect(ada(world)?.symbol).toBe("ADA");
  });

  it("a held symbol that leaves it keeps its stop, is left on signal, and is not entered again", () => {
    const world = wantingAda(four, 1);
    contract(world);
    close(world, at(2 * hour), bars(2));
    expect(decisionsOf(world, "SYMBOL_UNIVERSE").at(-1)?.decision).toMatchObject({
      payload: { activeSymbols: ["BTC", "ETH", "SOL"], excludedSymbols: ["ADA"] },
      priority: "HIGH",
    });
    expect(ada(world)?.exitReason).toBeUndefined();
    expect([...fundOf(world).trading.orders.values()].map(({ order }) => order.purpose)).toEqual(["STOP"]);

    allModelsSay(world, "ADA", 0.05, at(1_000 * hour));
    for (let hours = 3; hours < 6; hours += 1) close(world, at(hours * hour), bars(hours));
    expect(factsNamed(world, "position.closed")).toMatchObject([{ symbol: "ADA", exitReason: "SIGNAL" }]);

    const before = world.steps.length;
    allModelsSay(world, "ADA", 0.95, at(1_000 * hour));
    for (let hours = 6; hours < 9; hours += 1) close(world, at(hours * hour), bars(hours));
    const refused = factsNamed(world, "intent.proposed", before).map(({ symbol, outcome, refusedBy, hooks }) => [
      symbol,
      outcome,
      refusedBy,
      hooks[0]?.note,
    ]);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map(String))).toEqual(
      new Set(["ADA,REFUSED,universe-filter,ADA is outside the CIO's universe"]),
    );
    expect(factsNamed(world, "order.submitted", before)).toEqual([]);
  });

  it("with the hook switched off the guard refuses by name", () => {
    const hooks = { ...four.hooks, "universe-filter": "OFF" as const };
    const world = wantingAda({ ...four, hooks }, -1);
    contract(world);
    for (let hours = 0; hours < 3; hours += 1) close(world, at(hours * hour), bars(hours));
    expect(factsNamed(world, "order.refused").map(({ symbol, check }) => [symbol, check])).toContainEqual([
      "ADA",
      "universe",
    ]);
    expect(ada(world)).toBeUndefined();
  });

  it("an entry that waits at the venue when its symbol leaves is taken back in the same step", () => {
    const world = wantingAda(four, 0);
    expect([...fundOf(world).trading.orders.values()].map(({ order }) => order.symbol)).toEqual(["ADA"]);
    contract(world);
    const { effects } = feed(
      world,
      at(1),
      "model",
      modelPerformanceUpdated.create({
        model: "oracle",
        winRateFraction: null,
        sharpeRatio: null,
        cases: 0,
        daysSinceTraining: null,
      }),
    );
    expect(effects).toMatchObject([{ kind: "CancelOrder" }]);
    expect(fundOf(world).trading.orders.size).toBe(0);
  });
});
