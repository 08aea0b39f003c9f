/** What every stress of prices keeps: bars that are bars, as many as came, the past as it was, the same by the same seed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Bar } from "../../domain/bar.ts";
import type { Instrument } from "../../domain/instrument.ts";
import { faultOfBar } from "../../domain/raw-bar.ts";
import { normal, seedRandom, uniform } from "../../maths/seeded-random.ts";
import { bps, fraction, price, quantity, usd } from "../../units/units.ts";
import { stressDefaults as of } from "./defaults.ts";
import { pathOf } from "./historic-replay.ts";
import { openStresses, struckBy } from "./open-stresses.ts";
import { scenarioLibrary } from "./scenarios.ts";
import { barsOf, lengthOf, type Stress, stressTypes } from "./stress.ts";

const symbols = ["BTC-SIM", "ETH-SIM", "SOL-SIM"];
const instruments: Instrument[] = symbols.map((symbol) => ({
  symbol,
  tickSize: price(0.01),
  lotSize: quantity(0.001),
  minNotionalUsd: usd(10),
  maxOrderQuantity: quantity(1_000),
  makerFeeBps: bps(1),
  takerFeeBps: bps(5),
  halfSpreadBps: bps(1),
}));
const strikeAt = 60;
const closesPlayed = 200;

/** A walk of bars of each symbol, in ticks. */
function walk(seed: number): Bar[][] {
  const random = seedRandom(seed);
  const level = symbols.map((_symbol, index) => 100 * 10 ** index);
  const tick = (value: number) => price(Math.max(1, Math.round(value * 100)) / 100);
  return Array.from({ length: closesPlayed }, () =>
    symbols.map((symbol, index) => {
      const open = level[index] ?? 1;
      const close = open * Math.exp(0.01 * normal(random));
      level[index] = close;
      const [high, low] = [Math.max(open, close) * (1 + 0.01 * uniform(random)), Math.min(open, close) * 0.995];
      return {
        symbol,
        open: tick(open),
        high: tick(high),
        low: tick(low),
        close: tick(close),
        volume: quantity(10 + uniform(random)),
      };
    }),
  );
}

function strike(stresses: readonly Stress[], seed = 1, held = "SOL-SIM") {
  const calm = walk(seed);
  const opened = openStresses({ name: "test", title: "test", stresses }, { instruments, held, seed });
  const struck = calm.map((bars, index) => opened.strike(bars, index - strikeAt));
  return { calm, struck, bars: struck.map((each) => each.bars) };
}

const closeAt = (bars: readonly (readonly Bar[])[], step: number, symbol = "BTC-SIM"): number =>
  bars[strikeAt + step]?.find((bar) => bar.symbol === symbol)?.close ?? Number.NaN;

const path = pathOf(
  walk(99)
    .slice(0, 12)
    .flatMap((bars) => bars.slice(0, 1)),
);
const ofPrices: Stress[] = [
  { ...of.historic_replay, path },
  of.flash_crash,
  { ...of.volatility_spike, factor: 8 },
  of.trend_shift,
  of.liquidity_drop,
  of.correlation_breakdown,
  { ...of.correlation_breakdown, toward: "TOGETHER" },
  of.pump_dump,
];

describe.each(ofPrices.map((stress) => [stress.type, stress] as const))("%s", (_type, stress) => {
  it("makes bars of bars, as many, and leaves what was before the strike", () =>
    fc.assert(
      fc.property(fc.nat(1_000), fc.integer({ min: 0, max: 10 }), (seed, fromBar) => {
        const { calm, bars } = strike([{ ...stress, fromBar }], seed);
        expect(
          bars
            .flat()
            .map(faultOfBar)
            .filter((fault) => fault !== undefined),
        ).toEqual([]);
        expect(bars.map((each) => each.map(({ symbol }) => symbol))).toEqual(
          calm.map((each) => each.map(({ symbol }) => symbol)),
        );
        expect(bars.slice(0, strikeAt + fromBar)).toEqual(calm.slice(0, strikeAt + fromBar));
      }),
      { numRuns: 15 },
    ));

  it("does the same by the same seed", () => expect(strike([stress]).bars).toEqual(strike([stress]).bars));

  it("does something", () => expect(strike([stress]).bars).not.toEqual(strike([stress]).calm));
});

describe("flash_crash", () => {
  const crash = { ...of.flash_crash, depthFraction: fraction(0.3), fallBars: 5, recoveryBars: 15 };
  const { calm, bars } = strike([crash]);
  it("is as deep as told at the last bar of the fall, to the tick, and nowhere deeper", () => {
    expect(closeAt(bars, 4)).toBeCloseTo(closeAt(calm, 4) * 0.7, 1.9);
    const shares = Array.from({ length: 20 }, (_, step) => closeAt(bars, step) / closeAt(calm, step));
    expect(Math.min(...shares)).toBeCloseTo(0.7, 3);
    expect(shares.indexOf(Math.min(...shares))).toBe(4);
  });
  it("falls in even steps and is over after the last bar of the recovery", () => {
    expect(closeAt(bars, 0) / closeAt(calm, 0)).toBeCloseTo(0.94, 3);
    expect(closeAt(bars, 18)).toBeLessThan(closeAt(calm, 18));
    expect(closeAt(bars, 19)).toBe(closeAt(calm, 19));
    expect(bars.slice(strikeAt + 20)).toEqual(calm.slice(strikeAt + 20));
    expect(barsOf(crash)).toBe(20);
  });
  it("opens where it closed", () => {
    const first = bars[strikeAt + 1]?.[0];
    expect(first?.open).toBeCloseTo((calm[strikeAt + 1]?.[0]?.open ?? 0) * 0.94, 1);
  });
});

describe("pump_dump", () => {
  const { calm, bars } = strike([{ ...of.pump_dump, riseFraction: 1.2, pumpBars: 8, dumpBars: 4 }]);
  it("is at its height at the last bar of the pump, and back after the dump", () => {
    expect(closeAt(bars, 7, "SOL-SIM") / closeAt(calm, 7, "SOL-SIM")).toBeCloseTo(2.2, 4);
    expect(closeAt(bars, 10, "SOL-SIM")).toBeGreaterThan(closeAt(calm, 10, "SOL-SIM"));
    expect(closeAt(bars, 11, "SOL-SIM")).toBe(closeAt(calm, 11, "SOL-SIM"));
  });
  it("strikes what is held and nothing else", () => expect(closeAt(bars, 7)).toBe(closeAt(calm, 7)));
});

describe("volatility_spike", () => {
  const { calm, bars } = strike([{ ...of.volatility_spike, factor: 8, bars: 30 }]);
  const anchor = calm[strikeAt]?.[0]?.open ?? Number.NaN;
  it("moves eight times as far in logarithms, and keeps the level it reached", () => {
    const [usual, struck] = [closeAt(calm, 29), closeAt(bars, 29)].map((close) => Math.log(close / anchor));
    expect(struck).toBeCloseTo(8 * (usual ?? 0), 2);
    expect(closeAt(bars, 100) / closeAt(calm, 100)).toBeCloseTo(closeAt(bars, 29) / closeAt(calm, 29), 2);
  });
});

describe("trend_shift", () => {
  it.each([
    ["UP", 1.2],
    ["DOWN", 0.8],
  ] as const)("%s ends at %s of the price and stays there", (direction, level) => {
    const { calm, bars } = strike([{ ...of.trend_shift, direction }]);
    for (const step of [29, 30, 100]) expect(closeAt(bars, step) / closeAt(calm, step)).toBeCloseTo(level, 3);
    expect(closeAt(bars, 14) / closeAt(calm, 14)).toBeCloseTo(Math.sqrt(level), 3);
  });
  it("AGAINST turns the last move round", () => {
    const { calm, bars } = strike([of.trend_shift]);
    const hasRisen = closeAt(calm, -1) >= closeAt(calm, -31);
    expect(closeAt(bars, 30) < closeAt(calm, 30)).toBe(hasRisen);
  });
});

describe("liquidity_drop", () => {
  const { calm, bars } = strike([{ ...of.liquidity_drop, assets: ["ETH"], bars: 20 }]);
  it("cuts the volume of what it strikes, for as long as told, and no price", () => {
    const volumes = (all: readonly (readonly Bar[])[], index: number) => all.map((each) => each[index]?.volume ?? 0);
    const cut = volumes(bars, 1).map((volume, at) => volume / (volumes(calm, 1)[at] ?? 1));
    expect(cut.map((share) => share < 0.5)).toEqual(Array.from(cut, (_, at) => at >= strikeAt && at < strikeAt + 20));
    expect(cut[strikeAt]).toBeCloseTo(0.1, 12);
    expect(volumes(bars, 0)).toEqual(volumes(calm, 0));
    expect(bars.map((each) => each[1]?.close)).toEqual(calm.map((each) => each[1]?.close));
  });
});

describe("correlation_breakdown", () => {
  const moveOf = (all: readonly (readonly Bar[])[], symbol: string) =>
    Math.log(closeAt(all, 39, symbol) / (all[strikeAt]?.find((bar) => bar.symbol === symbol)?.open ?? 1));
  it("APART mirrors every second symbol", () => {
    const { calm, bars } = strike([of.correlation_breakdown]);
    expect(moveOf(bars, "ETH-SIM")).toBeCloseTo(-moveOf(calm, "ETH-SIM"), 4);
    expect(moveOf(bars, "BTC-SIM")).toBe(moveOf(calm, "BTC-SIM"));
  });
  it("TOGETHER gives all of them one move", () => {
    const { bars } = strike([{ ...of.correlation_breakdown, toward: "TOGETHER" }]);
    for (const symbol of symbols) expect(moveOf(bars, symbol)).toBeCloseTo(moveOf(bars, "BTC-SIM"), 3);
  });
});

describe("historic_replay", () => {
  it("makes the moves of the window from where the market stands, and goes on from there", () => {
    const { calm, bars } = strike([{ ...of.historic_replay, path }]);
    const whole = path.reduce((level, step) => level * step.close, 1);
    const from = calm[strikeAt]?.[0]?.open ?? Number.NaN;
    expect(closeAt(bars, path.length - 1) / from).toBeCloseTo(whole, 3);
    const next = bars[strikeAt + path.length]?.[0];
    expect(next?.open).toBeCloseTo(closeAt(bars, path.length - 1), 0);
  });
});

describe("the feed", () => {
  const corruption = { ...of.data_corruption, shareFraction: fraction(0.3), bars: 100 };
  it("lies about a share of the bars, and the market goes on", () => {
    const { calm, struck } = strike([corruption]);
    expect(struck.map(({ bars }) => bars)).toEqual(calm);
    const broken = struck.flatMap(({ corrupted }) => [...corrupted.values()]);
    expect(broken.length / 300).toBeGreaterThan(0.2);
    expect(broken.length / 300).toBeLessThan(0.4);
    expect(new Set(broken)).toEqual(new Set(["NAN", "SPIKE", "DUPLICATE"]));
    expect(struck.slice(0, strikeAt).every(({ corrupted }) => corrupted.size === 0)).toBe(true);
  });
  it("breaks a bar as it says", () => {
    for (const { bars, fed, corrupted } of strike([corruption]).struck)
      for (const { symbol, close } of bars) {
        const given = fed.filter((each) => each.symbol === symbol);
        const kind = corrupted.get(symbol);
        expect(given).toHaveLength(kind === "DUPLICATE" ? 2 : 1);
        const isBroken = given.some((each) => faultOfBar(each) !== undefined);
        expect(isBroken).toBe(kind === "NAN");
        const slip = (given[0]?.close ?? 1) / close;
        if (kind === "SPIKE") expect([0.1, 10].some((slipped) => Math.abs(slip / slipped - 1) < 1e-9)).toBe(true);
        if (kind === undefined) expect(given[0]?.close).toBe(close);
      }
  });
});

describe("the venue", () => {
  const opened = (stresses: Stress[]) =>
    openStresses({ name: "test", title: "test", stresses }, { instruments, held: undefined, seed: 5 });
  it("spreads bid and ask for as long as told", () => {
    const { spreadFactor } = opened([{ ...of.spread_explosion, assets: ["ETH"], factor: 5, bars: 10 }]);
    expect([-1, 0, 9, 10].map((step) => spreadFactor("ETH-SIM", step))).toEqual([1, 5, 5, 1]);
    expect(spreadFactor("BTC-SIM", 0)).toBe(1);
  });
  it("answers ten times as late", () => {
    const { lag } = opened([{ ...of.latency_spike, bars: 3 }]);
    expect([-1, 0, 2, 3].map(lag)).toEqual([0, 500, 500, 0]);
  });
  it("fails a share of requests, every way it can", () => {
    const { requestFate } = opened([of.execution_failure]);
    const fates = Array.from({ length: 4_000 }, () => requestFate(0, true));
    const share = (fate: string) => fates.filter((each) => each === fate).length / fates.length;
    expect(share("CARRIED_OUT")).toBeCloseTo(0.6, 1);
    expect(share("REFUSED")).toBeCloseTo(0.2, 1);
    expect(share("UNHEARD")).toBeCloseTo(0.1, 1);
    expect(share("LOST")).toBeCloseTo(0.1, 1);
    expect(Array.from({ length: 500 }, () => requestFate(0, false))).not.toContain("REFUSED");
    expect(Array.from({ length: 500 }, () => requestFate(48, true)).every((fate) => fate === "CARRIED_OUT")).toBe(true);
  });
});

describe("whom a stress strikes", () => {
  const names = (assets: Stress["type"] extends never ? never : Parameters<typeof struckBy>[0], held?: string) => [
    ...struckBy(assets, { instruments, held, seed: 0 }).keys(),
  ];
  it("is by the start of the name, and what is held where the market has none", () => {
    expect(names(["ETH"])).toEqual(["ETH-SIM"]);
    expect(names(["DOGE"], "SOL-SIM")).toEqual(["SOL-SIM"]);
    expect(names(["DOGE"])).toEqual(["BTC-SIM"]);
    expect(names("HELD", "ETH-SIM")).toEqual(["ETH-SIM"]);
    expect(names("ALL")).toEqual(symbols);
  });
});

describe("the library", () => {
  it("has ten scenarios of names of their own, none of which breaks a bar of the market", () => {
    expect(new Set(scenarioLibrary.map(({ name }) => name)).size).toBe(10);
    for (const { stresses } of scenarioLibrary)
      expect(
        strike(stresses)
          .bars.flat()
          .map(faultOfBar)
          .filter((fault) => fault !== undefined),
      ).toEqual([]);
  });
  it("has the lengths of the source", () =>
    expect(scenarioLibrary.map((scenario) => [scenario.name, lengthOf(scenario)])).toEqual([
      ["btc-crash", 20],
      ["eth-liquidity", 20],
      ["sol-volatility", 30],
      ["mixed-chaos", 20],
      ["model-failure", 48],
      ["data-corruption", 48],
      ["execution-failure", 48],
      ["correlation-breakdown", 80],
      ["pump-dump", 12],
      ["black-swan", 48],
    ]));
  it("has a default for every type but the mixture", () =>
    expect(Object.keys(of).toSorted()).toEqual(stressTypes.filter((type) => type !== "mixed_custom").toSorted()));
});
