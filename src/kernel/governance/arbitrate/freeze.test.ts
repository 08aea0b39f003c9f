/** Several causes make one freeze with the strictest of their terms; no cause is ever forgotten. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, hour } from "../../../../tests/scenarios/given.ts";
import { freeze } from "../../../../tests/scenarios/given-fund.ts";
import type { FreezeState } from "../../domain/briefing.ts";
import type { Decision } from "../../domain/decision.ts";
import { type EpochMs, durationMs } from "../../units/units.ts";
import { escalated, escalatesAt, frozenBy, reviewed } from "./freeze.ts";

const cause = (durationHours: number | null, requiresReview: boolean, reason = "why"): Decision<"FREEZE"> => ({
  kind: "FREEZE",
  payload: {
    trigger: "DRAWDOWN",
    durationMs: durationHours === null ? null : durationMs(durationHours * hour),
    severity: "HIGH",
    requiresReview,
    affectedSubsystems: ["trading"],
  },
  priority: "HIGH",
  reason,
});

describe("a first cause", () => {
  it("sets the timer from now, or none when indefinite", () => {
    expect(frozenBy(undefined, cause(2, false), at(0))).toMatchObject({ since: at(0), timerEndsAt: at(2 * hour) });
    expect(frozenBy(undefined, cause(null, true), at(0)).timerEndsAt).toBeUndefined();
  });

  it("notes when a review began to be required", () => {
    expect(frozenBy(undefined, cause(2, true), at(5)).reviewRequiredSince).toBe(at(5));
    expect(frozenBy(undefined, cause(2, false), at(5)).reviewRequiredSince).toBeUndefined();
  });
});

describe("a further cause", () => {
  it("keeps the later timer, whichever came first", () => {
    expect(frozenBy(frozenBy(undefined, cause(24, false), at(0)), cause(1, false), at(hour)).timerEndsAt).toBe(
      at(24 * hour),
    );
    expect(frozenBy(frozenBy(undefined, cause(1, false), at(0)), cause(24, false), at(hour)).timerEndsAt).toBe(
      at(25 * hour),
    );
  });

  it("an indefinite cause outlasts any timer, whichever came first", () => {
    expect(frozenBy(frozenBy(undefined, cause(null, true), at(0)), cause(1, false), at(1)).timerEndsAt).toBeUndefined();
    expect(frozenBy(frozenBy(undefined, cause(1, false), at(0)), cause(null, true), at(1)).timerEndsAt).toBeUndefined();
  });

  it("that needs a review makes the whole need one, and voids one given for earlier causes", () => {
    const before = reviewed(frozenBy(undefined, cause(1, true), at(0)), "Ada", at(1));
    const after = frozenBy(before, cause(1, true), at(2));
    expect(after).toMatchObject({ requiresReview: true, reviewGivenBy: undefined, reviewRequiredSince: at(2) });
  });

  it("that needs none leaves a review in place", () => {
    const before = reviewed(frozenBy(undefined, cause(1, true), at(0)), "Ada", at(1));
    expect(frozenBy(before, cause(1, false), at(2))).toMatchObject({ requiresReview: true, reviewGivenBy: "Ada" });
  });

  it("is added to the reasons; the freeze began with the first", () => {
    const twice = frozenBy(frozenBy(undefined, cause(1, true, "a"), at(0)), cause(1, true, "b"), at(9));
    expect(twice).toMatchObject({ since: at(0), reasons: ["a", "b"], causes: ["DRAWDOWN", "DRAWDOWN"] });
  });
});

describe("a review", () => {
  it("ends the indefinite part at once", () => {
    expect(reviewed(frozenBy(undefined, cause(null, true), at(0)), "Ada", at(7)).timerEndsAt).toBe(at(7));
  });

  it("leaves a running timer alone", () => {
    expect(reviewed(frozenBy(undefined, cause(2, true), at(0)), "Ada", at(7)).timerEndsAt).toBe(at(2 * hour));
  });

  it("does not end a timer that runs beside an indefinite cause", () => {
    const both = frozenBy(frozenBy(undefined, cause(24, true), at(0)), cause(null, true), at(1));
    expect(reviewed(both, "Ada", at(hour)).timerEndsAt).toBe(at(24 * hour));
    const other = frozenBy(frozenBy(undefined, cause(null, true), at(0)), cause(24, true), at(1));
    expect(reviewed(other, "Ada", at(hour)).timerEndsAt).toBe(at(24 * hour + 1));
  });
});

describe("escalation", () => {
  const timed = freeze({ timerEndsAt: at(hour), longestTimerEndsAt: at(hour) });
  it("asks for a review a day after the timer, and not a millisecond earlier", () => {
    expect(escalated(timed, at(25 * hour - 1))).toBe(timed);
    expect(escalated(timed, at(25 * hour))).toMatchObject({ requiresReview: true, reviewRequiredSince: at(25 * hour) });
  });

  it("asks for none where one is required already or the freeze is indefinite", () => {
    expect(escalatesAt({ ...timed, requiresReview: true })).toBeUndefined();
    expect(escalatesAt({ ...timed, timerEndsAt: undefined })).toBeUndefined();
  });
});

it("whatever causes and reviews come in any order, the strictest terms hold", () => {
  type Move =
    | { readonly kind: "CAUSE"; readonly hours: number | null; readonly review: boolean }
    | { readonly kind: "REVIEW" };
  const anyMove: fc.Arbitrary<Move> = fc.oneof(
    fc.record({
      kind: fc.constant("CAUSE" as const),
      hours: fc.oneof(fc.integer({ min: 0, max: 48 }), fc.constant(null)),
      review: fc.boolean(),
    }),
    fc.constant({ kind: "REVIEW" as const }),
  );
  fc.assert(
    fc.property(fc.array(anyMove, { maxLength: 12 }), (moves) => {
      let state: FreezeState | undefined;
      let longest = 0;
      let openReviews = false;
      let indefinite = false;
      moves.forEach((move, index) => {
        const now: EpochMs = at(index * hour);
        if (move.kind === "REVIEW") {
          if (state === undefined) return;
          state = reviewed(state, "Ada", now);
          openReviews = false;
          indefinite = false;
        } else {
          state = frozenBy(state, cause(move.hours, move.review, `${index}`), now);
          longest = Math.max(longest, move.hours === null ? 0 : now + move.hours * hour);
          openReviews ||= move.review;
          indefinite ||= move.hours === null;
        }
        expect(state.timerEndsAt === undefined, "indefinite as long as an indefinite cause is unreviewed").toBe(
          indefinite,
        );
        expect(state.timerEndsAt ?? longest, "no timer is forgotten").toBeGreaterThanOrEqual(longest);
        expect(state.requiresReview && state.reviewGivenBy === undefined, "no review is forgotten").toBe(openReviews);
      });
    }),
  );
});
