/**
 * Who belongs to the universe under a profile, and why the others do not.
 *
 * Source: origin-facts 26, 27.4. SAFE takes the tiers that are trusted and the symbols nobody knows yet, up to the first
 * layer; AGGRESSIVE up to the second, with CONDITIONAL symbols after those, at most 20, the first of them those in a kind of
 * market that they did well in; EXPERIMENTAL takes all but the blacklist. A symbol nobody knows must be let in, or nobody
 * would ever know it; and a mediocre one goes on, last in line, or it could never do better.
 */
import { comesBefore } from "../../../domain/ladder.ts";
import type { SystemRiskMode } from "../../../domain/modes.ts";
import { type UniverseConfig, type UniverseProfile, universeTiers } from "../../../domain/universe.ts";
import { conditionsIn } from "./symbol-record.ts";
import type { SymbolMarket, SymbolStanding } from "./universe.ts";

export type Membership = {
  /** The most trusted tier first, within it the best rank. */
  readonly symbols: readonly string[];
  readonly leftOut: ReadonlyMap<string, string>;
};

const conditionalMost = 20;

/** A fund in trouble takes no chances (origin-facts 8.4): SAFE and CRITICAL ask for the SAFE profile. */
export const profileUnder = (configured: UniverseProfile, mode: SystemRiskMode): UniverseProfile =>
  comesBefore<SystemRiskMode>(["CRITICAL", "SAFE", "NORMAL", "AGGRESSIVE"], mode, "NORMAL") ? "SAFE" : configured;

type Applicant = { readonly market: SymbolMarket; readonly standing: SymbolStanding };

export function membershipOf(
  applicants: readonly Applicant[],
  config: UniverseConfig,
  profile: UniverseProfile,
): Membership {
  const leftOut = new Map<string, string>();
  const most = mostOf(config, profile);
  const symbols: string[] = [];
  let conditionals = 0;
  for (const applicant of applicants.toSorted(mostTrustedFirst)) {
    const { symbol } = applicant.market;
    const isConditional = applicant.standing.judgement.tier === "CONDITIONAL";
    const against = reasonAgainst(applicant, config, profile) ?? reasonOfSize(symbols.length, most, profile);
    if (against !== undefined) leftOut.set(symbol, against);
    else if (isConditional && profile === "AGGRESSIVE" && conditionals >= conditionalMost)
      leftOut.set(symbol, `CONDITIONAL: profile AGGRESSIVE takes ${conditionalMost} of them`);
    else {
      symbols.push(symbol);
      if (isConditional) conditionals += 1;
    }
  }
  return { symbols, leftOut };
}

const mostOf = ({ layer1Size, layer2Size }: UniverseConfig, profile: UniverseProfile): number => {
  if (profile === "SAFE") return layer1Size;
  return profile === "AGGRESSIVE" ? layer2Size : Number.MAX_SAFE_INTEGER;
};

function reasonAgainst(
  { market, standing: { judgement } }: Applicant,
  config: UniverseConfig,
  profile: UniverseProfile,
): string | undefined {
  const { volume24h, spreadBps } = market;
  if (!(volume24h >= config.minVolume24hUsd))
    return `volume of 24 hours ${volume24h.toFixed(0)} USD is below ${config.minVolume24hUsd} USD`;
  if (!(spreadBps <= config.maxSpreadBps)) return `spread ${spreadBps} bps is above ${config.maxSpreadBps} bps`;
  if (judgement.tier === "BLACKLIST" && config.isBlacklistEnabled) return `BLACKLIST: ${judgement.reason}`;
  if (judgement.tier !== "CONDITIONAL" || profile === "EXPERIMENTAL") return undefined;
  return profile === "SAFE" ? "CONDITIONAL: profile SAFE takes none of them" : undefined;
}

const reasonOfSize = (taken: number, most: number, profile: UniverseProfile): string | undefined =>
  taken < most ? undefined : `profile ${profile} takes ${most} symbols, and others come first`;

const mostTrustedFirst = (a: Applicant, b: Applicant): number =>
  universeTiers.indexOf(b.standing.judgement.tier) - universeTiers.indexOf(a.standing.judgement.tier) ||
  Number(isInItsMarket(b)) - Number(isInItsMarket(a)) ||
  a.market.rank - b.market.rank;

/** A CONDITIONAL symbol in a kind of market that it did well in; the others name none. */
function isInItsMarket({ market, standing: { judgement } }: Applicant): boolean {
  if (judgement.conditions.length === 0) return false;
  const now = conditionsIn(market.regime);
  return judgement.conditions.some((condition) => now.includes(condition));
}
