/**
 * Universe OS in words: how well a symbol has served the fund, and how many such symbols the fund wants.
 *
 * Source: seed 004, "Universe OS"; tiers and profiles from origin-facts 26 and 27.4, settings from 9.2. The earlier
 * system counted symbols by the hundred; here the sizes are settings, since a fund may know five.
 */
import { type Bps, bps, type UsdAmount, usd } from "../units/units.ts";

/** Least trusted first. INSUFFICIENT_DATA is no verdict: such a symbol is neither praised nor shut out. */
export const universeTiers = ["BLACKLIST", "CONDITIONAL", "INSUFFICIENT_DATA", "EXPANSION", "CORE"] as const;
export type UniverseTier = (typeof universeTiers)[number];

/** Tightest first. */
export const universeProfiles = ["SAFE", "AGGRESSIVE", "EXPERIMENTAL"] as const;
export type UniverseProfile = (typeof universeProfiles)[number];

/** Kinds of market a CONDITIONAL symbol may have done well in; it is traded while it is in one of them. */
export const universeConditions = ["TRENDING", "CALM", "UNSTABLE"] as const;
export type UniverseCondition = (typeof universeConditions)[number];

/** LOW while fewer than half of the symbols have a record that says anything. */
export const universeConfidences = ["LOW", "KNOWN"] as const;
export type UniverseConfidence = (typeof universeConfidences)[number];

/** Where a symbol stands, for those who trade it. */
export type SymbolPlace = {
  readonly tier: UniverseTier;
  /** Among the symbols with a score, 1 for the best; undefined for one without. */
  readonly rank: number | undefined;
  /** Why ranker or Universe OS leave it out, in words; undefined where both take it. */
  readonly leftOut: string | undefined;
};

export type UniverseConfig = {
  /** Off, every configured symbol belongs to the universe, as before there were tiers. */
  readonly isDynamic: boolean;
  readonly profile: UniverseProfile;
  /** Symbols that profile SAFE takes at most, and that AGGRESSIVE does; EXPERIMENTAL takes all it may. */
  readonly layer1Size: number;
  readonly layer2Size: number;
  readonly isBlacklistEnabled: boolean;
  readonly minVolume24hUsd: UsdAmount;
  readonly maxSpreadBps: Bps;
};

/** The profile is chosen: the middle one. */
export const defaultUniverse: UniverseConfig = {
  isDynamic: true,
  profile: "AGGRESSIVE",
  layer1Size: 10,
  layer2Size: 20,
  isBlacklistEnabled: true,
  minVolume24hUsd: usd(5_000_000),
  maxSpreadBps: bps(10),
};

/** A fund of before Universe OS has none. */
export const noUniverse: UniverseConfig = { ...defaultUniverse, isDynamic: false };
