/** When governance has something to do although nothing happens: what the scheduler is asked to wake the fund for. */
import type { FundConfig } from "../domain/config.ts";
import { after, type EpochMs } from "../units/units.ts";
import { escalatesAt } from "./arbitrate/freeze.ts";
import { essDeadline, essReviewSince } from "./emergency-stop.ts";
import { pauseEndsAt } from "./council/ceo/trading-mode.ts";
import type { GovernanceState } from "./governance-state.ts";
import { nextEnd } from "./operator/operator-book.ts";
import { feedDeadline, type Vitals } from "./observe/health.ts";

/** The next moment after `at`, or `undefined` when only an event can change anything. */
export function nextTimer(state: GovernanceState, vitals: Vitals, at: EpochMs): EpochMs | undefined {
  let next: EpochMs | undefined;
  const { freeze } = state;
  const candidates = [
    freeze?.timerEndsAt,
    freeze === undefined ? undefined : escalatesAt(freeze),
    pauseEndsAt(state.tradingMode),
    feedDeadline(vitals, at),
    nextEnd(state.operator),
    state.flagsEndAt,
    essDeadline(state, vitals, at),
  ];
  for (const candidate of candidates)
    if (candidate !== undefined && candidate > at && (next === undefined || candidate < next)) next = candidate;
  return next;
}

/** When the scripted operator is to give the review a freeze or a stop waits for, if one is configured (resolutions 15). */
export function scriptedReviewDueAt(state: GovernanceState, config: FundConfig): EpochMs | undefined {
  const { freeze } = state;
  const since = freeze?.reviewRequiredSince ?? essReviewSince(state);
  if (since === undefined || freeze?.reviewGivenBy !== undefined || config.scriptedReviewAfterMs === null)
    return undefined;
  return after(since, config.scriptedReviewAfterMs);
}
