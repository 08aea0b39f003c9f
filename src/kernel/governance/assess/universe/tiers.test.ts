/** Tiers: each number of origin-facts 26 and 27.4 at, below and above; and no verdict on a handful of trades. */
import { describe, expect, it } from "vitest";
import { justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import { seedRandom, uniform } from "../../../maths/seeded-random.ts";
import { figuresOf, type SymbolFigures } from "./figures.ts";
import { openRecord, recordTrade, recordWish } from "./symbol-record.ts";
import { judge } from "./tiers.ts";

/** A symbol just good enough for CORE, of whose figures a test changes one. Many trades: luck is ruled out. */
const coreSymbol: SymbolFigures = {
  trades: 100,
  signals: 100,
  totalR: 50,
  meanR: 0.5,
  varianceR: 0.5,
  costR: 0.1,
  winRate: 0.45,
  disallowRate: 0.25,
  stability: 0.2,
  quality: 0.25,
  toxicity: 0,
  meanRIn: { TRENDING: undefined, CALM: undefined, UNSTABLE: undefined },
};
const expansionSymbol: SymbolFigures = {
  ...coreSymbol,
  meanR: 0.3,
  winRate: 0.35,
  disallowRate: 0.4,
  stability: 0.1,
  quality: 0.15,
};
const tierOf = (figures: SymbolFigures, change: Partial<SymbolFigures> = {}) => judge({ ...figures, ...change }).tier;

describe("INSUFFICIENT_DATA", () => {
  it("below 20 trades or 5 wishes, however they went", () => {
    expect(tierOf(coreSymbol, { trades: 19 })).toBe("INSUFFICIENT_DATA");
    expect(tierOf(coreSymbol, { trades: 20 })).toBe("CORE");
    expect([tierOf(coreSymbol, { signals: 4 }), tierOf(coreSymbol, { signals: 5 })]).toEqual([
      "INSUFFICIENT_DATA",
      "CORE",
    ]);
    expect(tierOf(coreSymbol, { trades: 19, meanR: -5, winRate: 0, toxicity: 1 })).toBe("INSUFFICIENT_DATA");
    expect(judge({ ...coreSymbol, trades: 3 }).reason).toBe("a low sample says nothing: 3 trades, 100 wishes");
  });
});

describe.each([
  ["CORE", "EXPANSION", coreSymbol],
  ["EXPANSION", "CONDITIONAL", expansionSymbol],
] as const)("%s needs all five", (tier, below, symbol) => {
  it("exactly at its numbers it is met", () => expect(tierOf(symbol)).toBe(tier));
  it.each(["stability", "quality", "winRate", "meanR"] as const)("%s a hair lower is %s", (figure) =>
    expect(tierOf(symbol, { [figure]: justBelow(symbol[figure]) })).toBe(below),
  );
  it("and refusals a hair higher are too many", () =>
    expect(tierOf(symbol, { disallowRate: justAbove(symbol.disallowRate) })).toBe(below));
});

describe("BLACKLIST, beyond what luck explains", () => {
  const poor = { ...expansionSymbol, meanR: 0.2 };
  it("is not for a symbol that is merely mediocre", () => expect(tierOf(poor)).toBe("CONDITIONAL"));

  it("a trade that makes less than 0.1 R at best", () => {
    const margin = 2.576 * Math.sqrt(0.5 / 100);
    expect(tierOf(poor, { meanR: 0.1 - margin + 1e-9, varianceR: 0.5 })).toBe("CONDITIONAL");
    const verdict = judge({ ...poor, meanR: 0.1 - margin - 1e-9 });
    expect(verdict.tier).toBe("BLACKLIST");
    expect(verdict.reason).toBe("a trade makes at best 0.10 R (100 trades, 100 wishes)");
  });

  it("the same mean from fewer trades proves less", () => {
    const unlucky = { ...poor, meanR: -0.1, varianceR: 0.4 };
    expect(tierOf(unlucky, { trades: 100 })).toBe("BLACKLIST");
    expect(tierOf(unlucky, { trades: 20 })).toBe("CONDITIONAL");
  });

  it("a loss with few winners is called one", () => {
    const verdict = judge({ ...poor, meanR: -0.8, winRate: 0.2 });
    expect(verdict).toMatchObject({ tier: "BLACKLIST" });
    expect(verdict.reason).toContain("it loses and wins at best 32 %");
    expect(judge({ ...poor, meanR: -0.8, winRate: 0.5 }).reason).toContain("a trade makes at best");
    expect(judge({ ...poor, meanR: -0.12, winRate: 0.2 }).reason, "at best it does not lose 0.5 R").toContain(
      "a trade makes at best",
    );
  });

  it("more than 35 % of its wishes refused at least", () => {
    expect(tierOf(poor, { disallowRate: 0.473, signals: 100 })).toBe("BLACKLIST");
    expect(tierOf(poor, { disallowRate: 0.472, signals: 100 })).toBe("CONDITIONAL");
    expect(tierOf(poor, { disallowRate: 0.9, signals: 19 }), "of too few").toBe("CONDITIONAL");
    expect(tierOf(poor, { disallowRate: 0.9, signals: 20 })).toBe("BLACKLIST");
  });

  it("a stability below 0.05 at best", () => {
    const benefit = poor.meanR + 2.576 * Math.sqrt(40 / 100);
    const [winRate, z2] = [0.35, 2.576 ** 2];
    const best =
      (winRate + z2 / 200 + 2.576 * Math.sqrt((winRate * (1 - winRate)) / 100 + z2 / 40_000)) / (1 + z2 / 100);
    const costAt = (benefit * best) / 0.05 - 40;
    expect(tierOf(poor, { varianceR: 40, costR: costAt - 1e-6 })).toBe("CONDITIONAL");
    expect(tierOf(poor, { varianceR: 40, costR: costAt + 1e-6 })).toBe("BLACKLIST");
  });

  it("a toxicity above 0.5", () => {
    expect(tierOf(poor, { toxicity: 0.5 })).toBe("CONDITIONAL");
    expect(tierOf(poor, { toxicity: justAbove(0.5) })).toBe("BLACKLIST");
  });

  it("a figure that is no number praises nobody", () => {
    expect(tierOf(coreSymbol, { meanR: Number.NaN })).toBe("CONDITIONAL");
    expect(tierOf(coreSymbol, { trades: Number.NaN })).toBe("INSUFFICIENT_DATA");
  });
});

it("CONDITIONAL names the kinds of market it did well in", () => {
  const meanRIn = (trending: number, calm: number, unstable: number) =>
    judge({ ...expansionSymbol, meanR: 0.2, meanRIn: { TRENDING: trending, CALM: calm, UNSTABLE: unstable } })
      .conditions;
  expect(meanRIn(0.5, 0.5, 0.3)).toEqual([]);
  expect(meanRIn(justAbove(0.5), justAbove(0.5), justAbove(0.3))).toEqual(["TRENDING", "CALM", "UNSTABLE"]);
});

it("hardly shuts a symbol out that earns, and hardly misses one that loses, asked after each of a hundred trades", () => {
  const shutOut = (winRate: number): number => {
    const random = seedRandom(7);
    let out = 0;
    for (let symbol = 0; symbol < 400; symbol += 1) {
      const record = openRecord();
      let isOut = false;
      for (let count = 0; count < 100; count += 1) {
        recordTrade(record, { r: uniform(random) < winRate ? 1.5 : -1, costR: 0.1, openedIn: [] });
        recordWish(record, false);
        isOut ||= judge(figuresOf(record)).tier === "BLACKLIST";
      }
      if (isOut) out += 1;
    }
    return out / 400;
  };
  expect([shutOut(0.52), shutOut(0.46), shutOut(0.28)]).toEqual([0.0025, 0.075, 0.94]);
});
