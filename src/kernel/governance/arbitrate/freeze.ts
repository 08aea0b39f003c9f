/**
 * The freeze as a durable state: several causes make one freeze, and the strictest of their terms holds.
 *
 * An indefinite cause outlasts any timer; one cause that needs a review makes the whole freeze need one. A freeze that
 * needs none but whose conditions still fail a day after its timer asks for a review, so that it cannot last for ever
 * unseen (resolutions 15).
 */
import type { FreezeState } from "../../domain/briefing.ts";
import type { Decision } from "../../domain/decision.ts";
import { after, type EpochMs, hours } from "../../units/units.ts";

const escalateAfter = hours(24);

export function frozenBy(current: FreezeState | undefined, freeze: Decision<"FREEZE">, at: EpochMs): FreezeState {
  const { durationMs, requiresReview } = freeze.payload;
  const ends = durationMs === null ? undefined : after(at, durationMs);
  const terms = {
    causes: [freeze.payload.trigger],
    reasons: [freeze.reason],
    reviewRequiredSince: requiresReview ? at : undefined,
    reviewGivenBy: undefined,
  };
  if (current === undefined)
    return { since: at, timerEndsAt: ends, longestTimerEndsAt: ends, requiresReview, ...terms };
  return {
    since: current.since,
    timerEndsAt: later(current.timerEndsAt, ends),
    longestTimerEndsAt: longest(current.longestTimerEndsAt, ends),
    requiresReview: requiresReview || current.requiresReview,
    reviewRequiredSince: terms.reviewRequiredSince ?? current.reviewRequiredSince,
    reviewGivenBy: requiresReview ? undefined : current.reviewGivenBy,
    causes: [...current.causes, ...terms.causes],
    reasons: [...current.reasons, ...terms.reasons],
  };
}

/** Undefined stands for "never": an indefinite freeze. A review ends the indefinite part at once, but no timer. */
const later = (a: EpochMs | undefined, b: EpochMs | undefined): EpochMs | undefined =>
  a === undefined || b === undefined ? undefined : a > b ? a : b;

const longest = (a: EpochMs | undefined, b: EpochMs | undefined): EpochMs | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

export const reviewed = (freeze: FreezeState, operator: string, at: EpochMs): FreezeState => ({
  ...freeze,
  timerEndsAt: freeze.timerEndsAt ?? longest(freeze.longestTimerEndsAt, at),
  reviewGivenBy: operator,
});

/** When the freeze begins to need a review although no cause asked for one. */
export const escalatesAt = (freeze: FreezeState): EpochMs | undefined =>
  freeze.requiresReview || freeze.timerEndsAt === undefined ? undefined : after(freeze.timerEndsAt, escalateAfter);

export function escalated(freeze: FreezeState, at: EpochMs): FreezeState {
  const due = escalatesAt(freeze);
  return due === undefined || at < due ? freeze : { ...freeze, requiresReview: true, reviewRequiredSince: at };
}
