/** ESS: levels at `>=`, hysteresis of one point on the way back, and a latch only a release opens. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { justBelow } from "../../../../tests/scenarios/given.ts";
import type { Ess } from "../../domain/briefing.ts";
import { comesBefore } from "../../domain/ladder.ts";
import { type EssLevel, essLevels } from "../../domain/modes.ts";
import { baseEssPolicy, tightEssPolicy } from "../council/cro/ess-policy.ts";
import { essAfter, essHysteresis, levelOf, rearmed } from "./ess.ts";

const armed = (level: EssLevel = "NOMINAL"): Ess => ({ state: "ARMED", level, trip: undefined });
const after = (level: EssLevel, drawdown: number): EssLevel => essAfter(armed(level), drawdown, baseEssPolicy).level;

describe("levels are reached at their threshold", () => {
  it.each([
    ["CAUTION", 0.03, "NOMINAL"],
    ["WARNING", 0.05, "CAUTION"],
    ["CRITICAL", 0.08, "WARNING"],
  ] as const)("%s at a drawdown of %f and not just below", (level, threshold, milder) => {
    expect(levelOf(threshold, baseEssPolicy)).toBe(level);
    expect(levelOf(justBelow(threshold), baseEssPolicy)).toBe(milder);
    expect(after("NOMINAL", threshold)).toBe(level);
    expect(after("NOMINAL", justBelow(threshold))).toBe(milder);
  });

  it("follow the CRO's tightened policy", () => {
    const levels = [0.02, 0.04, 0.07].map((drawdown) => levelOf(drawdown, tightEssPolicy));
    expect(levels).toEqual(["CAUTION", "WARNING", "CRITICAL"]);
    expect([0.02, 0.04, 0.07].map((each) => levelOf(justBelow(each), tightEssPolicy))).toEqual([
      "NOMINAL",
      "CAUTION",
      "WARNING",
    ]);
  });

  it("a drawdown that is not a number is CRITICAL", () => {
    expect(levelOf(Number.NaN, baseEssPolicy)).toBe("CRITICAL");
    expect(essAfter(armed(), Number.NaN, baseEssPolicy)).toEqual({
      state: "TRIPPED",
      level: "CRITICAL",
      trip: undefined,
    });
  });

  it("a policy that is not a number is CRITICAL", () => {
    expect(levelOf(0, { ...baseEssPolicy, criticalFraction: Number.NaN as never })).toBe("CRITICAL");
  });
});

describe("hysteresis", () => {
  it.each([
    ["CAUTION", 0.03, "NOMINAL"],
    ["WARNING", 0.05, "CAUTION"],
  ] as const)("%s eases only a whole point below its threshold of %f", (level, threshold, milder) => {
    expect(after(level, justBelow(threshold))).toBe(level);
    expect(after(level, threshold - essHysteresis + 1e-9), "still within a point").toBe(level);
    expect(after(level, threshold - essHysteresis - 1e-9), "a point below").toBe(milder);
  });

  it("eases by more than one level at once when the drawdown is gone", () => {
    expect(after("WARNING", 0)).toBe("NOMINAL");
    expect(after("WARNING", 0.025)).toBe("CAUTION");
  });

  it("an unchanged level is the same value, so that nothing is announced", () => {
    const before = armed("CAUTION");
    expect(essAfter(before, 0.04, baseEssPolicy)).toBe(before);
  });
});

describe("the latch", () => {
  it("CRITICAL trips", () =>
    expect(essAfter(armed(), 0.08, baseEssPolicy)).toEqual({ state: "TRIPPED", level: "CRITICAL", trip: undefined }));

  it("stays tripped whatever the drawdown does next", () => {
    const tripped = essAfter(armed(), 0.09, baseEssPolicy);
    expect(essAfter(tripped, 0, baseEssPolicy)).toBe(tripped);
  });

  it("a release arms it again; a disabled one stays disabled", () => {
    expect(rearmed({ state: "TRIPPED", level: "CRITICAL", trip: undefined })).toEqual(armed());
    const disabled: Ess = { state: "DISABLED", level: "NOMINAL", trip: undefined };
    expect(rearmed(disabled)).toBe(disabled);
    expect(essAfter(disabled, 0.5, baseEssPolicy)).toBe(disabled);
  });
});

it("over any path: never milder than the drawdown says, never flapping within a point, tripped for good", () => {
  const anyPath = fc.array(fc.double({ min: 0, max: 0.12, noNaN: true }), { maxLength: 60 });
  fc.assert(
    fc.property(anyPath, (path) => {
      let ess = armed();
      for (const drawdown of path) {
        const before = ess;
        ess = essAfter(ess, drawdown, baseEssPolicy);
        const reached = levelOf(drawdown, baseEssPolicy);
        expect(comesBefore(essLevels, reached, ess.level), "tightens at once").toBe(false);
        if (comesBefore(essLevels, before.level, ess.level))
          expect(levelOf(drawdown + essHysteresis, baseEssPolicy), "eased only past the hysteresis").toBe(ess.level);
        if (before.state === "TRIPPED") expect(ess).toBe(before);
        expect(ess.state === "TRIPPED").toBe(ess.level === "CRITICAL");
      }
    }),
  );
});
