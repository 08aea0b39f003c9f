/** The fund asks to be woken for every deadline of its own, the earliest first, never in the past. */
import { describe, expect, it } from "vitest";
import { at, config, day, freeze, hour, vitals } from "../../../tests/scenarios/given.ts";
import { minutes } from "../units/units.ts";
import { type GovernanceState, openGovernance } from "./governance-state.ts";
import { nextTimer, scriptedReviewDueAt } from "./timers.ts";
import { staleAfter } from "./cadence.ts";

const given = (change: Partial<GovernanceState>): GovernanceState => ({ ...openGovernance(config, at(0)), ...change });

describe("the next timer", () => {
  it("of a calm fund is the feed's deadline", () =>
    expect(nextTimer(given({}), vitals(), at(0))).toBe(at(3 * hour + 1)));

  it("is the earliest of freeze, escalation, pause and feed", () => {
    const timed = freeze({ timerEndsAt: at(2 * hour) });
    expect(nextTimer(given({ freeze: timed }), vitals(), at(0))).toBe(at(2 * hour));
    expect(nextTimer(given({ freeze: timed, tradingMode: { pausedUntil: at(minutes(30)) } }), vitals(), at(0))).toBe(
      at(minutes(30)),
    );
    expect(nextTimer(given({ freeze: timed }), vitals({ lastBarsAt: at(24 * hour) }), at(2 * hour)), "escalation").toBe(
      at(26 * hour),
    );
  });

  it("is never now or past", () => {
    const timed = freeze({ timerEndsAt: at(0), requiresReview: true });
    expect(nextTimer(given({ freeze: timed }), vitals({ lastBarsAt: undefined }), at(0))).toBeUndefined();
  });
});

describe("the scripted review", () => {
  const waiting = given({ freeze: freeze({ requiresReview: true, reviewRequiredSince: at(0) }) });
  it("is due a configured wait after a review began to be required", () =>
    expect(scriptedReviewDueAt(waiting, config)).toBe(at(day)));
  it("is not due where none is configured, needed or missing", () => {
    expect(scriptedReviewDueAt(waiting, { ...config, scriptedReviewAfterMs: null })).toBeUndefined();
    expect(scriptedReviewDueAt(given({}), config)).toBeUndefined();
    expect(scriptedReviewDueAt(given({ freeze: freeze() }), config)).toBeUndefined();
    expect(
      scriptedReviewDueAt(given({ freeze: freeze({ reviewRequiredSince: at(0), reviewGivenBy: "Ada" }) }), config),
    ).toBeUndefined();
  });
});

describe("cadence", () => {
  it("a council is stale after three of the longest of cadence, bar interval and known gap", () => {
    expect(staleAfter(minutes(0), minutes(0))).toBe(90_000);
    expect(staleAfter(minutes(60), minutes(0))).toBe(3 * hour);
    expect(staleAfter(minutes(60), minutes(120))).toBe(6 * hour);
  });
});
