/** The portfolio balancer in a whole fund: what it lets in, what it refuses by name, what it sells, and when it only looks on. */
import { beforeAll, describe, expect, it } from "vitest";
import { loadHighs } from "../../src/adapters/highs/highs.ts";
import { balancerOf } from "../../src/apps/live/live-balancer.ts";
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import type { SubsystemMode } from "../../src/kernel/domain/subsystem.ts";
import type { SolveLinear } from "../../src/kernel/maths/linear-program.ts";
import { decodeState, encodeState } from "../../src/kernel/state-codec.ts";
import { amplificationBudgetOf } from "../../src/kernel/trading/balancing.ts";
import { contextOf } from "../../src/kernel/step-govern.ts";
import { openOutbox } from "../../src/kernel/events/outbox.ts";
import { fraction } from "../../src/kernel/units/units.ts";
import { at, bar, btc, day, eth, hour, tradingConfig } from "./given.ts";
import { allModelsSay, close, factsNamed, fundOf, openWorld, type World } from "./world.ts";

const names = ["BTC", "ETH", "SOL"] as const;
const warmUpDays = 24;

function configIn(mode: SubsystemMode, change: Partial<FundConfig["balancer"]> = {}): FundConfig {
  const { hooks } = tradingConfig;
  return {
    ...tradingConfig,
    instruments: [btc, eth, { ...eth, symbol: "SOL" }],
    hooks: { ...hooks, "portfolio-check": mode, "exposure-check": mode, "rebalance-recommendations": mode },
    balancer: { ...tradingConfig.balancer, sectors: { BTC: "money", ETH: "platforms", SOL: "platforms" }, ...change },
  };
}

/** BTC and SOL swing alike, ETH as it likes. */
const swing = (symbol: string, hoursOn: number): number =>
  symbol === "ETH" ? 0.02 * Math.sin(hoursOn * 0.61) : 0.02 * Math.sin(hoursOn * 0.37);
const priceOf = (symbol: string, hoursOn: number, factor = 1): number =>
  Math.round(100 * factor * (1 + swing(symbol, hoursOn)) * 100) / 100;

/** One hour; BTC at `factor` of what it would be. */
function play(world: World, hoursOn: number, factor = 1): void {
  const bars = names.map((name) => bar(name, priceOf(name, hoursOn, name === "BTC" ? factor : 1)));
  close(world, at(hoursOn * hour), bars);
}

function grown(config: FundConfig, solve?: SolveLinear): World {
  const world = openWorld(config, undefined, solve);
  for (let index = -warmUpDays * 24; index < 0; index += 1) play(world, index);
  return world;
}

const wants = (world: World, ...symbols: readonly string[]) => {
  for (const symbol of symbols) allModelsSay(world, symbol, 0.9, at(400 * day));
};
const intents = (world: World) =>
  factsNamed(world, "intent.proposed").filter(({ kind, outcome }) => kind === "ENTER" && outcome !== "SHADOWED");
const heldShare = (world: World, symbol: string) => {
  const position = fundOf(world).trading.positions.find((each) => each?.symbol === symbol);
  return position === undefined ? 0 : (position.quantity * position.lastPrice) / 10_000;
};

/** BTC is held at the largest entry there is. */
function holdingBtc(mode: SubsystemMode, change: Partial<FundConfig["balancer"]> = {}): World {
  const world = grown(configIn(mode, change));
  wants(world, "BTC");
  play(world, 0);
  play(world, 1);
  return world;
}

describe("entries", () => {
  it("are cut to the largest that is allowed, and say what bound them", () => {
    const world = holdingBtc("ENFORCED");
    expect(heldShare(world, "BTC")).toBeGreaterThan(0.13);
    expect(heldShare(world, "BTC")).toBeLessThanOrEqual(0.15 * 1.01);
    const [intent] = intents(world);
    expect(intent?.hooks.find(({ hook }) => hook === "portfolio-check")?.note).toContain(
      "bound by SYMBOL_CONCENTRATION",
    );
  });

  it("what moves as something held is dropped by name; what does not comes in", () => {
    const world = holdingBtc("ENFORCED");
    wants(world, "SOL", "ETH");
    play(world, 2);
    const said = new Map(intents(world).map(({ symbol, outcome, reason }) => [symbol, `${outcome} ${reason}`]));
    expect(said.get("SOL")).toContain("REFUSED CORRELATION_TOO_HIGH: correlation 0.9");
    expect(said.get("ETH")).toContain("ORDERED");
  });

  it("of one close keep the constraints together", () => {
    const world = grown(configIn("ENFORCED", { maxPositions: 1 }));
    wants(world, "BTC", "ETH");
    play(world, 0);
    const reasons = intents(world).map(({ outcome, reason }) => `${outcome} ${reason.split(":")[0]}`);
    expect(reasons.filter((each) => each.startsWith("ORDERED"))).toHaveLength(1);
    expect(reasons).toContain("REFUSED MAX_POSITIONS_REACHED");
  });

  it("with the balancer off come as large as their stop allows, and nobody tells of it", () => {
    const world = holdingBtc("OFF");
    expect(heldShare(world, "BTC")).toBeGreaterThan(0.3);
    expect(factsNamed(world, "portfolio.violations_changed")).toEqual([]);
    expect(factsNamed(world, "portfolio.rebalance_recommended")).toEqual([]);
  });
});

/** So far a close is believed only once a second one is there too; half an hour before the next hour. */
const triple = (world: World): void => play(world, 1.5, 3);

describe("a book that breaks a constraint", () => {
  it("buys nothing, is told once, and is sold down to what an entry may be", () => {
    const world = holdingBtc("ENFORCED");
    triple(world);
    wants(world, "ETH");
    play(world, 2, 3);
    const [told] = factsNamed(world, "portfolio.violations_changed").filter(({ violations }) =>
      violations.some(({ severity }) => severity === "CRITICAL"),
    );
    expect(told).toMatchObject({ riskMode: "SAFE" });
    expect(intents(world).at(-1)).toMatchObject({ symbol: "ETH", outcome: "REFUSED", refusedBy: "exposure-check" });
    expect(intents(world).at(-1)?.reason).toMatch(/^CRITICAL_VIOLATIONS: SYMBOL of BTC is 0\.3/);
    expect(factsNamed(world, "portfolio.rebalance_recommended").at(-1)).toMatchObject({
      isCarriedOut: true,
      trims: [{ symbol: "BTC" }],
    });
    expect(factsNamed(world, "order.submitted").at(-2)).toMatchObject({
      side: "SELL",
      reason: "reduces BTC: REBALANCE",
    });
    expect(balancerOf(world.state)).toMatchObject({
      riskMode: "SAFE",
      allocator: "HRP",
      violations: expect.arrayContaining([expect.objectContaining({ constraint: "SYMBOL", severity: "CRITICAL" })]),
      targets: [{ symbol: "BTC" }, { symbol: "ETH" }],
    });
    play(world, 3, 3);
    const { trading } = fundOf(world);
    const [held] = trading.positions;
    expect(((held?.quantity ?? 0) * (held?.lastPrice ?? 0)) / 13_000).toBeLessThan(0.16);
    const stops = [...trading.orders.values()].filter(({ order }) => order.purpose === "STOP");
    expect(
      stops.reduce((sum, { order }) => sum + order.quantity, 0),
      "the rest is protected",
    ).toBeCloseTo(held?.quantity ?? NaN, 9);
    const before = factsNamed(world, "portfolio.violations_changed").length;
    for (let hoursOn = 4; hoursOn < 12; hoursOn += 1) play(world, hoursOn, 3);
    expect(factsNamed(world, "portfolio.violations_changed").length, "and stays quiet").toBeLessThanOrEqual(before + 1);
  });

  it("under ADVISORY it is told, and nothing is stopped, cut or sold", () => {
    const world = holdingBtc("ADVISORY");
    expect(heldShare(world, "BTC")).toBeGreaterThan(0.3);
    triple(world);
    wants(world, "ETH");
    play(world, 2, 3);
    expect(
      factsNamed(world, "portfolio.violations_changed")
        .at(-1)
        ?.violations.map(({ severity }) => severity),
    ).toContain("CRITICAL");
    expect(factsNamed(world, "portfolio.rebalance_recommended").at(-1)).toMatchObject({ isCarriedOut: false });
    expect(factsNamed(world, "order.submitted").filter(({ purpose }) => purpose === "EXIT")).toEqual([]);
    expect(intents(world).some(({ refusedBy }) => refusedBy === "exposure-check")).toBe(false);
  });
});

it("rebalances at its own rhythm, and no more often than bars come", () => {
  const times = (rebalanceEveryMs: number) => {
    const world = holdingBtc("ENFORCED", {
      rebalanceEveryMs: rebalanceEveryMs as FundConfig["balancer"]["rebalanceEveryMs"],
    });
    const seen = new Set<number | undefined>();
    for (let hoursOn = 2; hoursOn < 8; hoursOn += 1) {
      play(world, hoursOn);
      seen.add(fundOf(world).trading.balancer.rebalancedAt);
    }
    return seen.size;
  };
  expect([times(600_000), times(hour), times(3 * hour)]).toEqual([6, 6, 3]);
});

it("what is decided at a close does not change with what comes later", () => {
  const told = (later: number) => {
    const world = holdingBtc("ENFORCED");
    wants(world, "ETH", "SOL");
    play(world, 2);
    const cut = world.steps.length;
    for (let hoursOn = 3; hoursOn < 30; hoursOn += 1) play(world, hoursOn, later);
    return JSON.stringify(world.steps.slice(0, cut).map(({ facts }) => facts));
  };
  expect(told(1)).toBe(told(1.5));
});

it("its memory is plain data: written down and read back it is the same", () => {
  const world = holdingBtc("ENFORCED");
  wants(world, "ETH");
  play(world, 2);
  const { balancer } = fundOf(world).trading;
  expect(balancer.relations.size).toBeGreaterThan(0);
  expect(decodeState(encodeState(balancer))).toEqual(balancer);
});

it("what a winner may grow by stays within every constraint, and is nothing without the balancer", () => {
  const budget = (mode: SubsystemMode) => {
    const world = holdingBtc(mode, { maxSinglePositionFraction: fraction(0.15) });
    const context = contextOf(fundOf(world), openOutbox(1e6, world.state.at), []);
    return amplificationBudgetOf(fundOf(world).trading, context, 0);
  };
  expect(budget("OFF")).toBe(0);
  expect(budget("ENFORCED")).toBeLessThan(0.02 * 10_000);
});

describe("weights that a solver has to find", () => {
  let solve: SolveLinear | undefined;
  beforeAll(async () => {
    solve = await loadHighs();
  });

  it("are asked for, heard as an input, and bound what is recommended from the next rebalancing on", () => {
    const world = grown(configIn("ENFORCED", { allocator: "MIN_CVAR" }), solve);
    wants(world, "BTC", "ETH");
    for (let hoursOn = 0; hoursOn < 30; hoursOn += 1) play(world, hoursOn);
    const heard = world.steps.filter(({ entry }) => entry.event.type === "allocation.estimated");
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.every(({ facts }) => facts.every(({ type }) => type !== "input.ignored"))).toBe(true);
    expect(factsNamed(world, "portfolio.rebalance_recommended")[0]?.allocator, "until the answer comes").toBe("HRP");
    const { allocation, targets } = fundOf(world).trading.balancer;
    const exposure = targets.reduce((sum, { target }) => sum + target, 0);
    expect(targets.map(({ target }) => target / exposure)).toEqual(
      Array.from(allocation?.weights ?? [], (weight) => expect.closeTo(weight, 9)),
    );
    expect(targets).toHaveLength(2);
  });
});
