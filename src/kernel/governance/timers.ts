/** When governance has something to do although nothing happens: what the scheduler is asked to wake the fund for. */
import type { FundConfig } from "../domain/config.ts";
import { after, type DurationMs, epochMs, type EpochMs, seconds } from "../units/units.ts";
import { escalatesAt } from "./arbitrate/freeze.ts";
import { essDeadline, essReviewSince } from "./emergency-stop.ts";
import { pauseEndsAt } from "./council/ceo/trading-mode.ts";
import type { GovernanceState } from "./governance-state.ts";
import { nextEnd } from "./operator/operator-book.ts";
import { feedDeadline, type Vitals } from "./observe/health.ts";

/** What timers look at. */
export type TimerVitals = Pick<Vitals, "lastBarsAt" | "barInterval" | "unsentOrders">;

/** While a stop or an exit has no order at the venue, it is sent again this often. Chosen. */
const retryEvery: DurationMs = seconds(30);

/** In slots of its own, so that no stream of other events puts it off. */
const retryAt = ({ unsentOrders }: TimerVitals, at: EpochMs): EpochMs | undefined =>
  unsentOrders === 0 ? undefined : epochMs((Math.floor(at / retryEvery) + 1) * retryEvery);

/** The next moment after `at`, or `undefined` when only an event can change anything. */
export function nextTimer(state: GovernanceState, vitals: TimerVitals, at: EpochMs): EpochMs | undefined {
  let next: EpochMs | undefined;
  const { freeze } = state;
  const candidates = [
    freeze?.timerEndsAt,
    freeze === undefined ? undefined : escalatesAt(freeze),
    pauseEndsAt(state.tradingMode),
    feedDeadline(vitals, at),
    nextEnd(state.operator),
    state.flagsEndAt,
    essDeadline(state, at),
    retryAt(vitals, at),
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
