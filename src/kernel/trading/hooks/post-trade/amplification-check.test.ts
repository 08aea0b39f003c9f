/** Profit amplification: each block alone, each action at its threshold, and what it may never do. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultAmplification } from "../../../domain/position-care.ts";
import { positionClasses } from "../../../domain/position-plan.ts";
import { systemRiskModes, trends, volatilities } from "../../../domain/modes.ts";
import type { MarketAssessment } from "../../../domain/regime.ts";
import { fraction, ratio } from "../../../units/units.ts";
import { amplificationBlocks, amplificationScore, blocksOf } from "./amplification-blocks.ts";
import { amplificationHook, amplify, type AmplifierView } from "./amplification-check.ts";

const market: MarketAssessment = {
  trend: "UP",
  volatility: "NORMAL",
  isIlliquid: false,
  confidence: fraction(0.7),
  dailyVolatility: ratio(0.03),
  trendStrength: fraction(0.8),
  breakProbability: undefined,
  hidden: undefined,
};
/** A winner of 1.5 R in a fund that is well: nothing blocks. */
const winner: AmplifierView = {
  reading: { r: 1.5, peakR: 1.5, momentum: 0.7, hours: 2, roughness: 1, fall: 0 },
  class: "STRONG_TREND",
  regime: market,
  rank: 1,
  systemRiskMode: "NORMAL",
  isBraked: false,
  entriesAllowed: true,
  drawdown: 0,
  config: defaultAmplification,
  sizeRatio: 1,
  hasSoldPart: false,
  hasOpenEntry: false,
  hasTarget: true,
  isTargetExtended: false,
  isHoldExtended: false,
  isBelowBreakEven: false,
};
const at = (r: number, peakR = r) => ({ ...winner.reading, r, peakR });
const ask = (change: Partial<AmplifierView>): string => {
  const view = { ...winner, ...change };
  return amplify(view, blocksOf(view).length > 0).kind;
};

describe("blocks", () => {
  it("nothing holds a winner of a calm fund back", () => expect(blocksOf(winner)).toEqual([]));
  it.each([
    ["EMERGENCY_BRAKE_ACTIVE", { isBraked: true }],
    ["ENTRIES_STOPPED", { entriesAllowed: false }],
    ["RISK_PROFILE_REDUCED", { systemRiskMode: "SAFE" }],
    ["RISK_PROFILE_REDUCED", { systemRiskMode: "CRITICAL" }],
    ["HIGH_DRAWDOWN", { drawdown: 0.0500001 }],
    ["HIGH_DRAWDOWN", { drawdown: Number.NaN }],
    ["WEAK_TREND", { class: "STALLING" }],
    ["WEAK_TREND", { class: "REVERSAL_RISK" }],
    ["WEAK_TREND", { class: "TOXIC" }],
    ["WEAK_TREND", { class: undefined }],
    ["UNSTABLE_SYMBOL", { regime: { ...market, volatility: "EXTREME" } }],
    ["UNSTABLE_SYMBOL", { regime: { ...market, volatility: "HIGH" }, rank: 51 }],
    ["POOR_LIQUIDITY", { regime: { ...market, isIlliquid: true } }],
  ] as const)("%s alone: %j", (name, change) => {
    expect(blocksOf({ ...winner, ...change })).toEqual([name]);
    expect(ask(change)).toBe("NO_ACTION");
  });
  it("not at the line: 5 % of drawdown, rank 50 in high volatility, AGGRESSIVE, a slow grinder", () => {
    const high = { ...market, volatility: "HIGH" } as const;
    for (const change of [
      { drawdown: 0.05 },
      { regime: high, rank: 50 },
      { systemRiskMode: "AGGRESSIVE" },
      { class: "SLOW_GRINDER" },
    ] as const)
      expect(blocksOf({ ...winner, ...change })).toEqual([]);
  });
  it("an unknown market blocks", () => {
    expect(blocksOf({ ...winner, regime: undefined })).toEqual(["UNSTABLE_SYMBOL", "POOR_LIQUIDITY"]);
    expect(amplificationBlocks).toHaveLength(7);
  });
});

describe("actions", () => {
  const full = { sizeRatio: 1.5 };
  it.each([
    [0.999, {}, "NO_ACTION"],
    [1, {}, "NO_ACTION"],
    [1.499, {}, "NO_ACTION"],
    [1.5, {}, "ADD_SIZE"],
    [1.5, { sizeRatio: 1.499 }, "ADD_SIZE"],
    [1.5, full, "NO_ACTION"],
    [1.5, { hasSoldPart: true }, "NO_ACTION"],
    [1.5, { hasOpenEntry: true }, "NO_ACTION"],
    [1.999, full, "NO_ACTION"],
    [2, full, "EXTEND_TARGET"],
    [2, { ...full, hasTarget: false }, "NO_ACTION"],
    [2, { ...full, isTargetExtended: true }, "NO_ACTION"],
    [2.499, { ...full, isTargetExtended: true }, "NO_ACTION"],
    [2.5, { ...full, isTargetExtended: true }, "EXTEND_HOLD"],
    [2.5, { ...full, isTargetExtended: true, isHoldExtended: true }, "NO_ACTION"],
  ] as const)("at %f R with %j: %s", (r, change, expected) =>
    expect(ask({ reading: at(r), ...change })).toBe(expected),
  );

  it("takes half where 3 R had been made and 2 are left, unless a part is sold already", () => {
    const done = { ...full, isTargetExtended: true, isHoldExtended: true };
    expect(ask({ reading: at(2, 3), ...done })).toBe("PARTIAL_TAKE_PROFIT");
    expect(ask({ reading: at(1.999, 3), ...done })).toBe("NO_ACTION");
    expect(ask({ reading: at(2, 2.999), ...done })).toBe("NO_ACTION");
    expect(ask({ reading: at(2, 3), ...done, hasSoldPart: true })).toBe("NO_ACTION");
  });
  it("adds a fifth, three tenths in AGGRESSIVE", () => {
    expect(amplify(winner, false)).toEqual({ kind: "ADD_SIZE", share: 0.2 });
    expect(amplify({ ...winner, systemRiskMode: "AGGRESSIVE" }, false)).toEqual({ kind: "ADD_SIZE", share: 0.3 });
  });
  it("where something blocks, a stop below break-even is tightened", () => {
    expect(ask({ class: "STALLING", isBelowBreakEven: true, reading: at(1) })).toBe("TIGHTEN_STOPS");
    expect(ask({ class: "STALLING", isBelowBreakEven: true, reading: at(0.99) })).toBe("NO_ACTION");
    expect(ask({ class: "STALLING", isBelowBreakEven: false })).toBe("NO_ACTION");
  });
  it("is more than tightening, and says why", () => {
    const hook = amplificationHook("ENFORCED");
    expect(hook.canOnlyTighten).toBe(false);
    expect(hook.review({ kind: "NO_ACTION" }, { ...winner, systemRiskMode: "SAFE" })).toMatchObject({
      kind: "PASS",
      subject: { kind: "NO_ACTION" },
      note: expect.stringMatching(/^no_action, blocked by RISK_PROFILE_REDUCED; at 1.50 R, score \d+ of 100$/),
    });
  });
});

it("never adds to a loser, beyond the cap, in SAFE or CRITICAL, while frozen, or to a class that is not strong", () => {
  const anyView: fc.Arbitrary<AmplifierView> = fc.record({
    reading: fc.record({
      r: fc.double({ min: -3, max: 6, noNaN: true }),
      peakR: fc.double({ min: -3, max: 6 }),
      momentum: fc.double(),
      hours: fc.double({ min: 0, max: 100 }),
      roughness: fc.double({ min: 0, max: 5 }),
      fall: fc.double({ min: 0, max: 1 }),
    }),
    class: fc.option(fc.constantFrom(...positionClasses), { nil: undefined }),
    regime: fc.option(
      fc
        .record({
          trend: fc.constantFrom(...trends),
          volatility: fc.constantFrom(...volatilities),
          isIlliquid: fc.boolean(),
        })
        .map((change) => ({ ...market, ...change })),
      { nil: undefined },
    ),
    rank: fc.integer({ min: 1, max: 100 }),
    systemRiskMode: fc.constantFrom(...systemRiskModes),
    isBraked: fc.boolean(),
    entriesAllowed: fc.boolean(),
    drawdown: fc.double({ min: 0, max: 0.1 }),
    config: fc.constant(defaultAmplification),
    sizeRatio: fc.double({ min: 0.5, max: 2, noNaN: true }),
    hasSoldPart: fc.boolean(),
    hasOpenEntry: fc.boolean(),
    hasTarget: fc.boolean(),
    isTargetExtended: fc.boolean(),
    isHoldExtended: fc.boolean(),
    isBelowBreakEven: fc.boolean(),
  });
  let added = 0;
  const almost = anyView.map(({ reading, class: kind, sizeRatio }) => ({ ...winner, reading, class: kind, sizeRatio }));
  fc.assert(
    fc.property(fc.oneof(anyView, almost), (view) => {
      if (ask(view) !== "ADD_SIZE") return;
      added += 1;
      expect(view.reading.r).toBeGreaterThanOrEqual(1.5);
      expect(["STRONG_TREND", "SLOW_GRINDER"]).toContain(view.class);
      expect(["NORMAL", "AGGRESSIVE"]).toContain(view.systemRiskMode);
      expect([view.isBraked, view.entriesAllowed, view.hasSoldPart]).toEqual([false, true, false]);
      expect(view.sizeRatio).toBeLessThan(1.5);
      expect(view.drawdown).toBeLessThanOrEqual(0.05);
    }),
    { numRuns: 5_000 },
  );
  expect(added, "the walk went where it matters").toBeGreaterThan(3);
});

describe("the score", () => {
  it("is out of 100, and 30 less where something blocks", () => {
    const best = { ...winner, reading: { ...at(5), roughness: 1.2 }, rank: 0 };
    expect(amplificationScore(best, false)).toBe(100);
    expect(amplificationScore(best, true)).toBe(70);
  });
  it("falls with what has been given back, roughness and rank", () => {
    expect(amplificationScore({ ...winner, reading: at(1, 2), rank: 100 }, false)).toBeCloseTo(6 + 25 + 0 + 0 + 10, 9);
    expect(amplificationScore({ ...winner, reading: { ...at(5), roughness: 2.1 }, rank: 50 }, false)).toBe(86.5);
  });
});
