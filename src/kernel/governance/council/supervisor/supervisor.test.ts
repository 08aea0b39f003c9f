/** Release: every condition on its own keeps the freeze. Override: AGGRESSIVE while drawdown is above 5 %. */
import { describe, expect, it } from "vitest";
import { at, hour, justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import { briefing, freeze, said, stance, trip } from "../../../../../tests/scenarios/given-fund.ts";
import { broken } from "../../../../../tests/scenarios/given-any.ts";
import type { Briefing, Ess } from "../../../domain/briefing.ts";
import { defaultHardLimits } from "../../../domain/hard-limits.ts";
import type { CapitalProfile, EssEvaluator, EssState } from "../../../domain/modes.ts";
import { durationMs, ratio, usd } from "../../../units/units.ts";
import { capitalProfilePayload } from "../ceo/capital-profile.ts";
import { decideOverride, decideUnfreeze, freezeHoldsBecause } from "./supervisor.ts";

const limits = defaultHardLimits;
const reviewed = freeze({ requiresReview: true, reviewGivenBy: "Ada", since: at(-3 * hour), timerEndsAt: at(0) });
const earned = freeze({ since: at(-3 * hour), timerEndsAt: at(0) });
/** Everything a release needs, as a base to take one thing away from. */
const releasable = (change: Parameters<typeof briefing>[0] = {}): Briefing => briefing({ freeze: reviewed, ...change });
const holds = (state: Briefing) => freezeHoldsBecause(state, limits);

describe("unfreezing needs all conditions together", () => {
  it("releases when all hold, and names the reviewer and how long it was frozen", () => {
    expect(decideUnfreeze(releasable(), limits)).toMatchObject({
      kind: "UNFREEZE",
      payload: { releasedBy: "Ada", frozenForMs: durationMs(3 * hour) },
    });
  });

  it("waits for the timer to the millisecond", () => {
    const timed = { ...reviewed, timerEndsAt: at(1) };
    expect(holds(releasable({ freeze: timed, at: at(0) }))).toBe("its timer runs");
    expect(holds(releasable({ freeze: timed, at: at(1) }))).toBeUndefined();
  });

  it("waits for a required review", () => {
    expect(holds(releasable({ freeze: { ...reviewed, reviewGivenBy: undefined } }))).toBe("it waits for a review");
  });

  it("an indefinite freeze waits for a review, however long", () => {
    const indefinite = freeze({ timerEndsAt: undefined, requiresReview: true });
    expect(holds(releasable({ freeze: indefinite, at: at(1_000 * 24 * hour) }))).toBe("it waits for a review");
  });

  it("needs drawdown strictly below 5 %", () => {
    const held = (drawdown: number) => holds(releasable({ performance: { drawdown: ratio(drawdown) } }));
    expect(held(0.05)).toBe("drawdown is not below 5 %");
    expect(held(justBelow(0.05))).toBeUndefined();
  });

  it("needs equity strictly above 1.5 times the minimum", () => {
    const held = (equity: number) => holds(releasable({ portfolio: { equity: usd(equity) } }));
    expect(held(1_500)).toBe("equity is not above 1500 USD");
    expect(held(justAbove(1_500))).toBeUndefined();
  });

  it("without a review needs the shadow book strictly in profit", () => {
    const held = (pnl: number) => holds(releasable({ freeze: earned, portfolio: { shadowPnl: usd(pnl) } }));
    expect(held(0)).toBe("the shadow book is not in profit");
    expect(held(-0.01)).toBe("the shadow book is not in profit");
    expect(held(0.01)).toBeUndefined();
  });

  it("waits for the emergency stop, which a review arms only once it has cooled down", () => {
    const stopped = (state: EssState, evaluator: EssEvaluator = "DRAWDOWN"): Ess => ({
      state,
      level: "CRITICAL",
      trip: trip({ evaluator }),
    });
    for (const state of ["TRIPPED", "LIQUIDATING", "COOLING_DOWN"] as const)
      expect(holds(releasable({ ess: stopped(state) }))).toBe(`the emergency stop is ${state}`);
    expect(holds(releasable({ ess: stopped("RECOVERY_REVIEW") })), "the review is for both").toBeUndefined();
    expect(
      holds(releasable({ freeze: earned, ess: stopped("RECOVERY_REVIEW"), portfolio: { shadowPnl: usd(1) } })),
    ).toBe("the emergency stop waits for a review");
    expect(holds(releasable({ ess: stopped("RECOVERY_REVIEW", "DATA_FEED") }))).toBe(
      "the cause of the emergency stop still stands",
    );
    expect(holds(releasable({ ess: stopped("DISABLED") }))).toBeUndefined();
  });

  it("a review stands in for the shadow book's profit", () => {
    expect(holds(releasable({ portfolio: { shadowPnl: usd(-100) } }))).toBeUndefined();
  });

  it("a release without a review is the supervisor's", () => {
    const released = decideUnfreeze(releasable({ freeze: earned, portfolio: { shadowPnl: usd(1) } }), limits);
    expect(released?.payload.releasedBy).toBe("supervisor");
  });

  it.each([
    ["drawdown", { performance: { drawdown: broken<ReturnType<typeof ratio>>(Number.NaN) } }],
    ["equity", { portfolio: { equity: broken<ReturnType<typeof usd>>(Number.NaN) } }],
    ["shadow profit", { freeze: earned, portfolio: { shadowPnl: broken<ReturnType<typeof usd>>(Number.NaN) } }],
  ])("a %s that is not a number never releases", (_, change) => {
    expect(decideUnfreeze(releasable(change), limits)).toBeUndefined();
  });

  it("releases nothing when nothing is frozen", () => {
    expect(decideUnfreeze(briefing(), limits)).toBeUndefined();
  });
});

describe("override", () => {
  const wants = (profile: CapitalProfile) =>
    stance("CEO", { kind: "CAPITAL_PROFILE", payload: capitalProfilePayload(profile), ...said }, 12, 3);
  const at5 = (drawdown: number) => briefing({ performance: { drawdown: ratio(drawdown) } });

  it("strikes AGGRESSIVE while drawdown is strictly above 5 %, naming both", () => {
    expect(decideOverride(wants("AGGRESSIVE"), at5(justAbove(0.05)))).toMatchObject({
      kind: "OVERRIDE",
      payload: { overriddenDecisionId: "D12-3", overriddenKind: "CAPITAL_PROFILE", overriddenSeat: "CEO" },
      priority: "CRITICAL",
      reason: "CEO wants AGGRESSIVE but drawdown is 5.00 %",
    });
    expect(decideOverride(wants("AGGRESSIVE"), at5(0.05))).toBeUndefined();
  });

  it("strikes it when drawdown is not a number", () => {
    const unknown = briefing({ performance: { drawdown: broken(Number.NaN) } });
    expect(decideOverride(wants("AGGRESSIVE"), unknown)).toBeDefined();
  });

  it.each(["MICRO", "LOW", "NORMAL"] as const)("lets %s pass at any drawdown", (profile) => {
    expect(decideOverride(wants(profile), at5(0.5))).toBeUndefined();
  });

  it("lets other kinds pass", () => {
    const mode = stance("CEO", { kind: "MODE_CHANGE", payload: { mode: "LIVE", durationMs: null }, ...said });
    expect(decideOverride(mode, at5(0.5))).toBeUndefined();
  });
});
