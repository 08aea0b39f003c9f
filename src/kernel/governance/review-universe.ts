/**
 * Universe OS in its round: every four hours, and at once when a tier or the profile changed, it says who belongs to it.
 *
 * Source of the cadence: origin-facts 26. It tells what changed (the delta report) and how it is doing (the health
 * report); what trading may do about it is up to the policy, and to the mode Universe OS has.
 */
import type { FundConfig } from "../domain/config.ts";
import { sameValue } from "../domain/same-value.ts";
import { effectiveMode } from "../domain/subsystem.ts";
import { type UniverseProfile, universeTiers } from "../domain/universe.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import { universeHealthChanged, universeUpdated } from "../events/universe-events.ts";
import { hours } from "../units/units.ts";
import { agentVoices } from "./agent-authorities.ts";
import { dayVolume } from "./assess/opportunity-ranker/day-window.ts";
import { healthOf } from "./assess/universe/health.ts";
import { membershipOf, profileUnder } from "./assess/universe/membership.ts";
import { type SymbolMarket, type UniverseState } from "./assess/universe/universe.ts";
import { isDue } from "./cadence.ts";
import type { GovernanceState } from "./governance-state.ts";

const reviewEvery = hours(4);

/** @param candidates symbols in the order they are wanted in */
export function reviewUniverse(
  state: GovernanceState,
  config: FundConfig,
  candidates: readonly string[],
  outbox: Outbox,
): void {
  const { universe } = state;
  if (!config.universe.isDynamic) return;
  const { systemRiskMode, systemRiskBinds } = agentVoices(state, config, outbox.at);
  const profile = profileUnder(config.universe.profile, systemRiskBinds ? systemRiskMode : "NORMAL");
  const isNews = universe.tierChanges.length > 0 || profile !== universe.profile;
  if (!isNews && !isDue(universe.reviewedAt, outbox.at, reviewEvery)) return;
  universe.reviewedAt = outbox.at;
  const applicants = marketsOf(state, config, candidates).map((market, id) => ({
    market,
    standing: universe.standings[id] ?? neverSeen(market),
  }));
  const { symbols, leftOut } = membershipOf(applicants, config.universe, profile);
  announceDelta(universe, profile, symbols, { leftOut, outbox });
  announceHealth(universe, outbox);
}

const neverSeen = ({ symbol }: SymbolMarket): never => {
  throw new Error(`expected a standing of ${symbol}`);
};

function marketsOf(
  { opportunityRanker, marketOfficer }: GovernanceState,
  { instruments }: FundConfig,
  candidates: readonly string[],
): SymbolMarket[] {
  const ranks = new Map(candidates.map((symbol, index) => [symbol, index + 1]));
  return instruments.map(({ symbol, halfSpreadBps }, id) => ({
    symbol,
    volume24h: dayVolume(opportunityRanker.day, id),
    spreadBps: 2 * halfSpreadBps,
    regime: marketOfficer.slots[id]?.regime,
    rank: ranks.get(symbol) ?? candidates.length + id + 1,
  }));
}

type News = { readonly leftOut: ReadonlyMap<string, string>; readonly outbox: Outbox };

function announceDelta(
  universe: UniverseState,
  profile: UniverseProfile,
  symbols: readonly string[],
  { leftOut, outbox }: News,
): void {
  const before = universe.symbols ?? [];
  const added = symbols.filter((symbol) => !before.includes(symbol));
  const removed = before.filter((symbol) => !symbols.includes(symbol));
  /** Field by field: a state that was read back from text has them in another order, and facts are compared as text. */
  const tierChanges = universe.tierChanges
    .splice(0)
    .map(({ symbol, from, to, reason }) => ({ symbol, from, to, reason }));
  const isFirst = universe.symbols === undefined;
  universe.symbols = symbols;
  universe.leftOut = leftOut;
  const isOther = isFirst || added.length > 0 || removed.length > 0;
  if (isOther) universe.version += 1;
  const hasNews = isOther || tierChanges.length > 0 || profile !== universe.profile;
  universe.profile = profile;
  if (!hasNews) return;
  emit(
    outbox,
    universeUpdated.create({
      profile,
      symbols,
      added: added.map((symbol) => ({ symbol, reason: `profile ${profile} takes it` })),
      kept: symbols.filter((symbol) => before.includes(symbol)),
      removed: removed.map((symbol) => ({ symbol, reason: leftOut.get(symbol) ?? "it is not configured any more" })),
      tierChanges,
      tiers: tierCounts(universe),
    }),
  );
}

function tierCounts({ standings }: UniverseState) {
  const [blacklist = 0, conditional = 0, unknown = 0, expansion = 0, core = 0] = universeTiers.map(
    (tier) => standings.filter(({ judgement }) => judgement.tier === tier).length,
  );
  return {
    BLACKLIST: blacklist,
    CONDITIONAL: conditional,
    INSUFFICIENT_DATA: unknown,
    EXPANSION: expansion,
    CORE: core,
  };
}

function announceHealth(universe: UniverseState, outbox: Outbox): void {
  const health = healthOf(universe);
  if (sameValue(health, universe.health)) return;
  universe.health = health;
  emit(outbox, universeHealthChanged.create(health));
}

/**
 * Universe OS is obeyed: it chooses, it is enforced, and the stage lets it. The brake lifts no limit, and where the
 * subsystem failed what it last said holds.
 */
export const universeIsEnforced = ({ stage }: GovernanceState, config: FundConfig): boolean =>
  config.universe.isDynamic &&
  effectiveMode(config.subsystems.universe_os, true, { stage: stage.current, brake: false }) === "ENFORCED";

/** Nothing before the first review: no answer permits nothing. */
export const isInUniverse = ({ universe }: GovernanceState, symbol: string): boolean =>
  universe.symbols?.includes(symbol) ?? false;
