/** The ranker at work: what it says reaches the CIO, the policy, the guard and the order among wishes. */
import { describe, expect, it } from "vitest";
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import { defaultRanker } from "../../src/kernel/domain/ranker.ts";
import { bps, hours, quantity, usd } from "../../src/kernel/units/units.ts";
import { at, bar, btc, eth, hour, tradingConfig, wavyClose } from "./given.ts";
import { allModelsSay, close, factsNamed, fundOf, openWorld, type World } from "./world.ts";

const symbols = ["BTC", "ETH", "SOL", "ADA"] as const;
const ranked: FundConfig = {
  ...tradingConfig,
  tradeFromMs: at(-30 * hour),
  instruments: [btc, eth, { ...eth, symbol: "SOL" }, { ...eth, symbol: "ADA" }],
  ranker: { ...defaultRanker, minVolume24hUsd: usd(2_400_000), topN: 4, leaveBuffer: 0 },
};
/** 100,000 USD an hour pass the gate of 2.4 million a day; `dry` symbols trade a tenth of it. */
const bars = (hoursOn: number, dry: readonly string[] = []) =>
  symbols.map((symbol) => {
    const each = bar(symbol, wavyClose(hoursOn));
    return { ...each, volume: quantity((dry.includes(symbol) ? 10_000 : 101_000) / each.close) };
  });
const policyOf = (world: World) => fundOf(world).governance.policy!;

/** Thirty hours with these symbols dry from the tenth hour on, then as many as asked for. */
function lived(config: FundConfig, dry: readonly string[], more = 0): World {
  const world = openWorld(config);
  for (let index = -30; index < more; index += 1) close(world, at(index * hour), bars(index, dry));
  return world;
}

describe("opportunities.updated", () => {
  it("is published with scores and the true number of symbols left out, and again only when it is news", () => {
    const world = lived(ranked, ["ADA"]);
    const told = factsNamed(world, "opportunities.updated");
    expect(told).toHaveLength(2);
    expect(told[0]).toMatchObject({ opportunities: [], excludedCount: 4, excluded: { LEARNING: 4 } });
    expect(told[1]).toMatchObject({
      entered: ["BTC", "ETH", "SOL"],
      left: [],
      ranked: 3,
      excludedCount: 1,
      excluded: { LEARNING: 0, SILENT: 0, LOW_VOLUME: 1, LOW_LIQUIDITY: 0 },
    });
    expect(told[1]?.opportunities[0]).toMatchObject({ symbol: "BTC", liquidityFraction: 0.8 });
  });

  it("comes no more often than the interval, nor than the bars", () => {
    const rankedTimes = (intervalHours: number) => {
      const config = { ...ranked, ranker: { ...ranked.ranker, intervalMs: hours(intervalHours) } };
      const world = openWorld(config);
      const seen = new Set<number | undefined>();
      for (let index = -30; index < 0; index += 1) {
        close(world, at(index * hour), bars(index));
        seen.add(fundOf(world).governance.opportunityRanker.rankedAt);
      }
      return seen.size;
    };
    expect([rankedTimes(0), rankedTimes(1), rankedTimes(10)]).toEqual([30, 30, 4]);
  });
});

describe("the symbols to trade", () => {
  it("are those the CIO takes of the opportunities: a symbol below a gate is in neither", () => {
    const world = lived(ranked, ["ADA"]);
    expect(policyOf(world).activeSymbols).toEqual(["BTC", "ETH", "SOL"]);
    allModelsSay(world, "ADA", 0.95, at(1_000 * hour));
    for (let index = 0; index < 3; index += 1) close(world, at(index * hour), bars(index, ["ADA"]));
    const refusedBy = factsNamed(world, "intent.proposed").map(({ symbol, refusedBy: hook }) => [symbol, hook]);
    expect(new Set(refusedBy.filter(([symbol]) => symbol === "ADA").map(([, hook]) => hook))).toEqual(
      new Set(["universe-filter"]),
    );
    expect(factsNamed(world, "order.submitted").filter(({ symbol }) => symbol === "ADA")).toEqual([]);
  });

  it("an empty ranking permits none of them", () => {
    const world = lived(ranked, [...symbols]);
    expect(policyOf(world).activeSymbols).toEqual([]);
    allModelsSay(world, "BTC", 0.95, at(1_000 * hour));
    for (let index = 0; index < 3; index += 1) close(world, at(index * hour), bars(index, symbols));
    expect(factsNamed(world, "order.submitted")).toEqual([]);
  });

  it("without a CIO they are the opportunities themselves", () => {
    const seats = ["SUPERVISOR", "CRO", "CEO"] as const;
    expect(policyOf(lived({ ...ranked, seats }, ["BTC", "ADA"])).activeSymbols).toEqual(["ETH", "SOL"]);
  });

  it("a symbol that leaves is entered no more, what is held of it stays, and another takes its place a day later", () => {
    const trading = { ...ranked.trading, minEdgeBps: bps(0) };
    const config = { ...ranked, trading, ranker: { ...ranked.ranker, topN: 3 } };
    const world = lived(config, ["ADA"]);
    allModelsSay(world, "SOL", 0.95, at(1_000 * hour));
    close(world, at(0), bars(0, ["ADA"]));
    close(world, at(hour), bars(1, ["ADA"]));
    const sol = () => fundOf(world).trading.positions[2];
    expect(sol()?.symbol).toBe("SOL");
    for (let index = 2; index < 60; index += 1) close(world, at(index * hour), bars(index, ["SOL"]));
    expect(policyOf(world).activeSymbols).toEqual(["BTC", "ETH", "ADA"]);
    expect(sol()?.exitReason).toBeUndefined();
    const words = factsNamed(world, "ai.federation.decision_made")
      .filter(({ decision }) => decision.kind === "SYMBOL_UNIVERSE")
      .map(({ decision }) => decision.reason);
    expect(words.at(-1)).toContain("SOL no candidate any more");
  });

  it("a ranker that is off leaves the choice to turnover, as before there was one", () => {
    const config = { ...ranked, ranker: { ...ranked.ranker, isEnabled: false } };
    const world = lived(config, ["BTC"]);
    expect(policyOf(world).activeSymbols).toEqual(["ADA", "ETH", "SOL", "BTC"]);
    expect(factsNamed(world, "opportunities.updated")).toEqual([]);
  });
});
