/** Universe OS at work: it hears what trades came to, shuts a symbol out, and lets it earn its way back on paper. */
import { openOutbox } from "../../src/kernel/events/outbox.ts";
import { orderRefused } from "../../src/kernel/events/trading-events.ts";
import { hearForUniverse } from "../../src/kernel/step-universe.ts";
import { describe, expect, it } from "vitest";
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import type { SubsystemMode } from "../../src/kernel/domain/subsystem.ts";
import { defaultBalancer } from "../../src/kernel/domain/balancer.ts";
import { defaultUniverse, type UniverseConfig } from "../../src/kernel/domain/universe.ts";
import { recordWish } from "../../src/kernel/governance/assess/universe/symbol-record.ts";
import { takeTrade } from "../../src/kernel/governance/assess/universe/universe.ts";
import { decodeState, encodeState } from "../../src/kernel/state-codec.ts";
import { bps, price, quantity, usd } from "../../src/kernel/units/units.ts";
import { at, bar, btc, eth, hour, tradingConfig, wavyClose } from "./given.ts";
import { allModelsSay, close, factsNamed, fundOf, openWorld, type World } from "./world.ts";

const begin = -40;
const configOf = (change: Partial<UniverseConfig> = {}, mode: SubsystemMode = "ENFORCED"): FundConfig => ({
  ...tradingConfig,
  tradeFromMs: at(begin * hour),
  instruments: [btc, { ...eth, halfSpreadBps: bps(6) }],
  subsystems: { ...tradingConfig.subsystems, universe_os: mode },
  hooks: { ...tradingConfig.hooks, "universe-filter": mode },
  universe: { ...defaultUniverse, minVolume24hUsd: usd(1), maxSpreadBps: bps(12), ...change },
});
const bars = (hoursOn: number) =>
  ["BTC", "ETH"].map((symbol) => {
    const each = bar(symbol, wavyClose(hoursOn));
    return { ...each, volume: quantity(1_000_000 / each.close) };
  });
function play(world: World, from: number, to: number): World {
  for (let index = from; index < to; index += 1) close(world, at(index * hour), bars(index));
  return world;
}
const policyOf = (world: World) => fundOf(world).governance.policy!;
const universeOf = (world: World) => fundOf(world).governance.universe;
const updates = (world: World) => factsNamed(world, "universe.updated");

/** Twenty trades that went badly. */
function ruin(world: World, id: number, symbol: string): void {
  for (let count = 0; count < 20; count += 1) {
    recordWish(universeOf(world).standings[id]!.record, false);
    takeTrade(universeOf(world), id, symbol, { r: -1, costR: 0.1, openedIn: [] });
  }
}

it("what is told of tiers is the same text from a state that was written down in between", () => {
  const told = (writesDown: boolean): string => {
    const world = play(openWorld(configOf()), begin, 0);
    ruin(world, 1, "ETH");
    if (writesDown) Object.assign(world.state, decodeState(encodeState(world.state)));
    play(world, 0, 30);
    return JSON.stringify(updates(world).at(-1));
  };
  expect(told(true)).toBe(told(false));
  expect(told(false)).toContain('"to":"BLACKLIST"');
});

describe("what belongs to the universe", () => {
  it("is everything that passes the gates as long as nothing is known, and that is said", () => {
    const world = play(openWorld(configOf()), begin, 0);
    expect(policyOf(world).activeSymbols).toEqual(["BTC", "ETH"]);
    expect(updates(world)).toMatchObject([
      {
        profile: "AGGRESSIVE",
        symbols: ["BTC", "ETH"],
        added: [{ symbol: "BTC" }, { symbol: "ETH" }],
        removed: [],
        tiers: { INSUFFICIENT_DATA: 2, BLACKLIST: 0 },
      },
    ]);
    expect(fundOf(world).governance.lastBriefing?.health.monitors).toContainEqual({
      monitor: "universe",
      score: 80,
      status: "ACTIVE",
      issues: ["universe: little is known of its symbols"],
    });
  });

  it("a symbol beyond a gate is left out, in words", () => {
    const world = play(openWorld(configOf({ maxSpreadBps: bps(11) })), begin, 0);
    expect(policyOf(world).activeSymbols).toEqual(["BTC"]);
    allModelsSay(world, "ETH", 0.95, at(1_000 * hour));
    play(world, 0, 3);
    expect(factsNamed(world, "intent.proposed").at(-1)).toMatchObject({
      symbol: "ETH",
      outcome: "REFUSED",
      refusedBy: "universe-filter",
      reason: "ETH is left out, Universe OS: spread 12 bps is above 11 bps",
    });
  });

  it("that has become empty is told to a person, once", () => {
    const world = play(openWorld(configOf()), begin, 0);
    const alerts = () =>
      factsNamed(world, "federation.alert_raised").filter(({ what }) => what === "no symbol is active");
    ruin(world, 0, "BTC");
    play(world, 0, 1);
    expect([policyOf(world).activeSymbols, alerts()]).toEqual([["ETH"], []]);
    ruin(world, 1, "ETH");
    play(world, 1, 4);
    expect(policyOf(world).activeSymbols).toEqual([]);
    expect(alerts()).toMatchObject([{ level: "HIGH" }]);
  });

  it("is nothing before the first review", () => {
    const world = openWorld(configOf());
    expect(policyOf(world).activeSymbols).toEqual([]);
  });
});

describe("the blacklist", () => {
  it("takes the symbol out of the policy at the next close, names it in the delta, and trades it on paper", () => {
    const world = play(openWorld(configOf()), begin, 0);
    ruin(world, 1, "ETH");
    play(world, 0, 1);
    expect(policyOf(world).activeSymbols).toEqual(["BTC"]);
    expect(updates(world).at(-1)).toMatchObject({
      symbols: ["BTC"],
      kept: ["BTC"],
      removed: [{ symbol: "ETH" }],
      tierChanges: [{ symbol: "ETH", from: "INSUFFICIENT_DATA", to: "BLACKLIST" }],
      tiers: { BLACKLIST: 1 },
    });
    allModelsSay(world, "ETH", 0.95, at(1_000 * hour));
    play(world, 1, 4);
    expect(factsNamed(world, "order.submitted")).toEqual([]);
    expect(fundOf(world).probation.trades.has(1)).toBe(true);
    allModelsSay(world, "ETH", 0.05, at(1_000 * hour));
    play(world, 4, 8);
    expect(fundOf(world).probation.trades.has(1)).toBe(false);
    expect(universeOf(world).standings[1]?.probation).toHaveLength(1);
    expect(fundOf(world).trading.shadow.positions.size, "the shadow book of a freeze is another").toBe(0);
  });

  it.each<[SubsystemMode, readonly string[]]>([
    ["ADVISORY", ["BTC", "ETH"]],
    ["ENFORCED", ["BTC"]],
  ])("a symbol on it is no candidate of the CIO, who keeps no seat for it, where it is %s: %j", (mode, symbols) => {
    const world = play(openWorld(configOf({}, mode)), begin, 0);
    ruin(world, 1, "ETH");
    play(world, 0, 1);
    expect(fundOf(world).governance.lastBriefing?.candidates.toSorted()).toEqual(symbols);
  });

  it("keeps no symbol from the CIO where it is switched off", () => {
    const world = play(openWorld(configOf({ isBlacklistEnabled: false })), begin, 0);
    ruin(world, 1, "ETH");
    play(world, 0, 1);
    expect(fundOf(world).governance.lastBriefing?.candidates.toSorted()).toEqual(["BTC", "ETH"]);
  });

  it.each<[SubsystemMode, readonly string[]]>([
    ["OFF", ["BTC", "ETH"]],
    ["OBSERVE", ["BTC", "ETH"]],
    ["ADVISORY", ["BTC", "ETH"]],
    ["ENFORCED", ["BTC"]],
  ])("binds only where Universe OS is ENFORCED: in %s the policy has %j", (mode, symbols) => {
    const world = play(openWorld(configOf({}, mode)), begin, 0);
    ruin(world, 1, "ETH");
    play(world, 0, 1);
    expect(policyOf(world).activeSymbols).toEqual(symbols);
  });

  it("where it only advises, the trace of the hook says what it would have done", () => {
    const world = play(openWorld(configOf({}, "ADVISORY")), begin, 0);
    ruin(world, 1, "ETH");
    allModelsSay(world, "ETH", 0.95, at(1_000 * hour));
    play(world, 0, 3);
    const wish = factsNamed(world, "intent.proposed").find(({ symbol }) => symbol === "ETH");
    expect(wish?.outcome).toBe("ORDERED");
    expect(wish?.hooks.find(({ hook }) => hook === "universe-filter")?.note).toContain(
      "left out, Universe OS: BLACKLIST",
    );
  });
});

it("hears wishes, fills and trades of the symbol they are about", () => {
  const world = play(openWorld(configOf()), begin, 0);
  allModelsSay(world, "BTC", 0.95, at(1_000 * hour));
  play(world, 0, 3);
  allModelsSay(world, "BTC", 0.05, at(1_000 * hour));
  play(world, 3, 8);
  const [trade] = factsNamed(world, "position.closed");
  const { record, judgement } = universeOf(world).standings[0]!;
  expect(record).toMatchObject({ refusals: [false], trades: [{ r: trade?.rMultipleRatio }] });
  expect(record.spikes.length).toBeGreaterThanOrEqual(1);
  expect(record.trades[0]?.costR).toBeGreaterThan(0);
  expect(judgement.reason).toBe("a low sample says nothing: 1 trades, 1 wishes");
  expect(universeOf(world).openedIn.size, "nothing is remembered of what is over").toBe(0);
  expect(universeOf(world).standings[1]?.record).toEqual({ trades: [], refusals: [], spikes: [] });
});

it("a stop that fills at its trigger has not slipped, however far the price fell to it", () => {
  const world = play(openWorld(configOf()), begin, 0);
  allModelsSay(world, "BTC", 0.95, at(1_000 * hour));
  play(world, 0, 2);
  const position = fundOf(world).trading.positions[0]!;
  const fallen = { ...bars(2)[0]!, low: price(position.stopPrice * 0.999) };
  close(world, at(2 * hour), [fallen, bars(2)[1]!]);
  expect(fundOf(world).trading.positions[0], "the stop was hit").toBeUndefined();
  expect(1 - position.stopPrice / position.averagePrice).toBeGreaterThan(0.01);
  expect(universeOf(world).standings[0]!.record.spikes).toEqual([false, false]);
});

it("a wish that a full book has no room for is no fault of its symbol", () => {
  const config = configOf();
  const world = play(
    openWorld({
      ...config,
      hooks: { ...config.hooks, "portfolio-check": "ENFORCED" },
      balancer: { ...defaultBalancer, maxPositions: 1 },
    }),
    begin,
    0,
  );
  for (const symbol of ["BTC", "ETH"]) allModelsSay(world, symbol, 0.95, at(1_000 * hour));
  play(world, 0, 5);
  const refused = factsNamed(world, "intent.proposed").filter(({ refusedBy }) => refusedBy === "portfolio-check");
  expect(refused.length).toBeGreaterThan(1);
  expect(refused.at(-1)?.reason).toContain("MAX_POSITIONS_REACHED");
  for (const { record } of universeOf(world).standings) expect(record.refusals).not.toContain(true);
});

it("counts what the guard refuses for the symbol's market, not for the state of the fund", () => {
  const refusalsAfter = (check: string): readonly boolean[] => {
    const world = play(openWorld(configOf()), begin, 0);
    allModelsSay(world, "BTC", 0.95, at(1_000 * hour));
    play(world, 0, 1);
    const [order] = factsNamed(world, "order.submitted");
    const { id, symbol, side, quantity, limitPriceUsd, stopPriceUsd } = order!;
    const data = { id, symbol, side, quantity, limitPriceUsd, stopPriceUsd, check, control: null, reason: "a test" };
    hearForUniverse(fundOf(world), {
      ...openOutbox(1, at(0)),
      facts: [orderRefused.create({ ...data, purpose: "ENTRY" })],
    });
    return universeOf(world).standings[0]!.record.refusals;
  };
  expect(refusalsAfter("price-collar")).toEqual([true]);
  for (const check of ["daily-loss", "cash", "open-orders", "governance-fresh"])
    expect(refusalsAfter(check), check).toEqual([false]);
});
