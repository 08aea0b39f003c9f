/**
 * Risk before universe: while AI-HFOS holds the fund in SAFE or CRITICAL, symbols may leave the universe and none join.
 *
 * The first of the three conflicts of origin-facts 8.6, followed as it says: risk is heard. What the CIO wants is taken
 * in as soon as the system risk mode eases.
 */
import { newsOf } from "../domain/alert.ts";
import type { Outbox } from "../events/outbox.ts";
import type { AgentVoices } from "./agent-authorities.ts";
import { logConflict } from "./announce.ts";
import { conflictsBetween } from "./conduct/conflicts.ts";
import type { GovernanceState } from "./governance-state.ts";
import { stanceOf } from "./governance-state.ts";
import { decisionId } from "../domain/decision.ts";

export function symbolsUnderRisk(
  state: GovernanceState,
  wanted: readonly string[],
  { systemRiskMode, systemRiskBinds }: AgentVoices,
  outbox: Outbox,
): readonly string[] {
  const active = state.heardSymbols ?? state.policy?.activeSymbols;
  if (active === undefined || !systemRiskBinds) return wanted;
  const added = wanted.filter((symbol) => !active.includes(symbol));
  const stance = stanceOf(state, "CIO", "SYMBOL_UNIVERSE");
  const conflicts = conflictsBetween({
    systemRiskMode,
    universe: {
      who: "CIO SYMBOL_UNIVERSE",
      decisionId: stance === undefined ? null : decisionId(stance),
      addsSymbols: added.length,
    },
  });
  const standing = conflicts.map(({ overruled }) => `${overruled.decisionId}: ${overruled.wants}`);
  const news = newsOf(standing, state.conductor.conflicts);
  state.conductor.conflicts = standing;
  for (const { about, heard, overruled, rule } of news.length > 0 ? conflicts : [])
    logConflict(state, { about, heard, overruled, rule }, outbox);
  return conflicts.length === 0 ? wanted : wanted.filter((symbol) => active.includes(symbol));
}
