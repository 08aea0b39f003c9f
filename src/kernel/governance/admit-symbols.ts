/**
 * Which of the symbols the council wants may be traded in: those that are opportunities too.
 *
 * It only ever leaves symbols out. Before the first ranking, and whenever nothing is ranked, that is all of them: no
 * answer permits nothing. What is held in a symbol that is left out stays, with its stop; only entries end.
 */
import type { FundConfig } from "../domain/config.ts";
import type { GovernanceState } from "./governance-state.ts";

/** @param isObeyed the council's word takes effect, and so does what is assessed for it */
export function admitted(
  { opportunityRanker: { chosen } }: GovernanceState,
  { ranker }: FundConfig,
  wanted: readonly string[],
  isObeyed: boolean,
): readonly string[] {
  if (!ranker.isEnabled || !isObeyed) return wanted;
  return wanted.filter((symbol) => chosen.includes(symbol));
}
