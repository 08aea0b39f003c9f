/** Who belongs to the universe: gates, tiers and sizes of the three profiles, each left out with its reason. */
import { describe, expect, it } from "vitest";
import { justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import {
  defaultUniverse,
  type UniverseConfig,
  type UniverseProfile,
  type UniverseTier,
} from "../../../domain/universe.ts";
import { membershipOf, profileUnder } from "./membership.ts";
import type { Judgement } from "./tiers.ts";
import { openUniverse, type SymbolMarket } from "./universe.ts";

const applicant = (
  symbol: string,
  tier: UniverseTier,
  market: Partial<SymbolMarket> = {},
  conditions: Judgement["conditions"] = [],
) => ({
  market: { symbol, volume24h: 1e9, spreadBps: 2, regime: undefined, rank: 1, ...market },
  standing: { ...openUniverse(1).standings[0]!, judgement: { tier, conditions, reason: "because" } },
});
const everyTier = [
  applicant("bad", "BLACKLIST"),
  applicant("maybe", "CONDITIONAL"),
  applicant("new", "INSUFFICIENT_DATA"),
  applicant("good", "EXPANSION"),
  applicant("best", "CORE"),
];
const config = (change: Partial<UniverseConfig> = {}): UniverseConfig => ({ ...defaultUniverse, ...change });

describe("the profiles", () => {
  it("SAFE takes what is trusted and what nobody knows, AGGRESSIVE conditionals last, EXPERIMENTAL all but the blacklist", () => {
    expect(membershipOf(everyTier, config(), "SAFE").symbols).toEqual(["best", "good", "new"]);
    expect(membershipOf(everyTier, config(), "AGGRESSIVE").symbols).toEqual(["best", "good", "new", "maybe"]);
    expect(membershipOf(everyTier, config(), "EXPERIMENTAL").symbols).toEqual(["best", "good", "new", "maybe"]);
  });

  it("a CONDITIONAL symbol comes first of them while its kind of market lasts, and SAFE takes none", () => {
    const inRegime = (trend: "UP" | "RANGE", profile: UniverseProfile = "AGGRESSIVE") =>
      membershipOf(
        [
          applicant("ranked", "CONDITIONAL", { rank: 1 }),
          applicant("maybe", "CONDITIONAL", { rank: 2, regime: { trend, volatility: "NORMAL" } }, ["TRENDING"]),
        ],
        config(),
        profile,
      );
    expect(inRegime("UP").symbols).toEqual(["maybe", "ranked"]);
    expect(inRegime("RANGE").symbols).toEqual(["ranked", "maybe"]);
    expect(inRegime("UP", "SAFE").leftOut.get("maybe")).toBe("CONDITIONAL: profile SAFE takes none of them");
  });

  it("the layers are their sizes, the most trusted and best ranked first", () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      applicant(`S${index}`, index === 29 ? "CORE" : "EXPANSION", { rank: index + 1 }),
    );
    const sizes = config({ layer1Size: 2, layer2Size: 3 });
    expect(membershipOf(many, sizes, "SAFE").symbols).toEqual(["S29", "S0"]);
    expect(membershipOf(many, sizes, "AGGRESSIVE").symbols).toEqual(["S29", "S0", "S1"]);
    expect(membershipOf(many, sizes, "EXPERIMENTAL").symbols).toHaveLength(30);
    expect(membershipOf(many, sizes, "SAFE").leftOut.get("S1")).toBe(
      "profile SAFE takes 2 symbols, and others come first",
    );
  });

  it("AGGRESSIVE takes no more than 20 conditionals", () => {
    const many = Array.from({ length: 25 }, (_, index) =>
      applicant(`S${index}`, "CONDITIONAL", { rank: index, regime: { trend: "UP", volatility: "LOW" } }, ["TRENDING"]),
    );
    const { symbols, leftOut } = membershipOf(many, config({ layer2Size: 100 }), "AGGRESSIVE");
    expect(symbols).toHaveLength(20);
    expect(leftOut.get("S24")).toBe("CONDITIONAL: profile AGGRESSIVE takes 20 of them");
    expect(membershipOf(many, config(), "EXPERIMENTAL").symbols).toHaveLength(25);
  });

  it("SAFE and CRITICAL system risk ask for SAFE", () => {
    const under = (mode: "CRITICAL" | "SAFE" | "NORMAL" | "AGGRESSIVE") => profileUnder("EXPERIMENTAL", mode);
    expect([under("CRITICAL"), under("SAFE"), under("NORMAL"), under("AGGRESSIVE")]).toEqual([
      "SAFE",
      "SAFE",
      "EXPERIMENTAL",
      "EXPERIMENTAL",
    ]);
  });
});

describe("what no profile takes", () => {
  const reasonOf = (market: Partial<SymbolMarket>) =>
    membershipOf([applicant("S", "CORE", market)], config(), "EXPERIMENTAL").leftOut.get("S");
  it("too little traded, or nobody knows how much", () => {
    expect(reasonOf({ volume24h: 5e6 })).toBeUndefined();
    expect(reasonOf({ volume24h: justBelow(5e6) })).toContain("is below 5000000 USD");
    expect(reasonOf({ volume24h: Number.NaN })).toContain("is below");
  });
  it("too wide a spread, or nobody knows how wide", () => {
    expect(reasonOf({ spreadBps: 10 })).toBeUndefined();
    expect(reasonOf({ spreadBps: justAbove(10) })).toContain("is above 10 bps");
    expect(reasonOf({ spreadBps: Number.NaN })).toContain("is above");
  });
  it("the blacklist, unless it is switched off", () => {
    expect(membershipOf(everyTier, config(), "EXPERIMENTAL").leftOut.get("bad")).toBe("BLACKLIST: because");
    expect(membershipOf(everyTier, config({ isBlacklistEnabled: false }), "SAFE").symbols.at(-1)).toBe("bad");
  });
});
