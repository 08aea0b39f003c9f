/** The fund asks to be woken for every deadline of its own, the earliest first, never in the past. */
import { describe, expect, it } from "vitest";
import { at, config, day, hour } from "../../../tests/scenarios/given.ts";
import { freeze, trip, vitals } from "../../../tests/scenarios/given-fund.ts";
import type { Ess } from "../domain/briefing.ts";
import type { EssState } from "../domain/modes.ts";
import { minutes, seconds } from "../units/units.ts";
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

describe("the emergency stop's timers", () => {
  const stopped = (state: EssState, change: Parameters<typeof trip>[0] = {}) =>
    given({ ess: { state, level: "NOMINAL", trip: trip(change) } });
  const idle = vitals({ lastBarsAt: undefined });
  const next = (state: GovernanceState, unsentOrders = 0, now = at(0)) =>
    nextTimer(state, { ...idle, unsentOrders }, now);

  it("a trip goes on in a round of its own, a millisecond later", () =>
    expect(next(stopped("TRIPPED", { at: at(0) }))).toBe(at(1)));
  it("liquidation waits for the venue", () => expect(next(stopped("LIQUIDATING"))).toBeUndefined());
  it.each([stopped("LIQUIDATING"), given({})])("what the venue does not have is sent again twice a minute", (state) => {
    expect(next(state, 1)).toBe(at(seconds(30)));
    expect(next(state, 1, at(seconds(30) - 1)), "other events do not put it off").toBe(at(seconds(30)));
    expect(next(state, 1, at(seconds(30)))).toBe(at(seconds(60)));
  });
  it("the cool-down has its end", () =>
    expect(next(stopped("COOLING_DOWN", { coolDownEndsAt: at(minutes(15)) }))).toBe(at(minutes(15))));
  it("a review is waited for without a timer", () => expect(next(stopped("RECOVERY_REVIEW"))).toBeUndefined());
});

describe("the scripted review", () => {
  const waiting = given({ freeze: freeze({ requiresReview: true, reviewRequiredSince: at(0) }) });
  it("is due a configured wait after a review began to be required", () =>
    expect(scriptedReviewDueAt(waiting, config)).toBe(at(day)));
  it("is due for an emergency stop that waits for one, from the end of its cool-down", () => {
    const ess: Ess = { state: "RECOVERY_REVIEW", level: "NOMINAL", trip: trip({ coolDownEndsAt: at(hour) }) };
    expect(scriptedReviewDueAt(given({ ess }), config)).toBe(at(hour + day));
    expect(scriptedReviewDueAt(given({ ess: { ...ess, state: "COOLING_DOWN" } }), config)).toBeUndefined();
    const byItself: Ess = { ...ess, trip: trip({ evaluator: "DATA_FEED", coolDownEndsAt: at(hour) }) };
    expect(scriptedReviewDueAt(given({ ess: byItself }), config)).toBeUndefined();
    const frozen = freeze({ requiresReview: true, reviewRequiredSince: at(0), reviewGivenBy: "Ada" });
    expect(scriptedReviewDueAt(given({ ess, freeze: frozen }), config), "one review is for both").toBeUndefined();
  });
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
