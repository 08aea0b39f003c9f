/**
 * Which of the symbols the council wants may be traded in: those that are opportunities, and belong to the universe.
 *
 * It only ever leaves symbols out. Before the first ranking and the first review, and whenever one of them is empty, that
 * is all of them: no answer permits nothing. What is held in a symbol that is left out stays, with its stop; only entries
 * end. The ranker is heard where the council is, Universe OS where it is enforced itself.
 */
import type { FundConfig } from "../domain/config.ts";
import type { GovernanceState } from "./governance-state.ts";
import { isInUniverse, universeIsEnforced } from "./review-universe.ts";

/** @param isObeyed the council's word takes effect, and so does what is assessed for it */
export function admitted(
  state: GovernanceState,
  config: FundConfig,
  wanted: readonly string[],
  isObeyed: boolean,
): readonly string[] {
  const isRanked = config.ranker.isEnabled && isObeyed;
  const isChosen = universeIsEnforced(state, config);
  const { chosen } = state.opportunityRanker;
  if (!isRanked && !isChosen) return wanted;
  return wanted.filter(
    (symbol) => (!isRanked || chosen.includes(symbol)) && (!isChosen || isInUniverse(state, symbol)),
  );
}
